"""What of an article is where, so that its removal can be shown and doubted."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.errors import NothingToRemove
from index.storage.articles import Store
from index.storage.reader import Index
from index.types import Holdings


def holdings(index: Index, what: str) -> Holdings:
    """What the index holds of an article id or a source. Raises NothingToRemove where that is nothing."""
    if not what.strip():  # all articles without a source have this one
        raise NothingToRemove("nothing was named: give an article's id or a source")
    articles, passages = index.store.removable(what)
    if not articles:
        if what in index.manifest.removed:
            raise NothingToRemove(f"{what!r} has been removed before: nothing is left of it")
        sources = ", ".join(name for name in index.store.sources() if name)[:200]
        raise NothingToRemove(f"no article has the id or the source {what!r}; the sources are {sources or 'not named'}")
    return Holdings(
        articles=len(articles),
        passages=len(passages),
        postings=int(np.isin(index.lexical.passages, passages).sum()),
        paths=tuple(dict.fromkeys(article.path for article in articles)),
    )


def without(removed: tuple[str, ...], what: str) -> tuple[str, ...]:
    """What stays removed when `what` may come back. Raises NothingToRemove where it was not removed."""
    if what not in removed:
        raise NothingToRemove(f"{what!r} was not removed; removed are {', '.join(removed) or 'none'}")
    return tuple(name for name in removed if name != what)


def remaining(home: Path, what: str) -> int:
    """Articles with this id or source in any generation that is on disk, be it retired."""
    return sum(_articles(database, what) for database in _databases(home))


def _databases(home: Path) -> Iterator[Path]:
    return iter(sorted((home / "generations").glob("*/articles.sqlite")))


def _articles(database: Path, what: str) -> int:
    store = Store(database)
    try:
        return len(store.removable(what)[0])
    finally:
        store.close()
