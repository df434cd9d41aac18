"""Vector stores: their interface and the registry of kinds. Scores are inner products; higher is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from corpus.plugins import entry_names, find_entry
from index.dense import faiss_store
from index.errors import StoreUnavailable
from index.types import Ids, Scores, StoredVectors, Vectors

AUTO = "auto"
"""Chooses the kind by the number of vectors."""
MAX_FLAT = 20_000
"""Number of vectors up to which a question is compared with all of them."""
PLUGINS = "article_qa.stores"
"""Entry point group for more kinds of stores: each is a `StoreKind`."""


class VectorStore(Protocol):
    """Finds the nearest of the vectors it holds; ids are positions."""

    def __len__(self) -> int:
        """How many vectors there are."""
        ...

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Scores]:
        """The k best for one query (1, dim), best first, ties by id; only ids in `allowed`, if given."""
        ...

    def get(self, ids: Ids) -> Vectors:
        """(len(ids), dim) vectors, with at least half precision."""
        ...

    def write(self, file: BinaryIO) -> None:
        """Write everything that its kind's `read` needs."""
        ...


@dataclass(frozen=True, slots=True)
class StoreKind:
    """How to build a kind of store from (n, dim) vectors and read it from its file, and why to use it."""

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
"""Kinds of stores by their name in `--store` and the manifest. To add a kind, add an entry."""


def choose_store(name: str, count: int, dim: int) -> str:
    """The name of the kind to use; for `auto`, the one that suits this number of vectors and their dimension."""
    if name != AUTO:
        return name
    return "quantised" if count > MAX_FLAT and dim % faiss_store.NUMBERS == 0 else "flat"


def store_kind(name: str) -> StoreKind:
    """The kind with this name, ours or a plugin's. Raises StoreUnavailable."""
    kind = find_entry(STORES, PLUGINS, name, StoreUnavailable)
    if kind is None:
        raise StoreUnavailable("store_unknown", name=name, choices=[AUTO, *entry_names(STORES, PLUGINS)])
    return kind


def check_store(name: str) -> None:
    """Raises StoreUnavailable for a name that is neither `auto` nor a kind of store."""
    if name != AUTO:
        store_kind(name)
