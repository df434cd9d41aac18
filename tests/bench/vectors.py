"""Search alone, on given vectors: each system's own store, without a model or texts."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from typing import Any

import numpy as np

from index.distributed.qdrant_retriever import EFFORT
from index.search import POOL
from index.types import Vectors
from tests.bench.apart import Figures, latencies, timed
from tests.bench.passages import SEED, made_vectors

DEPTH = 10
BATCH = 1_000
"""Vectors per upsert into Qdrant's core."""
Nearest = Callable[[Vectors], list[int]]
"""A vector (1, dim) -> the numbers of the nearest ones, best first."""

HEAD = ("vectors", "store", "built /s", "p50 ms", "p95 ms", "nearest 10 found", "memory MB")


def measure(store: str, count: int, dim: int, queries: int) -> Figures:
    """Vectors stored per second, milliseconds per query, and the share of the true nearest ten that the store finds."""
    vectors = made_vectors(count, dim)
    asked = made_vectors(queries, dim, SEED + 1)
    exact = [_nearest(vectors, query) for query in asked]
    with timed() as building:
        search = STORES[store](vectors)
    seconds, found = [], 0
    for query, right in zip(asked, exact, strict=True):
        with timed() as watch:
            ids = search(query[None])
        seconds.append(watch.seconds)
        found += len(right & set(ids))
    return {"rate": count / building.seconds, "found": found / (queries * DEPTH), **latencies("", seconds)}


def row(count: int, store: str, figures: Figures) -> list[object]:
    """A row below `HEAD`."""
    return [count, store, *(figures[name] for name in ("rate", "p50", "p95", "found", "memory"))]


def _nearest(vectors: Vectors, query: Vectors) -> set[int]:
    scores = vectors @ query
    return set(np.argpartition(-scores, DEPTH)[:DEPTH].tolist())


def _ours(vectors: Vectors) -> Nearest:
    from index.dense.stores import AUTO, choose_store
    from index.dense.stores import STORES as OURS

    store = OURS[choose_store(AUTO, *vectors.shape)].build(vectors)
    return lambda query: store.search(query, DEPTH)[0].tolist()


def _langchain(vectors: Vectors) -> Nearest:
    import faiss
    from langchain_community.docstore.in_memory import InMemoryDocstore
    from langchain_community.vectorstores import FAISS
    from langchain_core.documents import Document

    index = faiss.IndexFlatL2(vectors.shape[1])  # the index that FAISS.from_texts creates
    index.add(vectors)
    numbers = {number: str(number) for number in range(len(vectors))}
    documents = InMemoryDocstore({key: Document(page_content=key) for key in numbers.values()})
    store = FAISS(_no_model, index, documents, numbers)

    def search(query: Vectors) -> list[int]:
        return [int(found.page_content) for found in store.similarity_search_by_vector(query[0].tolist(), DEPTH)]

    return search


def _qdrant(vectors: Vectors) -> Nearest:
    """Qdrant's core in process, on disk, in half precision, with the search effort of `index.distributed`."""
    import qdrant_edge as edge

    folder = tempfile.mkdtemp(prefix="qdrant")
    atexit.register(shutil.rmtree, folder)
    stored = edge.EdgeVectorParams(
        vectors.shape[1], edge.Distance.Dot, on_disk=True, datatype=edge.VectorStorageDatatype.Float16
    )
    shard = edge.EdgeShard.create(folder, edge.EdgeConfig({"": stored}, {}, on_disk_payload=True))
    for first in range(0, len(vectors), BATCH):
        part = enumerate(vectors[first : first + BATCH].tolist(), start=first)
        shard.update(edge.UpdateOperation.upsert_points([edge.Point(number, each, {}) for number, each in part]))
    shard.optimize()
    looked_at = edge.SearchParams(EFFORT * POOL, exact=False)

    def search(query: Vectors) -> list[int]:
        nearest = edge.Query.Nearest(query[0].tolist(), "")
        return [int(found.id) for found in shard.query(edge.QueryRequest(DEPTH, query=nearest, params=looked_at))]

    return search


def _txtai(vectors: Vectors) -> Nearest:
    from txtai import Embeddings

    index = Embeddings(method="external", transform=_no_model)
    index.index(enumerate(vectors))
    return lambda query: [int(number) for number, _ in index.search(query[0], DEPTH)]


def _no_model(_: Any) -> Any:
    raise AssertionError("vectors are given: no text is embedded")


STORES: dict[str, Callable[[Vectors], Nearest]] = {
    "article-qa": _ours,
    "Qdrant's core": _qdrant,
    "LangChain + FAISS": _langchain,
    "txtai": _txtai,
}
