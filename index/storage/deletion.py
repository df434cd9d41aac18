"""Removing articles: what the index contains of them before, and what is left afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from corpus.catalogue import Message
from index.errors import DamagedIndex, NothingToRemove
from index.lexical.terms import count_terms
from index.storage.articles import ArticleStore
from index.storage.manifest import DATABASE
from index.storage.reader import Index
from index.storage.retrieval_tables import searched_text
from index.types import Holdings

MAX_SOURCES = 10
"""Maximum sources listed in a message."""


def holdings(index: Index, what: str) -> Holdings:
    """What the index contains for an article id or a source. Raises NothingToRemove."""
    if not what.strip():  # else every article without a source would match
        raise NothingToRemove("remove_nothing")
    articles, passages = index.store.removable(what)
    if not articles:
        if what in index.manifest.removed:
            raise NothingToRemove("removed_before", what=what)
        sources = [name for name in index.store.sources() if name]
        named = [*sources[:MAX_SOURCES], "…"] if len(sources) > MAX_SOURCES else sources or Message("none")
        raise NothingToRemove("remove_unknown", what=what, sources=named)
    return Holdings(
        articles=len(articles),
        passages=len(passages),
        postings=sum(len(count_terms(searched_text(passage)).keys) for passage in index.store.passages(passages)),
        paths=tuple(dict.fromkeys(article.path for article in articles)),
        titles=tuple(article.title for article in articles),
    )


def without(removed: tuple[str, ...], what: str) -> tuple[str, ...]:
    """What stays removed once `what` is restored. Raises NothingToRemove if it was not removed."""
    if what not in removed:
        raise NothingToRemove("not_removed", what=what, removed=removed or Message("none"))
    return tuple(name for name in removed if name != what)


def remaining(home: Path, what: str) -> int:
    """How many articles with this id or source are in all generations on disk, including retired ones."""
    return sum(_articles(database, what) for database in _databases(home))


def _databases(home: Path) -> Iterator[Path]:
    return iter(sorted((home / "generations").glob(f"*/{DATABASE}")))


def _articles(database: Path, what: str) -> int:
    with suppress(DamagedIndex, sqlite3.OperationalError):  # `verify` reports it, and the next rebuild retires it
        store = ArticleStore(database)
        try:
            return len(store.removable(what)[0])
        finally:
            store.close()
    return 0
