"""The table of articles: filtered, sorted and paged. Independent of HTML and of the index."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from corpus.text.fold import fold
from corpus.types import Article

PER_PAGE = 50
"""Articles on a page of the table."""

Entry: TypeAlias = tuple[Article, int, int]
"""An article without its text, the length of the text in characters, and the number of passages."""

COLUMNS: Mapping[str, Callable[[Entry], Any]] = {
    "title": lambda entry: fold(entry[0].title),
    "source": lambda entry: fold(entry[0].source),
    "date": lambda entry: entry[0].published or date.min,
    "length": lambda entry: entry[1],
    "passages": lambda entry: entry[2],
}
"""What the table can be sorted by."""


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the table is shown; pages count from 1."""

    find: str = ""
    sort: str = "date"
    descending: bool = True
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the table. `view.page` is the page shown, clamped to those that exist."""

    entries: tuple[Entry, ...]
    found: int
    pages: int
    view: View


def of_month(entries: Sequence[Entry], month: str, source: str | None = None) -> list[Article]:
    """The articles of a month ("2022-03"), of one source or of all, newest first."""
    found = [
        article
        for article, _, _ in entries
        if article.published and f"{article.published:%Y-%m}" == month and source in (None, article.source)
    ]
    return sorted(found, key=lambda article: (-(article.published or date.min).toordinal(), article.id))


def months(entries: Sequence[Entry]) -> list[tuple[str, int]]:
    """The months that have articles, newest first, with how many."""
    counted = Counter(f"{article.published:%Y-%m}" for article, _, _ in entries if article.published)
    return sorted(counted.items(), reverse=True)


def listed(entries: Sequence[Entry], view: View, per_page: int = PER_PAGE) -> Listing:
    """A page of the entries whose title or source contains `view.find`; ties by id, unknown columns sort by date."""
    wanted = fold(view.find.strip())
    found = (
        [e for e in entries if wanted in fold(e[0].title) or wanted in fold(e[0].source)] if wanted else list(entries)
    )
    sort = view.sort if view.sort in COLUMNS else "date"
    found.sort(key=lambda entry: entry[0].id)
    found.sort(key=COLUMNS[sort], reverse=view.descending)
    pages = max(1, -(-len(found) // per_page))
    page = min(max(view.page, 1), pages)
    start = (page - 1) * per_page
    shown = View(view.find, sort, view.descending, page)
    return Listing(tuple(found[start : start + per_page]), len(found), pages, shown)
