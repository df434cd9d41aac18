"""Reads files into articles, one at a time, with a note on each and a reason for each skipped file or record."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from corpus.catalogue import Message
from corpus.discovery import find_files, printable
from corpus.formats.record_fields import AS_NAMED, Columns
from corpus.identity import Numbering
from corpus.items import read_items
from corpus.reuse import NO_CACHE, Item, ReadCache
from corpus.types import Article, ReadNote, ReadReport, Skipped

__all__ = ["Reading", "find_files", "read_file"]

MAX_LISTED = 100
"""How many skipped records of a file are listed with their reasons; the others are only counted."""

Read: TypeAlias = Callable[[Path, Columns, Collection[str]], Iterator[Item | str]]
"""Reads a file, in this process (`corpus.items.read_items`) or in another (`corpus.read_process`)."""


class Reading:
    """The articles in files and folders, read during iteration.

    The constructor raises NothingToRead for a path that does not exist, and for a folder without a readable file that
    is not among the `known` ones, which were read before.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        cache: ReadCache = NO_CACHE,
        left_out: Callable[[Article], bool] = lambda _: False,
        known: Collection[Path] = (),
        columns: Columns = AS_NAMED,
        read: Read = read_items,
    ) -> None:
        """What is in the `cache` is not read or cleaned again; articles that `left_out` selects are only counted.

        `columns` says which key of a record holds which field, for keys that are not recognised; `read` reads a file.
        """
        self.files, self._passed = find_files(paths, known)
        self._cache = cache
        self._columns = columns
        self._read = read
        self._left_out = left_out
        self._start()

    def _start(self) -> None:
        self.done = 0
        """How many of `files` are finished."""
        self.left_out = 0
        """How many articles were left out."""
        self._gave = 0
        self._numbered = Numbering()
        self._notes: list[ReadNote] = []
        self._skipped = list(self._passed)

    def unread(self) -> Iterator[tuple[Path, Collection[str]]]:
        """The files that are not wholly in the cache, in order, each with its cached records."""
        return ((path, self._cache.records(path)) for path in self.files if self._cache.file(path) is None)

    def __iter__(self) -> Iterator[Article]:
        """Reads the files, from the beginning each time."""
        self._start()
        for path in self.files:
            yield from (item[0] for item in self.read(path) if not isinstance(item, Skipped))

    def read(self, path: Path) -> Iterator[Item]:
        """The items of one of `files`, which are noted for the report."""
        before = len(self._notes)
        items = self._cache.file(path)
        for item in map(self._numbered, self._fresh(path) if items is None else items):
            if isinstance(item, Skipped):
                self._skipped.append(item)
            elif self._left_out(item[0]):
                self.left_out += 1
                continue
            else:
                self._notes.append(item[1])
            yield item
        self._gave += len(self._notes) > before
        self.done += 1

    def _fresh(self, path: Path) -> Iterator[Item]:
        """The items of a file that has to be read, with unchanged articles taken from the cache."""
        found = self._read(path, self._columns, self._cache.records(path))
        yield from summed_up(path, (self._cache.article(item) if isinstance(item, str) else item for item in found))

    def report(self) -> ReadReport:
        """A report on what has been read so far. `files` counts the files that gave an article."""
        return ReadReport(files=self._gave, notes=tuple(self._notes), skipped=tuple(self._skipped))


def read_file(path: Path, columns: Columns = AS_NAMED) -> Iterator[Item]:
    """The articles of a file, and a Skipped for each record, or for the file, that has none. Yields at least one item.

    Problems with the file are reported, never raised.
    """
    found = (item for item in read_items(path, columns) if not isinstance(item, str))
    return map(Numbering(), summed_up(path, found))


def summed_up(path: Path, found: Iterable[Item]) -> Iterator[Item]:
    """The articles of a file, then what was skipped in it, in a list short enough to read."""
    articles = unlisted = 0
    listed: list[Skipped] = []
    for item in found:
        if not isinstance(item, Skipped):
            articles += 1
            yield item
        elif len(listed) < MAX_LISTED:
            listed.append(item)
        else:
            unlisted += 1
    if not articles and len(listed) > 1:
        # One wrong key makes every record wrong: report it in one line, not in ten thousand.
        reason = Message("no_articles_in_file", count=len(listed) + unlisted, first=listed[0].reason)
        yield Skipped(listed[0].path, reason)
        return
    yield from listed
    if unlisted:
        yield Skipped(listed[0].path, Message("more_skipped", count=unlisted))
    if not articles and not listed:
        yield Skipped(printable(path), Message("no_records"))
