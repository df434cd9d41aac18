"""The results of an earlier reading, so that only what has changed is read again."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

from corpus.types import Article, ReadNote, Skipped

Item: TypeAlias = tuple[Article, ReadNote] | Skipped
"""An article with its note, or what gave no article and why."""


class ReadCache(Protocol):
    """What need not be read or cleaned again; kept by `index.storage.previous`."""

    def file(self, path: Path) -> Iterator[Item] | None:
        """All items of a file if it has not changed, else None."""
        ...

    def records(self, path: Path) -> Collection[str]:
        """Fingerprints of the file's earlier pages, whose articles are in the cache."""
        ...

    def article(self, record: str) -> tuple[Article, ReadNote]:
        """The article made from the page with this fingerprint, one of `records`, and its note."""
        ...


class _Nothing:
    """An empty cache: everything is new."""

    def file(self, path: Path) -> None:
        """No file is in the cache."""

    def records(self, path: Path) -> Collection[str]:
        """No record is in the cache."""
        return ()

    def article(self, record: str) -> tuple[Article, ReadNote]:
        """No article is in the cache. Raises KeyError."""
        raise KeyError(record)


NO_CACHE: ReadCache = _Nothing()
