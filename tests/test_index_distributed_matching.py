"""An engine finds by words what brute force finds, in the same order, with ties and capped alternatives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Article, Passage
from index.distributed import qdrant
from index.distributed import qdrant_retriever as by_engine
from index.distributed.parts import parts
from index.lexical.bm25 import Lexical
from index.lexical.concepts import Concept
from index.lexical.postings import Postings
from index.lexical.terms import counted
from index.retriever import Retriever
from index.search import NO_FILTER
from index.types import STORED, Ids
from tests.engine_clients import CLIENTS, QUIET, start

pytestmark = QUIET
TERMS = [*"abcdefgh"]
ONE = np.array([[1.0, 0.0]], np.float32)
"""The one vector that all passages have."""
CONCEPTS = st.lists(
    st.builds(
        Concept,
        st.dictionaries(st.sampled_from([*TERMS, "nowhere"]), st.sampled_from([1.0, 0.8, 0.3]), min_size=1, max_size=6),
        st.sampled_from([1.0, 2.0]),
    ),
    min_size=1,
    max_size=3,
)


@dataclass(frozen=True)
class Words:
    """The same passages in an engine and in memory; `asked`: how many points each query requested from the engine."""

    engine: Retriever
    files: Lexical
    asked: list[int] = field(default_factory=list)

    def best(self, concepts: list[Concept], k: int) -> list[int]:
        """The k best by brute force: every passage scored, those above 0 sorted in plain Python."""
        scores = self.files.scores(concepts)[0].tolist()
        return sorted((i for i, score in enumerate(scores) if score > 0), key=lambda i: (-scores[i], i))[:k]

    def found(self, concepts: list[Concept], k: int, among: Ids | None = None) -> list[int]:
        self.asked.clear()
        lexical: list[int] = self.engine.candidates(None, concepts, k, NO_FILTER, among).lexical.tolist()
        return lexical


@pytest.fixture(scope="module", params=CLIENTS)
def words(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Words]:
    """300 short passages of 8 terms; many contain several alternatives, and many have the same score."""
    chance, postings = np.random.default_rng(7), Postings()
    documents = [chance.choice(TERMS, chance.integers(0, 9)).tolist() for _ in range(300)]
    postings.add(counted(terms, terms[: i % 3]) for i, terms in enumerate(documents))
    files, article = Lexical.of(postings), Article("id", "题", "文", "报", None, "", "a.txt")
    passages = [Passage(i, article, 0, 1) for i in range(300)]
    with pytest.MonkeyPatch.context() as patch:
        client = start(request.param, tmp_path_factory.mktemp("matching") / "engine", patch)
        engine = qdrant.connect("here", 6333, None, 1)
        engine.fill(
            "news", 2, parts(postings, files.keys, np.repeat(ONE.astype(STORED), 300, 0), [True] * 300, passages)
        )
        made = Words(engine.retriever("news", files), files)
        query = client.query_batch_points

        def contrary(name: str, requests: list[Any]) -> Any:
            """Of points with the same score, return those with the highest ids, as an engine is free to choose."""
            made.asked.extend(each.limit for each in requests)
            answers = query(name, [each.model_copy(update={"limit": 300}) for each in requests])
            for answer, each in zip(answers, requests, strict=True):
                answer.points = sorted(answer.points, key=lambda point: (-point.score, -point.id))[: each.limit]
            return answers

        patch.setattr(client, "query_batch_points", contrary)
        yield made


@settings(max_examples=60, deadline=None)
@given(CONCEPTS, st.integers(1, 40))
def test_the_best_by_words_are_those_of_brute_force(words: Words, concepts: list[Concept], k: int) -> None:
    assert words.found(concepts, k) == words.best(concepts, k)


def test_more_is_fetched_while_a_capped_passage_may_still_be_among_the_best(words: Words) -> None:
    alternatives = [Concept(dict.fromkeys("abcdef", 1.0)), Concept({"g": 1.0}, 0.3)]
    assert words.found(alternatives, 4) == words.best(alternatives, 4)
    assert words.asked[0] == 5  # a quarter more than requested
    assert words.asked[-1] > 5


@pytest.mark.parametrize("term", TERMS)
def test_more_is_fetched_while_others_may_score_the_same(words: Words, term: str) -> None:
    once = [Concept({term: 1.0})]
    best = words.best(once, 300)
    for k in range(1, len(best) + 1):
        assert words.found(once, k) == best[:k]


def test_fetching_ends_at_a_limit(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_engine, "DEEPEST", 30)
    alternatives = [Concept(dict.fromkeys("abcdef", 1.0))]
    assert len(words.found(alternatives, 4)) == 4
    assert words.asked == [5, 20, 30]
    assert len(words.found(alternatives, 40)) == 40
    assert words.asked == [50]
