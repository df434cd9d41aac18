"""What an earlier reading found, so that only what has changed is read again."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

from corpus.types import Article, ReadNote, Skipped

Item: TypeAlias = tuple[Article, ReadNote] | Skipped
"""An article and what reading it noticed, or what gave none and why."""


class ReadCache(Protocol):
    """What need not be read, or cleaned, again; `index.storage.previous` keeps it."""

    def file(self, path: Path) -> Iterator[Item] | None:
        """All that a file gives where it is the file of before, else None."""
        ...

    def records(self, path: Path) -> Collection[str]:
        """Fingerprints of the file's pages of then, whose articles it has."""
        ...

    def article(self, record: str) -> tuple[Article, ReadNote]:
        """What was made from the page with this fingerprint, one of `records`."""
        ...


class _Nothing:
    """Everything is new."""

    def file(self, path: Path) -> None:
        """Nothing is there."""

    def records(self, path: Path) -> Collection[str]:
        """There are none."""
        return ()

    def article(self, record: str) -> tuple[Article, ReadNote]:
        """Nothing is there. Raises KeyError."""
        raise KeyError(record)


NO_CACHE: ReadCache = _Nothing()
