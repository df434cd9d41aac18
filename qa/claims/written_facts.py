"""Checks that figures, dates and addresses of a sentence are in the text that it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from corpus.text.dates import MONTHS
from corpus.text.fold import fold
from corpus.types import Passage
from qa.facts.dates import Day, dates
from qa.facts.figures import Figure, figures

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\u3000-\u303f\uff00-\uffef]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|cn|net|org|gov|edu|info|io|hk|tw|top|xyz|example)\b(?:/[\w/.?=&%-]*)?",
    re.ASCII | re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{'|'.join(map(str.capitalize, MONTHS))})\b")
"""May and March are months only with a capital letter."""

_ROUGHLY = (
    (r"超过?|逾|不止|多达|多|余|over|more than|above|just over|at least", (Decimal("0.8"), 1)),
    (r"近|将近|接近|不到|nearly|almost|just under|close to|less than|fewer than", (1, Decimal("1.1"))),
    (r"大?约|大概|左右|上下|about|around|some|roughly|approximately", (Decimal("0.95"), Decimal("1.05"))),
)
"""Words of approximation before or after a figure, and the range that each allows, as a share of the text's figure."""


def unknown_addresses(sentence: str, text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """The addresses in the sentence that are neither in the text nor an article's own."""
    known = fold("\n".join([text, *(passage.article.url for passage in passages)]))
    for match in _ADDRESS.finditer(sentence):
        if fold(match.group()).rstrip("./,;:") not in known:
            yield match.group()


def unknown_figures(sentence: str, text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """The dates and figures in the sentence that are not in the text."""
    there, days = figures(text), dates(text)
    published = [p.article.published for p in passages if p.article.published]
    days += [_last(day, before) for day in days for before in published if day.year is None]
    days += [Day(day.year, day.month, day.day, "", 0, 0) for day in published]
    days += [Day(None, 1 + MONTHS.index(name.lower()), None, name, 0, 0) for name in _MONTH.findall(text)]
    days += [Day(int(figure.value), None, None, "", 0, 0) for figure in there if figure.year]
    for day in dates(sentence):
        if not any(day.within(known) for known in days):
            yield day.text
    for figure in figures(sentence):
        if figure.clear and not _stands(figure, there, days) and not _roughly(figure, sentence, there):
            yield figure.text


def _last(day: Day, published: date) -> Day:
    """A day without a year, resolved to the last such day before publication."""
    later = (day.month or 0, day.day or 0) > (published.month, published.day)
    return replace(day, year=published.year - later)


def _roughly(figure: Figure, sentence: str, there: Sequence[Figure]) -> bool:
    """Whether the text has a figure close to this one and the sentence says "about", "over" or "nearly"."""
    folded = fold(sentence)
    before, behind = folded[: figure.start], folded[figure.end :]
    weeks = re.match(r"\s?(?:周|个?星期|weeks?\b)", behind)
    if weeks and any(known.unit == "day" and known.value == 7 * figure.value for known in there):
        return True
    least, most = next(
        (bounds for words, bounds in _ROUGHLY if re.search(rf"(?:{words})\s?$", before) or re.match(words, behind)),
        (1, 1),
    )
    return any(
        figure.same(replace(known, value=figure.value)) and least * known.value <= figure.value <= most * known.value
        for known in there
    )


def _stands(figure: Figure, there: Sequence[Figure], days: Sequence[Day]) -> bool:
    a_year = figure.year and any(day.year == figure.value for day in days)
    return a_year or any(figure.same(known) for known in there)
