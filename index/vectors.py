"""Vector stores: FAISS indexes by name. Scores are inner products, higher is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.types import Ids, Scores, Vectors

if TYPE_CHECKING:
    import faiss


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
    """Any FAISS index; this is the one place that knows FAISS."""

    index: "faiss.Index"

    def __len__(self) -> int:
        return int(self.index.ntotal)

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Scores]:
        """See `VectorStore.search`."""
        import faiss

        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg] # added by faiss at import
        scores, ids = self.index.search(query, k, params=parameters)
        order = np.lexsort((ids[0], -scores[0]))
        order = order[ids[0][order] >= 0]
        return ids[0][order], scores[0][order]

    def get(self, ids: Ids) -> Vectors:
        """See `VectorStore.get`."""
        found: Vectors = self.index.reconstruct_batch(ids)
        return found

    def to_bytes(self) -> NDArray[np.uint8]:
        """See `VectorStore.to_bytes`."""
        import faiss

        data: NDArray[np.uint8] = faiss.serialize_index(self.index)
        return data


def _faiss(factory: str) -> Callable[[Vectors], VectorStore]:
    def build(vectors: Vectors) -> VectorStore:
        import faiss

        index = faiss.index_factory(vectors.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
        index.add(vectors)
        return FaissStore(index)

    return build


STORES: dict[str, Callable[[Vectors], VectorStore]] = {
    "flat": _faiss("Flat"),
}
"""How to build each kind of store from (n, dim) vectors. A new kind is one more entry."""


def load_store(data: NDArray[np.uint8]) -> VectorStore:
    """The store that `to_bytes` described. The bytes must have been verified: FAISS itself checks nothing."""
    import faiss

    return FaissStore(faiss.deserialize_index(data))
