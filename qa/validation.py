"""Checks of questions and filters before anything is searched."""

import calendar
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypedDict

from corpus.catalogue import Message
from corpus.formats.record_fields import KEYS
from index.types import Filter, Mode
from qa.errors import QuestionError

if TYPE_CHECKING:
    from index.storage.articles import ArticleStore

MAX_QUESTION_CHARS = 2_000
"""Maximum characters in a question."""
MAX_HITS = 1_000
"""Maximum passages from one search."""


def check_question(question: str) -> str:
    """The question, stripped. Raises QuestionError if it is empty or too long."""
    question = question.strip()
    if not question:
        raise QuestionError("question_empty")
    if len(question) > MAX_QUESTION_CHARS:
        raise QuestionError("question_too_long", length=len(question), limit=MAX_QUESTION_CHARS)
    return question


def check_mode(mode: str) -> Mode:
    """The mode of this name. Raises QuestionError."""
    try:
        return Mode(mode)
    except ValueError:
        raise QuestionError("mode_unknown", mode=mode, modes=Mode) from None


def check_dates(since: str | date | None, until: str | date | None) -> tuple[date | None, date | None]:
    """First and last day, both included. Raises QuestionError.

    A year or month begins on its first day and ends on its last.
    """
    first, last = _day(since, end=False), _day(until, end=True)
    if first and last and first > last:
        raise QuestionError("dates_reversed", since=first, until=last)
    return first, last


def check_sources(source: str | Iterable[str] | None, known: Callable[[], Collection[str]]) -> tuple[str, ...]:
    """The sources as a tuple. Raises QuestionError, with the closest names, if the index lacks one of them."""
    if source is None:
        return ()
    sources = (source,) if isinstance(source, str) else tuple(source)
    there = known() if sources else ()
    for unknown in (s for s in sources if s not in there):
        named = sorted(filter(None, there))
        near = get_close_matches(unknown, named, n=3, cutoff=0.3) or named[:3] or Message("none")
        raise QuestionError("source_unknown", source=unknown, nearest=near)
    return sources


_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def _day(given: str | date | None, *, end: bool) -> date | None:
    if isinstance(given, datetime):  # which is a date, but cannot be compared with one
        return given.date()
    if given is None or isinstance(given, date):
        return given
    match = _DAY.fullmatch(str(given).strip())
    try:
        if not match:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        month = month or (12 if end else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if end else 1))
    except ValueError:
        raise QuestionError("date_invalid", date=given) from None


class Filters(TypedDict, total=False):
    """Which articles to search, unchecked: days, months or years, both included; one source or several; an id."""

    since: str | date | None
    until: str | date | None
    source: str | Iterable[str] | None
    article: str | None
    today: str | date | None
    """The day from which "last week" is counted; today's date if not given."""
    any_time: bool
    """Whether to ignore words such as "last week"."""


def check_today(asked: Filters) -> date | None:
    """The day from which words such as "last week" are counted; None if they are ignored. Raises QuestionError.

    A date filter takes precedence over the question's words, which are then ignored.
    """
    if asked.get("any_time") or asked.get("since") or asked.get("until"):
        return None
    return _day(asked.get("today"), end=True) or date.today()


def check_filters(asked: Filters, store: "ArticleStore") -> Filter:
    """The checked filter. Raises QuestionError, and TypeError for an unknown filter."""
    if unknown := asked.keys() - Filters.__annotations__.keys():
        raise TypeError(
            f"there is no filter {', '.join(sorted(unknown))}: there are {', '.join(Filters.__annotations__)}"
        )
    first, last = check_dates(asked.get("since"), asked.get("until"))
    article = asked.get("article")
    if article is not None and store.article(article) is None:
        raise QuestionError("article_unknown", article=article)
    return Filter(first, last, check_sources(asked.get("source"), store.sources), article)


def check_columns(named: Mapping[str, str]) -> dict[str, str]:
    """The columns by field. Raises QuestionError for a field that records do not have, and for a blank column."""
    wrong = next((name for name, column in named.items() if name not in KEYS or not column.strip()), None)
    if wrong is not None:
        raise QuestionError("columns_unknown", given=wrong, fields=tuple(KEYS))
    return dict(named)
