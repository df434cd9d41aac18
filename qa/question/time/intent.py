"""Time expressions in a question: "最新", "latest", "2022年", "in March 2023"."""

import re
from dataclasses import dataclass
from datetime import date

from corpus.text.dates import ASKED, partial_dates
from corpus.text.fold import fold
from corpus.types import Article
from qa.question.time.words import time_span
from qa.types import TimeSpan

WITHIN, NEWEST = 0.08, 0.12
"""Bonuses for the sentences of an article: if its date is in the period, and if the newest is asked for."""
CLOSE = 0.2
"""Bonus within a short period: what happened last week was published last week."""
YEARS = 3.0
"""Age in years at which an article no longer gets any of the bonus for the newest."""

_LATEST = re.compile(
    r"最新|最近|近期|目前|如今|现在|截至目前|\b(?:latest|newest|most recent|recent(?:ly)?|currently|current(?! (?:accounts?|affairs)\b)|now|today)\b"
)


@dataclass(frozen=True, slots=True)
class Period:
    """The time expressions of a question: years or months, and whether it asks for the newest."""

    months: frozenset[tuple[int, int]]
    """(year, month), month 0 for the whole year."""
    latest: bool
    newest: date | None = None
    """The newest publication date in the index, which recency is relative to."""
    span: TimeSpan | None = None
    """The days that it names: "last week", "the third quarter of 2025"."""

    def lift(self, article: Article) -> float:
        """The bonus of an article's sentences for its date."""
        day = article.published
        if day is None:
            return 0.0
        if self.months and {(day.year, 0), (day.year, day.month)} & self.months:
            return WITHIN
        within = 0.0
        if self.span:
            within = lift(article, self.span) if self.span.relative else WITHIN * (day in self.span)
        newest = 1 - (self.newest - day).days / (365 * YEARS) if self.latest and self.newest else 0.0
        return max(within, NEWEST * newest)

    @property
    def asked(self) -> bool:
        """Whether the question has any time expression."""
        return self.latest or bool(self.months) or self.span is not None


def lift(article: Article, span: TimeSpan) -> float:
    """The bonus of an article's passages for being published in these days."""
    if article.published not in span:
        return 0.0
    return CLOSE if span.short else WITHIN


def period(question: str, newest: date | None, today: date | None = None) -> Period:
    """The time expressions of a question. `newest` is the newest publication date in the index; without `today`, words
    such as "last week" are ignored.
    """
    folded = fold(question)
    months = {(found.year, found.month or 0) for found in partial_dates(folded, ASKED) if found.year}
    return Period(frozenset(months), _LATEST.search(folded) is not None, newest, time_span(question, today))
