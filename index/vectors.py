"""Vector stores: FAISS indexes by name. Scores are inner products, higher is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.types import Ids, Scores, Vectors

if TYPE_CHECKING:
    import faiss


MOST_FLAT = 20_000
"""Vectors that are all compared with a question."""
RESCORED, FEWEST_RESCORED = 3, 300
"""Vectors compared exactly for each one asked for, and at the least: recall@10 is then above 0.99 on news."""
TRAINED_ON = 10_000
"""Vectors from which the codes are learnt: 600 for each of the 16 centres."""


class VectorStore(Protocol):
    """Finds the nearest of the vectors it holds; ids are positions."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Scores]:
        """The k best for one query (1, dim), best first, ties by id; only ids in `allowed` where given."""
        ...

    def get(self, ids: Ids) -> Vectors:
        """(len(ids), dim) the stored vectors."""
        ...

    def to_bytes(self) -> NDArray[np.uint8]:
        """Everything `load_store` needs."""
        ...


@dataclass(frozen=True, slots=True)
class FaissStore:
    """A FAISS index that compares all vectors, alone or behind one of codes. This is the one place that knows FAISS."""

    index: "faiss.IndexFlat | faiss.IndexRefine"

    def __len__(self) -> int:
        return int(self.index.ntotal)

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Scores]:
        """See `VectorStore.search`."""
        import faiss

        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        index: faiss.Index = self._exact() if allowed is not None else self.index
        parameters = None
        if allowed is not None:
            chosen = np.zeros(len(self), bool)
            chosen[allowed] = True
            bits = np.packbits(chosen, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg, arg-type] # as faiss takes them from Python
        found = k if isinstance(index, faiss.IndexFlat) else min(max(RESCORED * k, FEWEST_RESCORED), len(self))
        scores, ids = index.search(query, found, params=parameters)
        order = np.lexsort((ids[0], -scores[0]))
        order = order[ids[0][order] >= 0][:k]
        return ids[0][order], scores[0][order]

    def _exact(self) -> "faiss.Index":
        import faiss

        return (
            faiss.downcast_index(self.index.refine_index) if isinstance(self.index, faiss.IndexRefine) else self.index
        )

    def get(self, ids: Ids) -> Vectors:
        """See `VectorStore.get`."""
        found: Vectors = self._exact().reconstruct_batch(ids)
        return found

    def to_bytes(self) -> NDArray[np.uint8]:
        """See `VectorStore.to_bytes`."""
        import faiss

        data: NDArray[np.uint8] = faiss.serialize_index(self.index)
        return data


def _flat(vectors: Vectors) -> FaissStore:
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return FaissStore(index)


def _quantised(vectors: Vectors) -> FaissStore:
    """4-bit codes of four numbers each, scanned in registers (André et al. 2017, "Quicker ADC"); the vectors behind it."""
    import faiss

    count, dim = vectors.shape
    codes = faiss.index_factory(dim, f"PQ{dim // 4}x4fs", faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexRefineFlat(codes)
    index.train(vectors[np.linspace(0, count - 1, min(count, TRAINED_ON), dtype=np.int64)])
    index.add(vectors)
    return FaissStore(index)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of store: how it is built from (n, dim) vectors, and when it is chosen."""

    build: Callable[[Vectors], VectorStore]
    reason: str


STORES: dict[str, Kind] = {
    "flat": Kind(_flat, f"exact: up to {MOST_FLAT:,} passages it takes a few milliseconds to compare them all"),
    "quantised": Kind(
        _quantised,
        f"more than {MOST_FLAT:,} passages: the nearest by 4-bit codes are compared exactly; a filter compares all it leaves",
    ),
}
"""The kinds of stores. A new one is one more entry."""


def choose_kind(count: int, dim: int) -> str:
    """The kind of store for this many vectors of this dimension."""
    return "quantised" if count > MOST_FLAT and dim % 4 == 0 else "flat"


def load_store(data: NDArray[np.uint8]) -> VectorStore:
    """The store that `to_bytes` described. The bytes must have been verified: FAISS itself checks nothing."""
    import faiss

    # One question is too little work to share: threads that wait for each other cost more than they save.
    faiss.omp_set_num_threads(1)
    index = faiss.deserialize_index(data)
    assert isinstance(index, faiss.IndexFlat | faiss.IndexRefine)
    return FaissStore(index)
