"""The interface to distributed engines, and the registry of their kinds."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from index.dense.stores import check_store, store_kind
from index.distributed import qdrant
from index.distributed.parts import Part
from index.errors import StoreUnavailable
from index.lexical.vocabulary import Vocabulary
from index.retriever import Retriever


class Engine(Protocol):
    """The collections of one engine. Each holds the passages of one generation, and never changes once it is filled.

    Every method raises EngineUnavailable if a request fails or times out.
    """

    def fill(self, collection: str, dim: int, parts: Iterable[Part]) -> None:
        """Create a collection of these passages, and return when all of it can be searched."""
        ...

    def read(self, collection: str, first: int, count: int) -> Part | None:
        """`count` passages, numbered from `first`, as the engine stores them; None if one is missing."""
        ...

    def count(self, collection: str, what: str = "") -> int:
        """How many passages a collection contains; with `what`, only those of articles with this id or source."""
        ...

    def names(self) -> list[str]:
        """The names of all collections."""
        ...

    def publish(self, alias: str, collection: str) -> None:
        """Point an alias to this collection, atomically."""
        ...

    def drop(self, collection: str) -> None:
        """Delete a collection and its snapshots."""
        ...

    def retriever(self, collection: str, vocabulary: Vocabulary) -> Retriever:
        """A retriever for a collection; `vocabulary` is that of its generation."""
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an engine and an index's name there: qdrant://HOST:PORT/NAME?shards=6&copies=2&local=1.

    `local`: whether the generation also keeps vectors and postings in its own files, to answer while the engine cannot.
    """

    kind: str
    host: str
    port: int
    name: str
    shards: int | None
    copies: int
    local: bool

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Parse an address. Raises StoreUnavailable."""
        try:
            url = urlsplit(text)
            options = {name: int(value) for name, value in parse_qsl(url.query, strict_parsing=bool(url.query))}
            address = cls(
                url.scheme,
                url.hostname or "",
                url.port or ENGINES[url.scheme].port,
                url.path.removeprefix("/"),
                options.pop("shards", None),
                options.pop("copies", 1),
                bool(options.pop("local", 0)),
            )
        except (ValueError, KeyError):
            address, options = None, {}
        if address is None or options or not (address.host and re.fullmatch(r"[\w-]+", address.name)):
            raise StoreUnavailable("engine_address", address=text, kinds=sorted(ENGINES))
        return address


@dataclass(frozen=True, slots=True)
class EngineKind:
    """How to connect to a kind of engine, and why to use it. Connecting raises StoreUnavailable, EngineUnavailable."""

    connect: Callable[[str, int, int | None, int], Engine]
    """Called with host, port, shards and copies."""
    port: int
    reason: str


ENGINES: dict[str, EngineKind] = {
    "qdrant": EngineKind(
        qdrant.connect, 6333, "distributed: vectors and words of more passages than one machine serves are in Qdrant"
    ),
}
"""Kinds of engines by the scheme of their address in `--store`."""


def is_address(store: str) -> bool:
    """Whether a store is the address of an engine, not a kind of local files."""
    return "://" in store


def connect(address: str) -> Engine:
    """Connect to the engine at an address. Raises StoreUnavailable, EngineUnavailable."""
    parsed = Address.parse(address)
    return ENGINES[parsed.kind].connect(parsed.host, parsed.port, parsed.shards, parsed.copies)


def check(store: str) -> None:
    """Raises StoreUnavailable for an unknown store, EngineUnavailable for an engine that does not answer."""
    if is_address(store):
        connect(store)
    else:
        check_store(store)


def reason(store: str) -> str:
    """Why this store is used. Raises StoreUnavailable."""
    return ENGINES[Address.parse(store).kind].reason if is_address(store) else store_kind(store).reason
