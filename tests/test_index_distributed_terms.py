"""The words of a question as a sparse query: exact scores, and a sum that is never below the score."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Article, Passage
from index.distributed.parts import parts
from index.distributed.terms import Row, TermQuery
from index.lexical.bm25 import Lexical
from index.lexical.concepts import Concept
from index.lexical.postings import Postings
from index.lexical.terms import counted
from index.types import STORED

DOCUMENTS = st.lists(
    st.tuples(st.lists(st.sampled_from("abcdef"), max_size=8), st.integers(0, 8)), min_size=1, max_size=9
)
CONCEPTS = st.lists(
    st.builds(
        Concept,
        st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from([1.0, 0.8, 0.3]), min_size=1, max_size=4),
        st.sampled_from([1.0, 2.0]),
    ),
    max_size=3,
)
ARTICLE = Article("id", "题", "文", "报", None, "", "a.txt")


def rows_of(postings: Postings, lexical: Lexical) -> list[Row]:
    """The terms of every passage, as an engine receives them."""
    count = len(postings.lengths)
    passages = [Passage(i, ARTICLE, 0, 1) for i in range(count)]
    vectors = np.zeros((count, 2), STORED)
    rows: list[Row] = []
    for part in parts(postings, lexical.keys, vectors, [True] * count, passages):
        bounds = part.offsets.tolist()
        rows += (Row(part.terms[a:b], part.weights[a:b]) for a, b in pairwise(bounds))
    return rows


@given(DOCUMENTS, CONCEPTS)
def test_scores_are_those_of_the_files_to_the_last_digit(
    documents: list[tuple[list[str], int]], concepts: list[Concept]
) -> None:
    postings = Postings()
    postings.add(counted(terms, terms[:opening]) for terms, opening in documents)
    lexical = Lexical.of(postings)
    rows = rows_of(postings, lexical)
    expected, bounds = lexical.scores(concepts)
    assert bounds == lexical.bounds(concepts)
    query = TermQuery(concepts, bounds, lexical)
    found = query.scores(rows)
    assert found.tolist() == expected.tolist()
    sums = np.array([row.weights_of(query.positions) @ query.weights for row in rows], np.float64)
    assert (sums >= expected - 1e-5).all()
    if all(len(concept.terms) == 1 for concept in concepts):
        np.testing.assert_allclose(sums, expected, atol=1e-5)


HAN = ["甲乙", "乙甲", "丙丁", "丁丙", "戊", "己庚"]


@given(
    st.lists(st.lists(st.sampled_from(HAN), max_size=4), min_size=1, max_size=30),
    st.dictionaries(st.sampled_from("甲丙戊辛"), st.sampled_from([1.0, 0.4]), max_size=3),
)
def test_characters_count_as_in_the_files_to_the_last_digit(
    documents: list[list[str]], characters: dict[str, float]
) -> None:
    postings = Postings()
    postings.add(counted(terms, terms[:1]) for terms in documents)
    lexical = Lexical.of(postings)
    rows = rows_of(postings, lexical)
    concepts = [Concept({"word": 1.0, "己庚": 0.8}, 2.0, "word", characters)]
    expected, bounds = lexical.scores(concepts)
    query = TermQuery(concepts, bounds, lexical)
    assert query.scores(rows).tolist() == expected.tolist()
    sums = np.array([row.weights_of(query.positions) @ query.weights for row in rows], np.float64)
    assert (sums >= expected - 1e-5).all()


def test_alternatives_are_capped_in_the_score_and_not_in_the_sum() -> None:
    # Both terms open passage 0, with tf 1 each, in a passage of mean length: saturated 1/1.4 + 0.15 = 0.86429 each, of
    # 1.15 at most. Together they are 1.50311 of one full match, so the score is the bound, and the sum 1.50311 times
    # the bound.
    postings = Postings()
    postings.add([counted(["a", "b"], ["a", "b"]), counted(["c", "d"])])
    lexical = Lexical.of(postings)
    concepts = [Concept({"a": 1.0, "b": 1.0})]
    (bound,) = lexical.bounds(concepts)
    query = TermQuery(concepts, [bound], lexical)
    row = rows_of(postings, lexical)[0]
    np.testing.assert_allclose(query.scores([row]), [bound], rtol=1e-6)
    np.testing.assert_allclose(row.weights_of(query.positions) @ query.weights, 1.50311 * bound, rtol=1e-5)


def test_a_part_knows_its_digest() -> None:
    postings = Postings()
    postings.add([counted(["a", "b"]), counted(["b"])])
    lexical = Lexical.of(postings)

    def made(weight: float) -> str:
        vectors = np.full((2, 2), weight, STORED)
        passages = [Passage(i, ARTICLE, 0, 1) for i in range(2)]
        (part,) = parts(postings, lexical.keys, vectors, [True, False], passages)
        assert (part.first, len(part), part.offsets.tolist(), part.terms.tolist()) == (0, 2, [0, 2, 3], [0, 1, 1])
        return part.digest()

    assert made(0.5) == made(0.5) != made(0.25)
