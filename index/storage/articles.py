"""The articles and passages of a generation."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from corpus.types import Article, Passage
from index.errors import DamagedIndex
from index.types import Filter, Ids

_ARTICLE = "a.id, a.title, a.text, a.source, a.published, a.url, a.path, a.pages"
_Row: TypeAlias = tuple[str, str, str, str, str | None, str, str, str]


class ArticleStore:
    """Reads the database of a published generation, from any thread."""

    def __init__(self, path: Path) -> None:
        self._path, self._stamp = path, _stamp(path)
        self._failed = False
        # Published files never change: SQLite needs no locks and may trust its pages.
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    @property
    def changed(self) -> bool:
        """Whether the file has changed since it was opened, which must not happen, or could not be read."""
        return self._failed or _stamp(self._path) != self._stamp

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __del__(self) -> None:
        # A replaced generation is closed when the last query that reads it ends.
        if hasattr(self, "_db"):  # missing if the file could not be opened
            self._db.close()

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """The passages with these ids, in the order asked for."""
        wanted = [int(i) for i in ids]
        spans = {number: span for number, *span in self._by_ids("SELECT id, article, start, end FROM passages", wanted)}
        numbers = {article for article, _, _ in spans.values()}
        # Each article once, however many of its passages are asked for: its text may be large.
        rows = self._by_ids(f"SELECT a.number, {_ARTICLE} FROM articles a", numbers, key="a.number")
        articles = {number: _article(tuple(row)) for number, *row in rows}
        return [Passage(i, articles[spans[i][0]], spans[i][1], spans[i][2]) for i in wanted]

    def _rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """Yield the rows of a query. Raises DamagedIndex if the file can no longer be read, or is no longer intact."""
        try:
            # "yield from" would close the cursor of an abandoned query, perhaps after the file.
            for row in self._db.execute(query, values):  # noqa: UP028
                yield row
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            self._failed = True
            raise DamagedIndex("damage_unreadable", path=self._path, reason=str(error)) from None

    def _by_ids(self, query: str, ids: Iterable[int], key: str = "id") -> Iterator[tuple[Any, ...]]:
        """The rows of a query whose key is among the ids."""
        for batch in _batches(list(ids)):
            marks = ",".join("?" * len(batch))
            yield from self._rows(f"{query} WHERE {key} IN ({marks})", batch)

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        query = "SELECT p.id FROM passages p JOIN articles a ON a.number = p.article WHERE a.id = ? ORDER BY p.id"
        return self.passages(i for (i,) in self._rows(query, (article_id,)))

    def articles(self) -> Iterator[Article]:
        """Every article, in the order in which they were added."""
        rows = self._rows(f"SELECT {_ARTICLE} FROM articles a ORDER BY a.number")
        return (_article(tuple(row)) for row in rows)

    def article(self, article_id: str) -> Article | None:
        """The article with this id, if the index has it."""
        row = next(self._rows(f"SELECT {_ARTICLE} FROM articles a WHERE a.id = ?", (article_id,)), None)
        return _article(row) if row else None

    def newest(self, count: int) -> list[tuple[Article, int]]:
        """The `count` newest articles with their number of passages; same days by id, undated articles last."""
        # Numbers are sorted first, so that only the needed texts are read.
        order = "ORDER BY published DESC NULLS LAST, id"
        rows = self._rows(
            f"SELECT (SELECT count(*) FROM passages p WHERE p.article = a.number), {_ARTICLE} FROM articles a "
            f"WHERE a.number IN (SELECT number FROM articles {order} LIMIT ?) {order}",
            (max(count, 0),),
        )
        return [(_article(tuple(row)), passages) for passages, *row in rows]

    def listing(self) -> list[tuple[Article, int, int]]:
        """Every article without its text, with the length of the text and the number of passages, in reading order."""
        rows = self._rows(
            "SELECT length(a.text), (SELECT count(*) FROM passages p WHERE p.article = a.number), "
            "a.id, a.title, '', a.source, a.published, a.url, a.path, '[]' FROM articles a ORDER BY a.number"
        )
        return [(_article(tuple(row)), length, passages) for length, passages, *row in rows]

    def all_passages(self) -> Iterator[Passage]:
        """Yield every passage by id. Passages of an article share it, and only one article is in memory at a time."""
        rows = self._rows("SELECT article, id, start, end FROM passages ORDER BY id")
        for number, spans in groupby(rows, key=itemgetter(0)):
            article = next(self.numbered(number, number + 1))
            for _, passage, start, end in spans:
                yield Passage(passage, article, start, end)

    def numbered(self, first: int, stop: int) -> Iterator[Article]:
        """The articles with the numbers `first` to `stop - 1`, in order: articles are numbered as they were added."""
        query = f"SELECT {_ARTICLE} FROM articles a WHERE a.number >= ? AND a.number < ? ORDER BY a.number"
        return (_article(row) for row in self._rows(query, (first, stop)))

    def article_ids(self) -> set[str]:
        """The ids of all articles."""
        return {article_id for (article_id,) in self._rows("SELECT id FROM articles")}

    def removable(self, what: str) -> tuple[list[Article], Ids]:
        """The articles that have this id or this source, and the ids of their passages."""
        chosen = "a.id = ? OR a.source = ?"
        articles = [
            _article(row) for row in self._rows(f"SELECT {_ARTICLE} FROM articles a WHERE {chosen}", (what, what))
        ]
        query = f"SELECT p.id FROM passages p JOIN articles a ON a.number = p.article WHERE {chosen} ORDER BY p.id"
        return articles, np.array([i for (i,) in self._rows(query, (what, what))], np.int64)

    def alike(self, article: Article) -> dict[str, int]:
        """How many articles have its text, how many its URL, and how many its path; the article itself is included."""
        kinds = {"text": article.text, "url": article.url, "path": article.path}
        query = ", ".join(f"(SELECT count(*) FROM articles WHERE {kind} = ?)" for kind in kinds)
        return dict(zip(kinds, next(self._rows(f"SELECT {query}", tuple(kinds.values()))), strict=True))

    def counts(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        articles, passages = next(self._rows("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)"))
        return articles, passages

    def sources(self) -> dict[str, int]:
        """The number of articles by source, the most frequent first."""
        return dict(self._rows("SELECT source, count(*) n FROM articles GROUP BY source ORDER BY n DESC, source"))

    @cached_property
    def dates(self) -> tuple[date | None, date | None]:
        """The first and the last date of publication; cached, because every question needs them."""
        first, last = next(self._rows("SELECT min(published), max(published) FROM articles"))
        return _date(first), _date(last)

    def undated(self) -> int:
        """How many articles have no date of publication."""
        (count,) = next(self._rows("SELECT count(*) FROM articles WHERE published IS NULL"))
        return int(count)

    def select(self, only: Filter) -> Ids | None:
        """The ids of the passages that pass a filter, ascending; None if it filters nothing.

        An article without a date is outside every range.
        """
        conditions: list[tuple[str, Sequence[str]]] = []
        if only.since:
            conditions.append(("a.published >= ?", [only.since.isoformat()]))
        if only.until:
            conditions.append(("a.published <= ?", [only.until.isoformat()]))
        if only.sources:
            conditions.append((f"a.source IN ({','.join('?' * len(only.sources))})", only.sources))
        if only.article is not None:
            conditions.append(("a.id = ?", [only.article]))
        if not conditions:
            return None
        where = " AND ".join(condition for condition, _ in conditions)
        query = f"SELECT p.id FROM passages p JOIN articles a ON a.number = p.article WHERE {where} ORDER BY p.id"
        return np.array([i for (i,) in self._rows(query, [v for _, given in conditions for v in given])], np.int64)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Size and modification time of a file; None if it cannot be accessed."""
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_size, info.st_mtime_ns


def _batches(ids: list[int], size: int = 500) -> Iterator[list[int]]:
    return (ids[i : i + size] for i in range(0, len(ids), size))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _article(row: _Row) -> Article:
    identifier, title, text, source, published, url, path, pages = row
    return Article(identifier, title, text, source, _date(published), url, path, tuple(json.loads(pages)))
