"""Every store of passages, our own files and each engine, returns the same as brute force."""

from collections.abc import Iterator
from datetime import date
from math import log

import numpy as np
import pytest

from corpus.text.script import is_han
from index.dense.embedders import load_embedder
from index.lexical.bm25 import K1, B
from index.lexical.concepts import Concept
from index.lexical.terms import count_terms, term_key
from index.lexical.vocabulary import OPENING_WEIGHT
from index.search import NO_FILTER
from index.storage.reader import Index
from index.storage.retrieval_tables import stored_texts
from index.types import Filter, Vectors
from qa.service import Service
from tests.engine_clients import CLIENTS, QUIET, start

pytestmark = QUIET
EMBEDDER = load_embedder("hashing")
QUERY = EMBEDDER.query("忻州的铁路")
CONCEPTS = [
    Concept({"忻州": 1.0}),
    Concept({"railway": 1.0, "铁路": 0.8, "杂粮": 0.5, "规划": 0.5}, 1.5, "railway"),
    Concept({"产业": 1.0}, 2.0),
    Concept({"nowhere": 1.0}),
]
FILTERS = {
    "none": NO_FILTER,
    "days": Filter(since=date(2022, 3, 1), until=date(2022, 6, 30)),
    "since": Filter(since=date(2022, 7, 1)),
    "source": Filter(sources=("甲报",)),
    "both": Filter(until=date(2022, 8, 1), sources=("甲报", "乙报")),
    "nothing": Filter(sources=("丙报",)),
}


def article(n: int) -> str:
    words = ("太原", "忻州", "吕梁", "阳泉", "晋中", "产业", "铁路", "杂粮", "规划", "railway")
    body = "。".join(words[(n * 7 + i * i) % 10] + words[(n + i * 3) % 10] for i in range(2 + n % 5))
    dateline = f"2022-{1 + n % 12:02}-{1 + n % 28:02} 来源：{'甲乙'[n % 2]}报\n\n" if n % 5 else ""
    return f"第{n}篇说明\n{dateline}{body}，全文如上。"


@pytest.fixture(scope="module", params=["local", *CLIENTS])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("contract")
    (folder / "articles").mkdir()
    for n in range(90):
        (folder / "articles" / f"{n:03}.txt").write_text(article(n), "utf-8")
    service = Service(folder / "home", model="hashing")
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "local":
            start(request.param, folder / "engine", patch)
        service.rebuild([folder / "articles"], store="flat" if request.param == "local" else "qdrant://engine/news")
        yield service.index()


def vectors(index: Index) -> Vectors:
    return EMBEDDER.passages(list(stored_texts(index.store))).astype(np.float16).astype(np.float32)


def words(index: Index, concepts: list[Concept]) -> list[float]:
    """BM25 written out from its formula; the alternatives of a concept count as one full match at most."""
    passages = [count_terms(text) for text in stored_texts(index.store)]
    held = [{k: (n, o) for k, n, o in zip(p.keys.tolist(), p.counts, p.opening, strict=True)} for p in passages]
    mean = sum(int(p.counts.sum()) for p in passages) / len(passages)

    def idf(*terms: str) -> float:
        df = sum(any(term_key(term) in terms_held for term in terms) for terms_held in held)
        return log(1 + (len(held) - df + 0.5) / (df + 0.5))

    def part(i: int, term: str) -> float:
        tf, opening = held[i].get(term_key(term), (0, False))
        norm = K1 * (1 - B + B * int(passages[i].counts.sum()) / mean)
        return float(int(tf) / (int(tf) + norm) + OPENING_WEIGHT * opening)

    def score(i: int, concept: Concept) -> float:
        most = (1 + OPENING_WEIGHT) * idf(*concept.terms)
        share = sum(share * part(i, term) for term, share in concept.terms.items()) / (1 + OPENING_WEIGHT)
        return concept.weight * most * min(share, 1.0)

    return [sum(score(i, concept) for concept in concepts) for i in range(len(held))]


def admitted(index: Index, only: Filter) -> list[int]:
    return [passage.id for passage in index.store.all_passages() if only.admits(passage.article)]


def best(scores: list[float], ids: list[int], k: int) -> list[int]:
    return sorted(ids, key=lambda i: (-round(scores[i], 5), i))[:k]


