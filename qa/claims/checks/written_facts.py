"""Checks that the figures, dates and addresses in a sentence are in the text that it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from corpus.text.dates import MONTHS
from corpus.text.fold import fold
from corpus.types import Passage
from qa.claims.checks.written_words import other_currencies, round_numbers, unknown_shares, unknown_weekdays
from qa.facts.dates import Day, dates
from qa.facts.figures import Figure, figures

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\u3000-\u303f\uff00-\uffef]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|cn|net|org|gov|edu|info|io|hk|tw|top|xyz|example)\b(?:/[\w/.?=&%-]*)?",
    re.ASCII | re.IGNORECASE,
)
_BARE_DAY = re.compile(r"(?<![\d月])(\d{1,2})日")
_MONTH = re.compile(rf"\b(?:{'|'.join(map(str.capitalize, MONTHS))})\b")
"""May and March are months only with a capital letter."""

_OVER = r"超过?了?|突破了?|逾|不止|多达|高达|达到?了?|以上|over|more than|above|at least|upwards of|exceed(?:s|ed|ing)?|topp(?:ed|ing)"
_ROUGHLY = (
    (_OVER, (Decimal("0.8"), 1)),
    (
        r"近|将近|接近|逼近|不到|不足|nearly|almost|just under|close to|less than|fewer than|approaching",
        (1, Decimal("1.1")),
    ),
    (r"大?约|大概|差不多|左右|上下|about|around|some|roughly|approximately", (Decimal("0.95"), Decimal("1.05"))),
)
"""Words of approximation before, in or after a figure, and the range that each allows, as shares of the text's one."""
_QUARTERS = (
    (r"[一1]季度|首季|[Ff]irst quarter", 3),
    (r"上半年|[Ff]irst half", 6),
    (r"前三季度|[Ff]irst three quarters", 9),
)
"""Periods and their length in months."""
_IN = re.compile(r"[多余]")


def unknown_addresses(sentence: str, text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """The addresses in the sentence that are neither in the text nor an article's own."""
    known = fold("\n".join([text, *(passage.article.url for passage in passages)]))
    for match in _ADDRESS.finditer(sentence):
        if not _has_address(fold(match.group()).rstrip("./,;:"), known):
            yield match.group()


def _has_address(address: str, known: str) -> bool:
    """Whether a folded text has an address, or one of a page there: not www.fair.cn for www.fair.cn.example."""
    whole = rf"(?<![\w.@-])(?:https?://)?(?:www\.)?{re.escape(address)}(?![\w@-]|\.\w)"
    return re.search(whole, known, re.ASCII) is not None


def unknown_figures(sentence: str, text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """The dates, weekdays, figures and shares in the sentence that are not in the text."""
    there, days = [*figures(text), *round_numbers(text)], dates(text)
    published = [p.article.published for p in passages if p.article.published]
    days += [_last(day, before) for day in days for before in published if day.year is None]
    days += [Day(day.year, day.month, day.day, "", 0, 0) for day in published]
    days += [_in_month(int(day), before) for day in _BARE_DAY.findall(fold(text)) for before in published]
    days += [Day(None, 1 + MONTHS.index(name.lower()), None, name, 0, 0) for name in _MONTH.findall(text)]
    days += [Day(int(figure.value), None, None, "", 0, 0) for figure in there if figure.year]
    for day in dates(sentence):
        if not any(day.within(known) for known in days):
            yield day.text
    yield from unknown_weekdays(sentence, text, days)
    yield from unknown_shares(sentence, text)
    yield from other_currencies(sentence, text)
    for figure in [*figures(sentence), *round_numbers(sentence)]:
        if figure.clear and not _stands(figure, there, days) and not _roughly(figure, sentence, text, there):
            yield figure.text


def _last(day: Day, published: date) -> Day:
    """A day without a year, resolved to the last such day before publication."""
    later = (day.month or 0, day.day or 0) > (published.month, published.day)
    return replace(day, year=published.year - later)


def _months(number: int) -> Figure:
    return Figure(Decimal(number), "month", "", 0, 0)


def _in_month(day: int, published: date) -> Day:
    """A day without a month, resolved to the last such day before publication."""
    months = 12 * published.year + published.month - 1 - (day > published.day)
    return Day(months // 12, months % 12 + 1, day, "", 0, 0)


def _roughly(figure: Figure, sentence: str, text: str, there: Sequence[Figure]) -> bool:
    """Whether the text has a figure close to this one and the sentence says "about", "over" or "nearly"."""
    folded = fold(sentence)
    before, behind = folded[: figure.start], (_IN.search(figure.text) or [""])[0] + folded[figure.end :]
    there = [*there, *(_months(n) for words, n in _QUARTERS if figure.unit == "month" and re.search(words, text))]
    if re.match(r"\s?(?:周|个?星期|weeks?\b)", behind):
        there = [*there, *(replace(f, value=f.value / 7, unit="") for f in there if f.unit == "day")]
    if re.match(r"[多余]?倍", behind):
        grown = [f.value / 100 for f in there if f.unit == "percent"]
        there = [*there, *(replace(figure, value=times) for share in grown for times in (share, 1 + share))]
        behind = behind.replace("倍", "", 1)
    least, most = next(
        (bounds for words, bounds in _ROUGHLY if re.search(rf"(?:{words})\s?$", before) or re.match(words, behind)),
        (1, 1),
    )
    step = Decimal(10) ** int(figure.value.normalize().as_tuple().exponent) if _IN.match(behind) else 0
    return any(
        figure.same(replace(known, value=figure.value))
        and (
            least * known.value <= figure.value <= most * known.value
            or figure.value <= known.value < figure.value + step
            or _all_but(figure, known)
        )
        for known in there
    )


def _all_but(figure: Figure, known: Figure) -> bool:
    """Whether the figure is the known one without its last digits, less than a thousandth of it."""
    digits = [len(f.value.normalize().as_tuple().digits) for f in (figure, known)]
    return digits[0] < digits[1] and abs(figure.value - known.value) * 1000 < known.value


def _stands(figure: Figure, there: Sequence[Figure], days: Sequence[Day]) -> bool:
    a_year = figure.year and any(day.year == figure.value for day in days)
    return a_year or any(figure.same(known) for known in there)
