"""Write the database of a new generation: articles, their passages, and what they were read from."""

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import Self

from corpus.types import Article, ReadNote
from corpus.wire import pack_note
from index.storage.ledger import FileEntry

# Records and notes come before the text, so that they can be read without reading the text.
_SCHEMA = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, record TEXT NOT NULL, note TEXT NOT NULL, title TEXT NOT NULL,
    source TEXT NOT NULL, published TEXT, url TEXT NOT NULL, path TEXT NOT NULL, pages TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, written INTEGER NOT NULL, changed INTEGER NOT NULL, taken INTEGER NOT NULL,
    sha256 TEXT NOT NULL, first INTEGER NOT NULL, stop INTEGER NOT NULL, left_out INTEGER NOT NULL, skipped TEXT NOT NULL);
"""
_INDEXES = """
CREATE INDEX passages_article ON passages(article);
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_source ON articles(source);
CREATE INDEX articles_record ON articles(record);
"""
"""Created after all rows are written: inserting is faster without them."""


class DatabaseWriter:
    """Writes the database once, in a `with` block. It needs no journal; the caller syncs the file."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.executescript(_SCHEMA)
        self.articles = self.passages = 0
        """How many have been added so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with closing(self._db):
            if kind is None:
                self._db.executescript(_INDEXES)
                self._db.commit()

    def add(self, article: Article, spans: Sequence[tuple[int, int]], note: ReadNote | None = None) -> None:
        """Append an article, its passages and the reader's note on it; articles and passages are numbered from 0."""
        row = (
            self.articles,
            article.id,
            note.record if note else "",
            json.dumps(pack_note(note), ensure_ascii=False) if note else "",
            article.title,
            article.source,
            article.published.isoformat() if article.published else None,
            article.url,
            article.path,
            json.dumps(article.pages),
            article.text,
        )
        self._db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        numbered = [(self.passages + i, self.articles, start, end) for i, (start, end) in enumerate(spans)]
        self._db.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", numbered)
        self.articles += 1
        self.passages += len(spans)

    def add_file(self, path: Path, entry: FileEntry) -> None:
        """Append a file that has been read."""
        skipped = json.dumps([(s.path, s.reason.to_json()) for s in entry.skipped], ensure_ascii=False)
        row = (os.fsencode(path), *astuple(entry.stamp), entry.first, entry.stop, entry.left_out, skipped)
        self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
