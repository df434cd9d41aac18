"""FAISS vector stores (see `index.dense.stores`): exact search over all vectors, or over candidates found by codes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.types import Ids, Scores, StoredVectors, Vectors

if TYPE_CHECKING:
    import faiss

RESCORED, MIN_RESCORED = 3, 600
"""Vectors compared exactly per requested result, and the minimum. Of the nearest 100 among 35,038 news passages, this
finds all for questions about the news, and 99.2 % for questions about something else, to which many are nearly as
near."""
TRAINING_SAMPLE = 10_000
"""Vectors from which the codes are learnt: about 600 for each of the 16 centres."""
NUMBERS = 2
"""Numbers of a vector per code. Four would halve the codes, but find only 99 % and 87 % of those 100."""
CENTRES = 16
"""Number of values of a 4-bit code; fewer vectors than that are not coded."""
BATCH = 10_000
"""Vectors converted to float32 at once."""


@dataclass(frozen=True, slots=True)
class FaissStore:
    """A FAISS index that compares all vectors exactly, or only the candidates that an index of codes finds."""

    index: "faiss.Index"
    exact: "faiss.IndexScalarQuantizer"
    """The index itself, or the one that holds the vectors behind the codes."""
    codes: NDArray[np.uint8]
    """(count, bytes per vector) a view of the vectors in `exact`; valid as long as `exact` lives."""

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
        candidates = k if index is self.exact else min(max(RESCORED * k, MIN_RESCORED), len(self))
        # For the calling thread: one question is too little work to share; waiting threads cost more than they save.
        faiss.omp_set_num_threads(1)
        scores, ids = index.search(query, candidates, params=parameters)
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


def build_flat(vectors: Vectors | StoredVectors) -> FaissStore:
    """A store that compares every vector."""
    return _build("SQfp16", vectors)


def build_quantised(vectors: Vectors | StoredVectors) -> FaissStore:
    """A store that scans 4-bit codes of two numbers each (André et al. 2017, "Quicker ADC"), then compares the nearest.

    If there are too few vectors for codes, or their length is odd, all are compared.
    """
    count, dim = vectors.shape
    if count < CENTRES or dim % NUMBERS:
        return build_flat(vectors)
    return _build(f"PQ{dim // NUMBERS}x4fs,Refine(SQfp16)", vectors)


def read(file: BinaryIO) -> FaissStore:
    """Read a store that `write` wrote. The file must have been verified: FAISS itself checks nothing."""
    import faiss

    return _opened(faiss.read_index(faiss.PyCallbackIOReader(file.read)))  # type: ignore[attr-defined] # not in its stubs


def _build(description: str, vectors: Vectors | StoredVectors) -> FaissStore:
    """Build an index of the vectors by its `faiss.index_factory` description. FAISS takes vectors as float32."""
    import faiss

    count, dim = vectors.shape
    index = faiss.index_factory(dim, description, faiss.METRIC_INNER_PRODUCT)
    sample = np.linspace(0, count - 1, min(count, TRAINING_SAMPLE), dtype=np.int64)
    index.train(vectors[sample].astype(np.float32))
    for start in range(0, count, BATCH):
        index.add(vectors[start : start + BATCH].astype(np.float32))
    return _opened(index)


def _opened(index: "faiss.Index") -> FaissStore:
    import faiss

    exact = faiss.downcast_index(index.refine_index) if isinstance(index, faiss.IndexRefine) else index
    assert isinstance(exact, faiss.IndexScalarQuantizer)
    count, size = exact.ntotal, exact.code_size
    codes = faiss.rev_swig_ptr(exact.codes.data(), count * size) if count else np.empty(0, np.uint8)
    return FaissStore(index, exact, codes.reshape(count, size))
