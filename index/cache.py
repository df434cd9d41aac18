"""Embeddings that have been computed once, by model and text: a rebuild embeds only what is new."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder
from index.types import Vectors

Vector: TypeAlias = NDArray[np.float32]

BATCH = 256
"""Texts embedded between two commits: what a killed build loses at most."""


_SCHEMA = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS embeddings (
    model TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, text)) WITHOUT ROWID;
"""


class EmbeddingCache:
    """A SQLite file of vectors. Losing it costs time only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._start_anew(error)

    def _open(self) -> None:
        self._db = sqlite3.connect(self._path)
        self._db.executescript(_SCHEMA)

    def _start_anew(self, error: sqlite3.DatabaseError) -> None:
        """A damaged cache makes way for an empty one. What is wrong with the disk instead is raised again."""
        self._db.close()
        if isinstance(error, sqlite3.OperationalError):
            raise error
        for path in self._path.parent.glob(f"{self._path.name}*"):
            path.unlink()
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def embed(
        self,
        embedder: Embedder,
        texts: Sequence[str],
        *,
        fresh: bool = False,
        done: Callable[[int], None] = lambda _: None,
    ) -> tuple[Vectors, int]:
        """(len(texts), dim) vectors, and how many of them were computed now rather than found.

        With `fresh` nothing is looked up. `done` is told after each batch how many texts it finished.
        """
        vectors = np.empty((len(texts), embedder.dim), np.float32)
        computed = 0
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            keys = [_key(t) for t in batch]
            known = {} if fresh else self._find(embedder, keys)
            missing = {key: text for key, text in zip(keys, batch, strict=True) if key not in known}
            if missing:
                known |= dict(zip(missing, embedder.passages(list(missing.values())), strict=True))
                self._keep(embedder, {key: known[key] for key in missing})
                computed += sum(key in missing for key in keys)
            vectors[start : start + len(batch)] = [known[key] for key in keys]
            done(len(batch))
        return vectors, computed

    def keep_only(self, texts: Sequence[str]) -> int:
        """Forget the vectors of every text but these; how many were forgotten."""
        with self._db:
            self._db.execute("CREATE TEMP TABLE live (text BLOB PRIMARY KEY) WITHOUT ROWID")
            self._db.executemany("INSERT OR IGNORE INTO live VALUES (?)", ((_key(t),) for t in texts))
            gone = self._db.execute("DELETE FROM embeddings WHERE text NOT IN (SELECT text FROM live)").rowcount
            self._db.execute("DROP TABLE live")
        return gone

    def _find(self, embedder: Embedder, keys: Sequence[bytes]) -> dict[bytes, Vector]:
        marks = ",".join("?" * len(keys))
        query = f"SELECT text, vector FROM embeddings WHERE model = ? AND text IN ({marks})"
        try:
            rows = self._db.execute(query, (embedder.fingerprint, *keys)).fetchall()
        except sqlite3.DatabaseError as error:
            self._start_anew(error)
            return {}
        found = {key: np.frombuffer(vector, np.float32) for key, vector in rows}
        return {key: vector for key, vector in found.items() if len(vector) == embedder.dim}

    def _keep(self, embedder: Embedder, vectors: dict[bytes, Vector]) -> None:
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                ((embedder.fingerprint, key, vector.tobytes()) for key, vector in vectors.items()),
            )


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
