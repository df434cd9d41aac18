"""The files and records that a generation was read from, so that the next rebuild reads only what changed."""

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from corpus.catalogue import Message
from corpus.types import ReadNote, Skipped
from corpus.wire import pack_note, unpack_note
from index.storage.unpublished import UnpublishedDatabase

LEDGER = "ledger.sqlite"

SETTLED = 2_000_000_000
"""Nanoseconds after a file's last change before its date is trusted: another change could have the same date."""

_SCHEMA = """
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, written INTEGER NOT NULL, changed INTEGER NOT NULL, taken INTEGER NOT NULL,
    sha256 TEXT NOT NULL, first INTEGER NOT NULL, stop INTEGER NOT NULL, left_out INTEGER NOT NULL, skipped TEXT NOT NULL);
CREATE TABLE records (article INTEGER PRIMARY KEY, record TEXT NOT NULL, note TEXT NOT NULL);
"""
_INDEXES = "CREATE INDEX records_record ON records(record);"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was when it was read: size in bytes, dates in nanoseconds, content.

    `written` is st_mtime, which programs may set; `changed` is st_ctime, which only the system sets; `taken` is when the
    stamp was made.
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
        """Whether a later change would have to show in the dates."""
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


class LedgerWriter(UnpublishedDatabase):
    """Writes the ledger of an unpublished generation."""

    schema, indexes = _SCHEMA, _INDEXES

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / LEDGER)

    def add_record(self, article: int, note: ReadNote) -> None:
        """What the article with this number was made from."""
        note_text = json.dumps(pack_note(note), ensure_ascii=False)
        self._db.execute("INSERT INTO records VALUES (?, ?, ?)", (article, note.record, note_text))

    def add_file(self, path: Path, entry: FileEntry) -> None:
        """A file that has been read."""
        stamp = entry.stamp
        skipped = json.dumps([(s.path, s.reason.to_json()) for s in entry.skipped], ensure_ascii=False)
        row = (os.fsencode(path), *astuple(stamp), entry.first, entry.stop, entry.left_out, skipped)
        self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


class Ledger:
    """Reads the ledger of a published generation."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(f"{(folder / LEDGER).resolve().as_uri()}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def files(self) -> dict[Path, FileEntry]:
        """Every file that was read."""
        rows = self._db.execute(
            "SELECT path, size, written, changed, taken, sha256, first, stop, left_out, skipped "
            "FROM files ORDER BY first, path"
        )
        return {
            Path(os.fsdecode(path)): FileEntry(Stamp(*stamp), first, stop, left_out, _skipped(skipped))
            for path, *stamp, first, stop, left_out, skipped in rows
        }

    def notes(self, first: int, stop: int) -> Iterator[ReadNote]:
        """The reader's notes on the articles with the numbers `first` to `stop - 1`."""
        query = "SELECT note FROM records WHERE article >= ? AND article < ? ORDER BY article"
        return (unpack_note(json.loads(text)) for (text,) in self._db.execute(query, (first, stop)))

    def records(self, first: int, stop: int) -> frozenset[str]:
        """What the articles with the numbers `first` to `stop - 1` were made from."""
        query = "SELECT record FROM records WHERE article >= ? AND article < ?"
        return frozenset(record for (record,) in self._db.execute(query, (first, stop)))

    def find(self, record: str) -> tuple[int, ReadNote]:
        """The number of the article that was made from a record, and the reader's note on it. Raises KeyError."""
        row = self._db.execute("SELECT article, note FROM records WHERE record = ?", (record,)).fetchone()
        if row is None:
            raise KeyError(record)
        return row[0], unpack_note(json.loads(row[1]))


def inputs_digest(stamps: Iterable[tuple[Path, Stamp]], settings: Sequence[object]) -> str:
    """One digest of everything that an index is made from: the files' names and contents, and the settings."""
    files = [[os.fsencode(path).hex(), stamp.sha256] for path, stamp in stamps]
    return hashlib.sha256(json.dumps([files, settings], sort_keys=True).encode()).hexdigest()


def _skipped(text: str) -> tuple[Skipped, ...]:
    return tuple(Skipped(path, Message.from_json(reason)) for path, reason in json.loads(text))
