from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import bm25 as lexical_module
from index.lexical.bm25 import K1, B, Lexical, top_k
from index.lexical.concepts import Concept
from index.lexical.postings import Postings
from index.lexical.terms import counted
from index.lexical.vocabulary import OPENING_WEIGHT

DOCUMENTS = [["太原", "忻州", "忻州"], ["太原"], ["大同", "太原", "朔州"]]


def indexed(documents: list[tuple[list[str], int]]) -> Lexical:
    """Index passages, each given by its terms and the number of terms in its opening."""
    postings = Postings()
    postings.add(counted(terms, terms[:opening]) for terms, opening in documents)
    return Lexical.of(postings)


def brute(documents: list[list[str]], openings: list[int], query: dict[str, float]) -> list[float]:
    """BM25 written out from its formula, passage by passage."""
    count = len(documents)
    mean = sum(map(len, documents)) / count or 1.0
    scores = []
    for document, opening in zip(documents, openings, strict=True):
        score = 0.0
        for term, weight in query.items():
            df = sum(term in d for d in documents)
            tf = document.count(term)
            idf = log(1 + (count - df + 0.5) / (df + 0.5))
            saturated = tf / (tf + K1 * (1 - B + B * len(document) / mean))
            score += weight * idf * (saturated + OPENING_WEIGHT * (term in document[:opening]))
        scores.append(score)
    return scores


def test_a_worked_score() -> None:
    # 忻州: df 1 of 3, idf = ln(1 + 2.5/1.5) = 0.98083; tf 2, length 3, mean 7/3:
    # norm = 0.4 * (0.25 + 0.75 * 9/7) = 0.48571; 0.98083 * 2 / 2.48571 = 0.78917. The maximum is 0.98083 * 1.15.
    lexical = Lexical.build(DOCUMENTS)
    scores, bounds = lexical.scores([Concept({"忻州": 1.0})])
    assert scores.tolist() == pytest.approx([0.78917, 0, 0], abs=1e-4)
    assert bounds == pytest.approx([0.98083 * 1.15], abs=1e-4)


def test_a_term_that_a_passage_opens_with_counts_more() -> None:
    lexical = indexed([(["太原", "忻州"], 1), (["忻州", "太原"], 1), (["太原", "忻州"], 0)])
    first, second, third = lexical.scores([Concept({"太原": 1.0})])[0].tolist()
    assert second == third
    assert first - third == pytest.approx(OPENING_WEIGHT * log(1 + 0.5 / 3.5), abs=1e-6)


def test_a_character_of_translations_counts_where_they_are_missing() -> None:
    # 24 passages of one term each. 汽车 is in one: the maximum is 1.15 * ln(1 + 23.5/1.5). 车企 and 卡车 are in one
    # each, so the character 车 is in three, with 汽车: 1.15 * ln(1 + 21.5/3.5). Each term is saturated at 1 / 1.4, of
    # 1.15 for a share of 1.
    documents = [["汽车"], ["车企"], ["卡车"], *([f"其{n}"] for n in range(21))]
    concept = Concept({"car": 1.0, "汽车": 0.8}, word="car", characters={"车": 0.6})
    lexical = Lexical.build(documents)
    scores, (bound,) = lexical.scores([concept])
    assert bound == pytest.approx(1.15 * log(1 + 23.5 / 1.5))
    rarity = log(1 + 21.5 / 3.5) / log(1 + 23.5 / 1.5)
    held = 1 / 1.4 / 1.15
    expected = [0.8 * held * bound, 0.6 * rarity * held * bound, 0.6 * rarity * held * bound]
    assert scores[:4].tolist() == pytest.approx([*expected, 0.0], abs=1e-5)
    assert lexical.scores([concept])[0].tolist() == scores.tolist()


def test_a_character_that_is_in_many_passages_says_nothing() -> None:
    documents = [["汽车"], *(["车企"] for _ in range(4)), *([f"其{n}"] for n in range(15))]
    concept = Concept({"car": 1.0, "汽车": 0.8}, word="car", characters={"车": 0.6})
    assert np.flatnonzero(Lexical.build(documents).scores([concept])[0]).tolist() == [0]


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=2), max_size=12), st.sampled_from("甲乙戊"))
def test_a_character_is_found_alone_and_on_either_side(terms: list[str], character: str) -> None:
    lexical = Lexical.build([[term] for term in terms])
    found = {chr(int(lexical.keys[i]) & 0xFFFFFFFF) for i in lexical.with_character(character)}
    held = {term for term in terms if character in term}
    assert len(lexical.with_character(character)) == len(held)
    assert found == {term[-1] for term in held}


def test_terms_of_which_any_will_do_count_as_one() -> None:
    # 忻州, or 大同 at half weight: passages 0 and 2 of 3, idf = ln(1 + 1.5/2.5) = 0.47000. Saturated frequencies: 忻州
    # in passage 0, 2 / 2.48571 = 0.80460; 大同 in passage 2, tf 1 at the same length, 1 / 1.48571 * 0.5 = 0.33654.
    # Neither is in an opening.
    scores, bounds = Lexical.build(DOCUMENTS).scores([Concept({"忻州": 1.0, "大同": 0.5}, 2.0)])
    assert bounds == pytest.approx([2 * 0.47000 * 1.15], abs=1e-4)
    assert scores.tolist() == pytest.approx([0.94 * 0.80460, 0, 0.94 * 0.33654], abs=1e-4)


@given(
    st.lists(st.tuples(st.lists(st.sampled_from("abcdef"), max_size=8), st.integers(0, 8)), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from([1.0, 2.5]), max_size=4),
)
def test_scores_are_those_of_the_formula(documents: list[tuple[list[str], int]], query: dict[str, float]) -> None:
    scores, bounds = indexed(documents).scores(Concept({term: 1.0}, weight) for term, weight in query.items())
    expected = brute([terms for terms, _ in documents], [opening for _, opening in documents], query)
    assert scores.tolist() == pytest.approx(expected, rel=1e-4, abs=1e-6)
    assert all(score <= sum(bounds) + 1e-6 for score in scores.tolist())


def test_an_unknown_term_finds_nothing_but_counts_in_the_most() -> None:
    lexical = Lexical.build(DOCUMENTS)
    name, role = Concept({"忻州": 1.0}), Concept({"role": 1.0})
    one, two = lexical.scores([name]), lexical.scores([name, role])
    assert one[0].tolist() == two[0].tolist()
    assert one[1] == two[1][:1]
    assert two[1][1] > one[1][0]


def test_postings_name_the_passages() -> None:
    lexical = Lexical.build(DOCUMENTS)
    assert lexical.passages_with("太原").tolist() == [0, 1, 2]
    assert lexical.passages_with("朔州").tolist() == [2]
    assert lexical.passages_with("阳泉").tolist() == []


def test_an_empty_index_scores_nothing() -> None:
    assert Lexical.build([]).scores([Concept({"太原": 1.0})])[0].tolist() == []


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), max_size=30), st.integers(0, 40), st.integers(1, 8))
def test_best_is_a_stable_sort(values: list[float], k: int, rows: int) -> None:
    scores = np.array(values, np.float32)
    expected = sorted((i for i, v in enumerate(values) if v > 0), key=lambda i: (-values[i], i))[:k]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexical_module, "ROWS", rows)
        assert top_k(scores, k).tolist() == expected
