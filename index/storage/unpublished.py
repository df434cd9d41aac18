"""A database of a generation that is not published yet."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import ClassVar, Self


class UnpublishedDatabase:
    """Written once, in a `with` block. It needs no journal; the caller syncs the file."""

    schema: ClassVar[str]
    indexes: ClassVar[str]
    """What is made when all is written: rows go in faster without."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;{self.schema}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with closing(self._db):
            if kind is None:
                self._db.executescript(self.indexes)
                self._db.commit()
