"""Vector stores: FAISS indexes by name. Scores are inner products, higher is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from index.types import Ids, Scores, StoredVectors, Vectors

if TYPE_CHECKING:
    import faiss


MOST_FLAT = 20_000
"""Vectors that are all compared with a question."""
RESCORED, FEWEST_RESCORED = 3, 300
"""Vectors compared exactly for each one asked for, and at the least: recall@10 is then above 0.99 on news."""
TRAINED_ON = 10_000
"""Vectors from which the codes are learnt: 600 for each of the 16 centres."""
PORTION = 10_000
"""Vectors that are widened to float32 at once."""


class VectorStore(Protocol):
    """Finds the nearest of the vectors it holds; ids are positions."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Scores]:
        """The k best for one query (1, dim), best first, ties by id; only ids in `allowed` where given."""
        ...

    def get(self, ids: Ids) -> Vectors:
        """(len(ids), dim) the vectors, as far as half precision keeps them."""
        ...

    def write(self, file: BinaryIO) -> None:
        """Write everything `load_store` needs."""
        ...


@dataclass(frozen=True, slots=True)
class FaissStore:
    """A FAISS index that compares all vectors, alone or behind one of codes. This is the one place that knows FAISS."""

    index: "faiss.Index"
    exact: "faiss.IndexScalarQuantizer"
    """The index itself, or that behind the codes."""
    codes: NDArray[np.uint8]
    """(count, bytes of a vector) what that index holds; valid as long as it is there."""

    def __len__(self) -> int:
        return int(self.index.ntotal)

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Scores]:
        """See `VectorStore.search`."""
        import faiss

        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        index = self.exact if allowed is not None else self.index
        parameters = None
        if allowed is not None:
            chosen = np.zeros(len(self), bool)
            chosen[allowed] = True
            bits = np.packbits(chosen, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg, arg-type] # as faiss takes them from Python
        found = k if index is self.exact else min(max(RESCORED * k, FEWEST_RESCORED), len(self))
        # For the calling thread: one question is too little work to share, threads that wait cost more than they save.
        faiss.omp_set_num_threads(1)
        scores, ids = index.search(query, found, params=parameters)
        order = np.lexsort((ids[0], -scores[0]))
        order = order[ids[0][order] >= 0][:k]
        return ids[0][order], scores[0][order]

    def get(self, ids: Ids) -> Vectors:
        """See `VectorStore.get`."""
        found: Vectors = self.exact.sa_decode(self.codes[ids])
        return found

    def write(self, file: BinaryIO) -> None:
        """See `VectorStore.write`."""
        import faiss

        faiss.write_index(self.index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined] # not in its stubs


def _flat(vectors: Vectors | StoredVectors) -> FaissStore:
    return _filled("SQfp16", vectors)


def _quantised(vectors: Vectors | StoredVectors) -> FaissStore:
    """4-bit codes of four numbers each, scanned in registers (André et al. 2017, "Quicker ADC"); the vectors behind it."""
    return _filled(f"PQ{vectors.shape[1] // 4}x4fs,Refine(SQfp16)", vectors)


def _filled(description: str, vectors: Vectors | StoredVectors) -> FaissStore:
    """An index as `faiss.index_factory` describes it, with these vectors, which FAISS takes as float32."""
    import faiss

    count, dim = vectors.shape
    index = faiss.index_factory(dim, description, faiss.METRIC_INNER_PRODUCT)
    sample = np.linspace(0, count - 1, min(count, TRAINED_ON), dtype=np.int64)
    index.train(vectors[sample].astype(np.float32))
    for start in range(0, count, PORTION):
        index.add(vectors[start : start + PORTION].astype(np.float32))
    return _store(index)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of store: how it is built from (n, dim) vectors, and when it is chosen."""

    build: Callable[[Vectors | StoredVectors], VectorStore]
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


def load_store(file: BinaryIO) -> VectorStore:
    """The store that `write` wrote. The file must have been verified: FAISS itself checks nothing."""
    import faiss

    return _store(faiss.read_index(faiss.PyCallbackIOReader(file.read)))  # type: ignore[attr-defined] # not in its stubs


def _store(index: "faiss.Index") -> FaissStore:
    import faiss

    exact = faiss.downcast_index(index.refine_index) if isinstance(index, faiss.IndexRefine) else index
    assert isinstance(exact, faiss.IndexScalarQuantizer)
    count, size = exact.ntotal, exact.code_size
    codes = faiss.rev_swig_ptr(exact.codes.data(), count * size) if count else np.empty(0, np.uint8)
    return FaissStore(index, exact, codes.reshape(count, size))
