"""The files and records that a generation was read from, so that the next rebuild reads only what changed."""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import Message
from corpus.types import Article, ReadNote, Skipped
from corpus.wire import unpack_note
from index.storage.articles import ArticleStore

SETTLED = 2_000_000_000
"""Nanoseconds after a file's last change before its date is trusted: another change could have the same date."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was when it was read: size in bytes, dates in nanoseconds, content.

    `written` is st_mtime, which programs may set; `changed` is st_ctime, which only the system sets; `taken` is when
    the stamp was made.
    """

    size: int
    written: int
    changed: int
    taken: int
    sha256: str

    def fits(self, info: os.stat_result) -> bool:
        """Whether size and dates are unchanged."""
        return (info.st_size, info.st_mtime_ns, info.st_ctime_ns) == (self.size, self.written, self.changed)

    @property
    def settled(self) -> bool:
        """Whether any later change must show in the dates."""
        return self.taken - max(self.written, self.changed) > SETTLED


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file: its articles' numbers (`first` to `stop - 1`), how many were removed, and records without an article."""

    stamp: Stamp
    first: int
    stop: int
    left_out: int
    skipped: tuple[Skipped, ...]


def take_stamp(path: Path, before: Stamp | None = None) -> Stamp:
    """The file's stamp; its content is read only if size or dates differ from `before`.

    An unreadable file has a stamp too, the same each time.
    """
    taken = time.time_ns()
    try:
        info = path.stat()
        if before and before.settled and before.fits(info):
            return before
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return Stamp(-1, 0, 0, 0, f"cannot be read: {error.strerror}")
    return Stamp(info.st_size, info.st_mtime_ns, info.st_ctime_ns, taken, sha256)


def confirmed(path: Path, stamp: Stamp) -> Stamp:
    """The stamp, or one that matches no file if the file has changed since: what was read is then unknown."""
    try:
        changed = stamp.size >= 0 and not stamp.fits(path.stat())
    except OSError:
        changed = True
    return Stamp(-1, 0, 0, 0, "changed while it was read") if changed else stamp


class Ledger(ArticleStore):
    """Reads the database of a published generation, and what its articles were read from."""

    def files(self) -> dict[Path, FileEntry]:
        """Every file that was read."""
        rows = self._rows(
            "SELECT path, size, written, changed, taken, sha256, first, stop, left_out, skipped "
            "FROM files ORDER BY first, path"
        )
        return {
            Path(os.fsdecode(path)): FileEntry(Stamp(*stamp), first, stop, left_out, _skipped(skipped))
            for path, *stamp, first, stop, left_out, skipped in rows
        }

    def notes(self, first: int, stop: int) -> Iterator[ReadNote]:
        """The reader's notes on the articles with the numbers `first` to `stop - 1`."""
        rows = self._rows("SELECT note FROM articles WHERE number >= ? AND number < ? ORDER BY number", (first, stop))
        return (unpack_note(json.loads(text)) for (text,) in rows)

    def records(self, first: int, stop: int) -> frozenset[str]:
        """Fingerprints of the records that the articles with the numbers `first` to `stop - 1` were made from."""
        rows = self._rows("SELECT record FROM articles WHERE number >= ? AND number < ?", (first, stop))
        return frozenset(record for (record,) in rows)

    def find(self, record: str) -> tuple[Article, ReadNote]:
        """The article that was made from a record, and the reader's note on it. Raises KeyError."""
        row = next(self._rows("SELECT number, note FROM articles WHERE record = ?", (record,)), None)
        if row is None:
            raise KeyError(record)
        number, note = row
        return next(self.numbered(number, number + 1)), unpack_note(json.loads(note))


def inputs_digest(stamps: Iterable[tuple[Path, Stamp]], settings: Sequence[object]) -> str:
    """One digest of everything that an index is made from: the files' names and contents, and the settings."""
    files = [[os.fsencode(path).hex(), stamp.sha256] for path, stamp in stamps]
    return hashlib.sha256(json.dumps([files, settings], sort_keys=True).encode()).hexdigest()


def _skipped(text: str) -> tuple[Skipped, ...]:
    return tuple(Skipped(path, Message.from_json(reason)) for path, reason in json.loads(text))