@pytest.mark.parametrize("only", FILTERS.values(), ids=FILTERS)
def test_candidates_and_both_scores_are_those_of_brute_force(index: Index, only: Filter) -> None:
    cosines, scores = (vectors(index) @ QUERY[0]).tolist(), words(index, CONCEPTS)
    ids = admitted(index, only)
    found = index.retriever.candidates(QUERY, CONCEPTS, 12, only, None)
    assert [round(cosines[i], 4) for i in found.dense.tolist()] == [
        round(cosines[i], 4) for i in best(cosines, ids, 12)
    ]
    assert found.lexical.tolist() == best(scores, [i for i in ids if scores[i] > 0], 12)
    assert set(found.ids.tolist()) == {*found.dense.tolist(), *found.lexical.tolist()} <= set(ids)
    assert len(set(found.ids.tolist())) == len(found.ids)
    assert found.cosines is not None
    assert found.words is not None
    assert found.cosines.tolist() == pytest.approx([cosines[i] for i in found.ids.tolist()], abs=2e-6)
    assert found.words.tolist() == pytest.approx([scores[i] for i in found.ids.tolist()], abs=1e-5)


def test_one_way_alone_leaves_out_the_other(index: Index) -> None:
    near = index.retriever.candidates(QUERY, None, 5, NO_FILTER, None)
    assert (len(near.dense), len(near.lexical), near.words, near.bounds) == (5, 0, None, [])
    held = index.retriever.candidates(None, CONCEPTS, 5, NO_FILTER, None)
    assert (len(held.dense), len(held.lexical), held.cosines) == (0, 5, None)


def test_only_passages_that_are_named_are_found(index: Index) -> None:
    among = np.array([3, 7, 11, 60], np.int64)
    found = index.retriever.candidates(QUERY, CONCEPTS, 10, Filter(sources=("乙报",)), among)
    left = [i for i in admitted(index, Filter(sources=("乙报",))) if i in among]
    assert sorted(found.dense.tolist()) == left
    assert set(found.lexical.tolist()) <= set(left)


def test_alternatives_that_add_up_past_the_cap_let_no_better_passage_out(index: Index) -> None:
    many = [Concept({"铁路": 1.0, "杂粮": 1.0, "规划": 1.0, "产业": 1.0}, 1.0, "railway"), Concept({"忻州": 1.0}, 0.4)]
    scores = words(index, many)
    found = index.retriever.candidates(None, many, 4, NO_FILTER, None)
    assert found.lexical.tolist() == best(scores, [i for i in range(len(scores)) if scores[i] > 0], 4)


def test_bounds_are_those_of_the_passages_with_any_term(index: Index) -> None:
    scores = [max(words(index, [concept])) for concept in CONCEPTS]
    bounds = index.retriever.bounds(CONCEPTS)
    assert all(score <= bound + 1e-5 for score, bound in zip(scores, bounds, strict=True))
    assert index.retriever.candidates(None, CONCEPTS, 1, NO_FILTER, None).bounds == pytest.approx(bounds)
    count = len(index.retriever)
    held = sum(any(t in text for t in ("railway", "铁路", "杂粮", "规划")) for text in stored_texts(index.store))
    assert bounds[1] == pytest.approx(1.5 * (1 + OPENING_WEIGHT) * log(1 + (count - held + 0.5) / (held + 0.5)))


def test_passages_are_counted_and_listed_by_their_terms(index: Index) -> None:
    texts = list(stored_texts(index.store))
    retriever = index.retriever
    assert len(retriever) == len(texts) == index.manifest.passages
    assert retriever.count(["忻州", "铁路"]) == sum("忻州" in text and "铁路" in text for text in texts)
    assert retriever.count(["忻州", "nowhere"]) == 0
    assert retriever.count(["忻州"], han=True) == sum("忻州" in text and is_han(text) for text in texts)
    assert retriever.holding("忻州").tolist() == [i for i, text in enumerate(texts) if "忻州" in text]
    assert retriever.holding("忻").tolist() == retriever.holding("忻州").tolist()
    assert retriever.holding("nowhere").tolist() == []


def test_vectors_come_in_the_order_asked_for(index: Index) -> None:
    ids = np.array([40, 2, 17], np.int64)
    assert (index.retriever.vectors_of(ids) == vectors(index)[ids]).all()
