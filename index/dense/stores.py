"""Vector stores: the seam, and the registry of their kinds. Scores are inner products, higher is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from corpus.plugins import entry_names, find_entry
from index.dense import faiss_store
from index.errors import StoreUnavailable
from index.types import Ids, Scores, StoredVectors, Vectors

AUTO = "auto"
"""Lets the number of vectors decide."""
MAX_FLAT = 20_000
"""Vectors that are all compared with a question."""
PLUGINS = "article_qa.stores"
"""Entry points that add kinds of stores: each is a `StoreKind`."""


class VectorStore(Protocol):
    """Finds the nearest of the vectors it holds; ids are positions."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Scores]:
        """The k best for one query (1, dim), best first, ties by id; only ids in `allowed` where given."""
        ...

    def get(self, ids: Ids) -> Vectors:
        """(len(ids), dim) the vectors, to half precision at the least."""
        ...

    def write(self, file: BinaryIO) -> None:
        """Write everything that its kind's `read` needs."""
        ...


@dataclass(frozen=True, slots=True)
class StoreKind:
    """How a kind of store is built from (n, dim) vectors and read from its file, and when it is the right one."""

    build: Callable[[Vectors | StoredVectors], VectorStore]
    read: Callable[[BinaryIO], VectorStore]
    reason: str


STORES: dict[str, StoreKind] = {
    "flat": StoreKind(
        faiss_store.build_flat,
        faiss_store.read,
        f"exact: up to {MAX_FLAT:,} passages it takes a few milliseconds to compare them all",
    ),
    "quantised": StoreKind(
        faiss_store.build_quantised,
        faiss_store.read,
        f"more than {MAX_FLAT:,} passages: the nearest by 4-bit codes are compared exactly; a filter compares all it leaves",
    ),
}
"""The kinds of stores by the name that `--store` takes and the manifest records. A new one is one more entry."""


def choose_store(name: str, count: int, dim: int) -> str:
    """The kind of this name; for `auto`, the one that suits so many vectors of this dimension."""
    if name != AUTO:
        return name
    return "quantised" if count > MAX_FLAT and dim % faiss_store.NUMBERS == 0 else "flat"


def store_kind(name: str) -> StoreKind:
    """The kind of this name, ours or a plugin's. Raises StoreUnavailable."""
    kind = find_entry(STORES, PLUGINS, name, StoreUnavailable)
    if kind is None:
        raise StoreUnavailable("store_unknown", name=name, choices=[AUTO, *entry_names(STORES, PLUGINS)])
    return kind


def check_store(name: str) -> None:
    """Raises StoreUnavailable for a name that is neither `auto` nor a kind of store."""
    if name != AUTO:
        store_kind(name)
