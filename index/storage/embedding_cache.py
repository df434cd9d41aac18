"""Vectors by model and text, so that a rebuild embeds only new texts.

Terms are not cached: counting them again is faster than reading and checking them.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.dense.embedders import Embedder
from index.storage.locks import remove_folder
from index.types import STORED, StoredVectors

BATCH = 256
"""Texts embedded between two commits: the most that a killed build loses."""

_CHECK = 8
"""Bytes of the checksum in front of a value: a flipped bit in the cache must not reach an index."""

_MAKER = "CAST(maker AS BLOB)"
"""Read as bytes: a flipped bit may have made it invalid UTF-8."""

# A rollback journal is deleted after each commit; a write-ahead log would keep deleted rows. Secure deletion is not enough
# (see `prune`), but it works even on a full disk.
_SCHEMA = """
PRAGMA page_size=16384;
PRAGMA journal_mode=DELETE;
PRAGMA synchronous=FULL;
PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS made (maker TEXT NOT NULL, text BLOB NOT NULL, value BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS made_by ON made(maker, text);
CREATE TABLE IF NOT EXISTS pruned_for (inputs TEXT NOT NULL);
"""


def text_key(text: str) -> bytes:
    """The key of a text in the cache: its SHA-256."""
    return hashlib.sha256(text.encode()).digest()


class Cache:
    """A SQLite file of vectors. Losing it costs only time."""

    def __init__(self, path: Path, *, replaceable: bool = False) -> None:
        """A damaged cache is replaced; a `replaceable` one is also replaced if it cannot be read or written."""
        self._path, self._replaceable = path, replaceable
        try:
            self._db = _opened(path)
        except sqlite3.DatabaseError as error:
            self._start_over(error)

    def _start_over(self, error: sqlite3.DatabaseError) -> None:
        """Replace a damaged cache with an empty one. Disk errors are raised again, unless it is replaceable."""
        if isinstance(error, sqlite3.OperationalError) and not self._replaceable:
            raise error
        if hasattr(self, "_db"):
            self._db.close()
        for path in self._path.parent.glob(f"{self._path.name}*"):
            remove_folder(path)
        self._db = _opened(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def vectors(self, embedder: Embedder, texts: Sequence[str], *, fresh: bool = False) -> tuple[StoredVectors, int]:
        """(len(texts), dim) vectors, and how many of them were newly embedded; with `fresh`, all of them."""
        maker, keys = embedding_maker(embedder.fingerprint), [text_key(text) for text in texts]
        cached = {} if fresh else self._of_size(maker, keys, embedder.dim)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in cached}
        if missing:
            vectors = embedder.passages(list(missing.values())).astype(STORED)
            made = {key: vector.tobytes() for key, vector in zip(missing, vectors, strict=True)}
            self._put(maker, made)
            cached |= made
        joined = np.frombuffer(b"".join(cached[key] for key in keys), STORED)
        return joined.reshape(len(texts), embedder.dim), sum(key in missing for key in keys)

    def missing(self, embedder: Embedder, texts: Sequence[str], *, fresh: bool = False) -> dict[bytes, str]:
        """The texts that `vectors` would embed, by key."""
        wanted = {text_key(text): text for text in texts}
        found = {} if fresh else self._of_size(embedding_maker(embedder.fingerprint), list(wanted), embedder.dim)
        return {key: text for key, text in wanted.items() if key not in found}

    def prune(self, texts: Iterable[bytes], inputs: str) -> int:
        """Delete the embeddings of all texts but these, given by key; return how many texts.

        The file is then rewritten (VACUUM), because SQLite leaves copies of moved rows in the unused parts of its
        pages. `inputs`, the digest of what the index is made from, is recorded (see `pruned_for`).
        """
        if self.pruned_for() == inputs:
            return 0
        self.drop_damaged()
        with self._db:
            self._db.execute("CREATE TEMP TABLE live (text BLOB PRIMARY KEY) WITHOUT ROWID")
            self._db.executemany("INSERT OR IGNORE INTO live VALUES (?)", ((text,) for text in texts))
            stale = "FROM made WHERE text NOT IN (SELECT text FROM live)"
            deleted: int = self._db.execute(f"SELECT count(DISTINCT text) {stale}").fetchone()[0]
            self._db.execute(f"DELETE {stale}")
            self._db.execute("DROP TABLE live")
        if deleted:
            self._db.execute("VACUUM")
        with self._db:
            self._db.execute("DELETE FROM pruned_for")
            self._db.execute("INSERT INTO pruned_for VALUES (?)", (inputs,))
        return deleted

    def drop_damaged(self) -> int:
        """Delete every value whose checksum is wrong, whatever its model; return how many."""
        try:
            rows = self._db.execute(f"SELECT rowid, {_MAKER}, text, value FROM made")
            damaged = [(row,) for row, maker, text, value in rows if _checked(maker, text, value) is None]
        except sqlite3.DatabaseError as error:
            self._start_over(error)
            return 0
        if damaged:
            with self._db:
                self._db.execute("DELETE FROM pruned_for")
                self._db.executemany("DELETE FROM made WHERE rowid = ?", damaged)
        return len(damaged)

    def pruned_for(self) -> str:
        """The inputs of the index that the cache was last pruned for; empty if anything was added since."""
        try:
            row = self._db.execute("SELECT inputs FROM pruned_for").fetchone()
        except sqlite3.DatabaseError as error:
            self._start_over(error)
            return ""
        return row[0] if row else ""

    def _of_size(self, maker: str, keys: Sequence[bytes], dim: int) -> dict[bytes, bytes]:
        """The cached vectors that have this length."""
        size = STORED.itemsize * dim
        return {key: value for key, value in self._find(maker, keys).items() if len(value) == size}

    def _find(self, maker: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        marks = ",".join("?" * len(keys))
        query = f"SELECT text, value FROM made WHERE maker = ? AND text IN ({marks})"
        try:
            rows = self._db.execute(query, (maker, *keys)).fetchall()
        except sqlite3.DatabaseError as error:
            self._start_over(error)
            return {}
        checked = ((key, _checked(maker.encode(), key, value)) for key, value in rows)
        return {key: value for key, value in checked if value is not None}

    def _put(self, maker: str, values: Mapping[bytes, bytes]) -> None:
        try:
            self._write(maker, values)
        except sqlite3.DatabaseError as error:
            self._start_over(error)
            self._write(maker, values)

    def _write(self, maker: str, values: Mapping[bytes, bytes]) -> None:
        with self._db:
            self._db.execute("DELETE FROM pruned_for")
            self._db.executemany(
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?)",
                ((maker, key, _check(maker.encode(), key, value) + value) for key, value in values.items()),
            )


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    try:
        db.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


@dataclass(frozen=True, slots=True)
class CacheContents:
    """The keys of a cache's texts, how many values fail their checksum, and the inputs it was last pruned for."""

    texts: set[bytes]
    wrong: int
    pruned_for: str


def inspect(path: Path) -> CacheContents:
    """Check every value of a cache. Raises sqlite3.DatabaseError.

    Changes nothing, except that the journal of a killed rebuild is rolled back, which needs write permission.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as db:
        texts: set[bytes] = set()
        wrong = 0
        for maker, text, value in db.execute(f"SELECT {_MAKER}, text, value FROM made"):
            texts.add(text)
            wrong += _checked(maker, text, value) is None
        row = db.execute("SELECT inputs FROM pruned_for").fetchone()
        return CacheContents(texts, wrong, row[0] if row else "")


def embedding_maker(fingerprint: str) -> str:
    """The `maker` column of a model's vectors."""
    return f"embedding {fingerprint[:32]}"


def _check(maker: bytes, key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(maker + key + value, digest_size=_CHECK).digest()


def _checked(maker: object, key: object, value: object) -> bytes | None:
    """The value without its checksum, or None if the checksum is wrong."""
    if not (isinstance(maker, bytes) and isinstance(key, bytes) and isinstance(value, bytes)):
        return None
    if value[:_CHECK] != _check(maker, key, value[_CHECK:]):
        return None
    return value[_CHECK:]
