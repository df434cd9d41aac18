from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import K1, B, Lexical, best

DOCUMENTS = [["太原", "忻州", "忻州"], ["太原"], ["大同", "太原", "朔州"]]


def brute(documents: list[list[str]], query: dict[str, float]) -> list[float]:
    """BM25 written out from its formula, passage by passage."""
    count = len(documents)
    mean = sum(map(len, documents)) / count or 1.0
    scores = []
    for document in documents:
        score = 0.0
        for term, weight in query.items():
            df = sum(term in d for d in documents)
            tf = document.count(term)
            idf = log(1 + (count - df + 0.5) / (df + 0.5))
            score += weight * idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(document) / mean))
        scores.append(score)
    return scores


def test_a_worked_score() -> None:
    # 忻州: df 1 of 3, idf = ln(1 + 2.5/1.5) = 0.98083; tf 2, length 3, mean 7/3:
    # norm = 1.2 * (0.25 + 0.75 * 9/7) = 1.45714; 0.98083 * 2 * 2.2 / 3.45714 = 1.24832
    lexical = Lexical.build(DOCUMENTS)
    assert lexical.scores({"忻州": 1.0}).tolist() == pytest.approx([1.24832, 0, 0], abs=1e-4)
    assert lexical.most({"忻州": 1.0}) == pytest.approx(0.98083 * 2.2, abs=1e-4)


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from([1.0, 2.5]), max_size=4),
)
def test_scores_are_those_of_the_formula(documents: list[list[str]], query: dict[str, float]) -> None:
    lexical = Lexical.build(documents)
    scores = lexical.scores(query).tolist()
    assert scores == pytest.approx(brute(documents, query), rel=1e-4, abs=1e-6)
    assert all(score <= lexical.most(query) + 1e-6 for score in scores)


def test_an_unknown_term_finds_nothing_but_counts_in_the_most() -> None:
    lexical = Lexical.build(DOCUMENTS)
    one, two = {"忻州": 1.0}, {"忻州": 1.0, "role": 1.0}
    assert lexical.scores(one).tolist() == lexical.scores(two).tolist()
    assert lexical.most(two) > lexical.most(one)


def test_postings_name_the_passages() -> None:
    lexical = Lexical.build(DOCUMENTS)
    assert lexical.passages_with("太原").tolist() == [0, 1, 2]
    assert lexical.passages_with("朔州").tolist() == [2]
    assert lexical.passages_with("阳泉").tolist() == []


def test_an_empty_index_scores_nothing() -> None:
    assert Lexical.build([]).scores({"太原": 1.0}).tolist() == []


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), max_size=30), st.integers(0, 40))
def test_best_is_a_stable_sort(values: list[float], k: int) -> None:
    scores = np.array(values, np.float32)
    expected = sorted((i for i, v in enumerate(values) if v > 0), key=lambda i: (-values[i], i))[:k]
    assert best(scores, k).tolist() == expected
