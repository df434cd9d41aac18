"""Dates as people write them, in Chinese and English: one grammar for page heads, sentences and questions.

`find_dates` needs year, month and day, and the day must exist. Nothing is guessed: `03/04/2022` may be March or April,
so it is not a date; `24/03/2022` can only be March. `partial_dates` also finds incomplete dates.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from corpus.text.fold import Folded
from corpus.text.numerals import han_number

YEARS = range(1900, 2101)
MONTHS = "january february march april may june july august september october november december".split()
"""English names, in order."""
CHINA = timezone(timedelta(hours=8))
"""The time zone in which most of these articles were published: a bare Unix time stands for the day there."""

_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_HAN_DIGITS = "[〇○零oO一二三四五六七八九]"
_HAN_YEAR = f"{_HAN_DIGITS}{{4}}"
_ERA = r"(?:中[华華])?民[国國]\s?"
_HAN_DAY = "[一二三四五六七八九十廿卅]{1,3}"
_MONTH_AND_DAY = rf"(?P<m>\d{{1,2}}|{_HAN_DAY})\s?月\s?(?P<d>\d{{1,2}}|{_HAN_DAY})"

FULL = (
    # 2022年08月06日, 2022年八月六日, 二〇二二年三月廿四日, 民國111年8月6日
    re.compile(
        rf"(?:(?<![\d.])(?P<y>\d{{4}})|(?P<han>{_HAN_YEAR})|{_ERA}(?P<era>\d{{1,3}}|{_HAN_DIGITS}{{1,3}}))\s?年\s?{_MONTH_AND_DAY}"
        r"(?:\s?[日号號]|(?!\s?[\d一二三四五六七八九十])(?!\.\d))"
    ),
    # 2023-05-09, 2021/8/26, 2022.3.24, 2022_03_24 and 2022 03/24; not a part of 2022.3.24.5, but a time may follow
    # without a space: 2022-03-2417:06
    re.compile(
        rf"(?:(?<![\d.])(?P<y>\d{{4}})|{_ERA}(?P<era>\d{{1,3}}))"
        r"\s?(?:(?P<sep>[-/._])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<d>\d{1,2})"
        r"|\s(?P<m2>\d{2})/(?P<d2>\d{2}))(?:(?=\d{2}:\d{2})|(?!\d|\.\d))"
    ),
    # 20220324, also with the time attached: 20220324170619, 20220324T170619; and t20220324_ in the file names of a CMS
    re.compile(
        r"(?<![0-9A-Za-z])(?:t(?=\d{8}_))?(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"
        r"(?:T?\d{2}(?:\d{2}){0,2}Z?)?(?![0-9A-Za-z])"
    ),
    # March 24, 2022; Mar. 24th 2022; Mar-24-2022; Thu Mar 24 17:06:19 CST 2022
    re.compile(
        rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)\s)?(?<![a-z]){_NAME}[\s-]{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?"
        r"(?:\s\d\d:\d\d(?::\d\d)?(?:\s[A-Z]{3,4}|\s[+-]\d{4})?)?[\s-]{1,2}(?P<y>\d{4})(?!\d)",
        re.I,
    ),
    # 24 March 2022, 24th of March 2022, 24. March 2022, 24-Mar-2022
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]{{1,2}}(?:of\s)?{_NAME},?[\s-]{{1,2}}(?P<y>\d{{4}})(?!\d)", re.I
    ),
    # 24/03/2022 and 03/24/2022
    re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/.-])"),
)
MAY_BE_FULL = re.compile(r"\d{4}|年|民[国國]")
UNIX = re.compile(r"\s*(?P<s>[1-4]\d{9})(?:\d{3}|\.\d{1,9})?\s*")
"""Seconds or milliseconds since 1970, from 2001 on; counts only if the text is nothing else."""

_ENGLISH = "|".join([*(f"{name}|{name[:3]}\\b\\.?" for name in MONTHS), "sept\\b\\.?"])
PLURAL = r" ?(?:(?!the |to |and |in |of |for |with |its |has |was |is )[a-z-]{1,40} )?(?:[a-z-]{1,40}(?<![su])s|people|men|women|children)\b(?!['’]s)"
"""One or two words, the last of which is a plural: what a number counts."""
_YEAR = r"(?P<y>(?:1[0-9]|20)\d\d)"
_MODERN = r"(?P<y>(?:1[5-9]|20)\d\d)"
_NO_FIGURE = r"(?!\s?(?:%|万|亿|yuan|million))"

PARTIAL = (
    re.compile(rf"(?<!\d){_MODERN}(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?:(?<!\d){_YEAR}年\s{{0,3}})?(?<![\d.])(?P<m>\d{{1,2}})月(?:份|(?P<d>\d{{1,2}})[日号])?"),
    re.compile(rf"(?<!\d){_YEAR}年(?!前|后|来|内|多|余|以上|之久|的?历史)"),
    re.compile(rf"\b(?P<name>{_ENGLISH})\s{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,3}}{_YEAR})?\b"),
    re.compile(
        rf"(?<![\d.])(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?:of\s{{1,3}})?)?\b(?P<name>{_ENGLISH}),?\s{{1,3}}{_YEAR}\b"
    ),
    re.compile(rf"(?<![\d.])(?P<d>\d{{1,2}})\s{{1,3}}(?P<name>{_ENGLISH})\b"),
    re.compile(rf"\b(?:in|since|until|year|during|between|early|late|mid)[ -]{_MODERN}\b{_NO_FIGURE}"),
    re.compile(rf"\b(?:by|of|from|and|to)[ -]{_MODERN}\b(?!\s?(?:%|万|亿|yuan|million)|{PLURAL})"),
)
HAN_YEAR = "[一二][〇○零一二三四五六七八九]{3}"
HAN_MONTH = "十[一二]?|[一二三四五六七八九]"
ASKED = (
    # 二〇二五年三月, 2025年三月: in an article they may be dates of the lunar calendar
    re.compile(
        rf"(?:(?<!\d)(?P<y>(?:1[0-9]|20)\d\d|{HAN_YEAR}))年\s{{0,3}}(?P<m>{HAN_MONTH}|\d{{1,2}})月(?:份|(?P<d>\d{{1,2}}|{_HAN_DAY})[日号])?"
    ),
    *PARTIAL,
    re.compile(rf"(?P<y>{HAN_YEAR})年(?!前|后|来|内|多|余|以上|之久|的?历史)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})(?![\d.%])"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)"),
)
"""The forms of dates in questions; in a sentence, a bare number may count things instead."""


@dataclass(frozen=True, slots=True)
class Found:
    """A day and its half-open span in the searched text."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Partial:
    """A date that may be incomplete, with None for each missing part, and its half-open span."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


def parse_date(text: str) -> date | None:
    """The first day in the text; None if there is none, it does not exist, or its year is not in 1900 to 2100.

    Times of day and time zones are ignored: the day is the one that is written.
    """
    found = min(find_dates(text), key=lambda f: f.start, default=None)
    if found:
        return found.day
    unix = UNIX.fullmatch(text)
    return datetime.fromtimestamp(int(unix["s"]), CHINA).date() if unix else None


def find_dates(text: str) -> Iterator[Found]:
    """Each existing day in the text, form by form."""
    text = _narrow(text)
    if MAY_BE_FULL.search(text) is None:
        return
    for pattern in FULL:
        for match in pattern.finditer(text):
            if day := _day(match.groupdict()):
                yield Found(day, match.start(), match.end())


def partial_dates(text: Folded, forms: Sequence[re.Pattern[str]] = PARTIAL) -> Iterator[Partial]:
    """The dates in a folded text, complete or not, in any order; of two that overlap, the one of the earlier form."""
    taken = bytearray(len(text))
    for pattern in forms:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            parts = match.groupdict()
            month, day = _month(parts), _number(parts.get("d"))
            if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Partial(_number(parts.get("y")), month, day, start, match.end())


SHORT = re.compile(
    r"(?<![\d./-])(?:(?!(?:0\d|1[0-2])/)(\d{2,3})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-]|\.\d)"
    r"|(1[01]\d)年(?=\d{1,2}月\d{1,2}日))"
)
"""23-08-16, and 112/08/16 with a Taiwanese year: the year comes first; in 08/06/22 it may come last."""


def with_century(text: str) -> str:
    """The text with the years of such dates written out; they are dates only where a date is expected."""

    def written_out(match: re.Match[str]) -> str:
        year = int(match[1] or match[5])
        return f"{year + (2000 if year < 100 else 1911)}" + (f"-{match[3]}-{match[4]}" if match[1] else "年")

    return SHORT.sub(written_out, text)


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_WIDE |= dict.fromkeys((0x2010, 0x2011, 0x2013, 0x2212), ord("-"))


def _narrow(text: str) -> str:
    """The text with full-width digits and punctuation and all kinds of hyphens as ASCII, one character for one."""
    return text if text.isascii() else text.translate(_WIDE)


def _day(parts: dict[str, str | None]) -> date | None:
    """The day in a match of one of the FULL forms; None if there is no such day."""
    year, month, day = _year(parts), _month(parts), _number(parts.get("d") or parts.get("d2"))
    if parts.get("a"):
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        month, day = (second, first) if first > 12 else (first, second)
        if day <= 12 and month != day:
            return None
    if year not in YEARS or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(parts: dict[str, str | None]) -> int:
    if parts.get("era"):
        return 1911 + (_number((parts["era"] or "").replace("o", "〇").replace("O", "〇")) or 0)
    return _number(parts.get("y")) or _number((parts.get("han") or "").replace("o", "〇").replace("O", "〇")) or 0


def _month(parts: dict[str, str | None]) -> int | None:
    name = parts.get("name")
    if name:
        return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name[:3].lower()))
    return _number(parts.get("m") or parts.get("m2"))


def _number(written: str | None) -> int | None:
    """A number in ASCII or Han digits."""
    if not written:
        return None
    return int(written) if written.isdecimal() else int(han_number(written) or 0)
