"""Calendar dates as pages write them.

A date needs year, month and day, and must exist. Nothing is guessed: `03/04/2022` may be March or April, so it is no
date; `24/03/2022` can only be March.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

YEARS = range(1900, 2101)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# 2022年08月06日, 2023-05-09, 2021/8/26, 2022.3.24, 2022_03_24 and 2022 03/24; not a part of 2022.3.24.5, while a time
# may follow at once: 2022-03-2417:06
YEAR_FIRST = re.compile(
    r"(?<![\d.])(?P<y>\d{4})\s?(?:年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号號]?"
    r"|(?P<sep>[-/._])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<d2>\d{1,2})"
    r"|\s(?P<m3>\d{2})/(?P<d3>\d{2}))(?:(?=\d{2}:\d{2})|(?!\d|\.\d))"
)
# 20220324, also with the time run on: 20220324170619, 20220324T170619
COMPACT = re.compile(r"(?<![0-9A-Za-z])(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{2}(?:\d{2}){0,2}Z?)?(?![0-9A-Za-z])")
# 24/03/2022 and 03/24/2022
YEAR_LAST = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/.-])")
# March 24, 2022; Mar. 24th 2022
_MONTH = r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
MONTH_FIRST = re.compile(
    rf"(?<![a-z]){_MONTH}\s{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<y>\d{{4}})(?!\d)", re.I
)
# 24 March 2022, 24th March 2022, 24-Mar-2022
DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,2}}{_MONTH},?[\s-]{{1,2}}(?P<y>\d{{4}})(?!\d)", re.I
)
# 二〇二二年三月二十四日, the form of official papers
HAN_DIGITS = "〇一二三四五六七八九"
HAN = re.compile(
    r"(?P<y>[〇○零一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
# Seconds or milliseconds since 1970, from 2001 on, and only where nothing else is said
UNIX = re.compile(r"\s*(?P<s>[1-4]\d{9})(?:\d{3})?\s*")

CHINA = timezone(timedelta(hours=8))
"""Where most of these articles were published: a bare Unix time names the day that it was there."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date and where it stands in the text that was searched, half-open."""

    day: date
    start: int
    end: int


def parse_date(text: str) -> date | None:
    """The first date that the text states, or None: none there, impossible, or its year is not in 1900 to 2100.

    A time of day and a zone are read past; the day is the one that is written.
    """
    found = min(find_dates(text), key=lambda f: f.start, default=None)
    if found:
        return found.day
    unix = UNIX.fullmatch(text)
    return datetime.fromtimestamp(int(unix["s"]), CHINA).date() if unix else None


def find_dates(text: str) -> Iterator[Found]:
    """Each date that exists, form by form."""
    text = _narrow(text)
    for pattern, read in FORMS:
        for match in pattern.finditer(text):
            if day := read(match):
                yield Found(day, match.start(), match.end())


def _narrow(text: str) -> str:
    """Full-width digits and marks as ASCII, one character for one."""
    return text if text.isascii() else text.translate(WIDE)


WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def _day(year: int, month: int, day: int) -> date | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_first(match: re.Match[str]) -> date | None:
    month = match["m"] or match["m2"] or match["m3"]
    day = match["d"] or match["d2"] or match["d3"]
    return _day(int(match["y"]), int(month), int(day))


def _compact(match: re.Match[str]) -> date | None:
    return _day(int(match["y"]), int(match["m"]), int(match["d"]))


def _year_last(match: re.Match[str]) -> date | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    return _day(year, b, a) if a > 12 or a == b else _day(year, a, b) if b > 12 else None


def _named(match: re.Match[str]) -> date | None:
    return _day(int(match["y"]), MONTHS.index(match["name"][:3].lower()) + 1, int(match["d"]))


def _han(match: re.Match[str]) -> date | None:
    year = "".join(str(max(HAN_DIGITS.find(c), 0)) for c in match["y"])
    return _day(int(year), _han_number(match["m"]), _han_number(match["d"]))


def _han_number(text: str) -> int:
    """三十一 is 31; a text that is no number below a hundred gives 0, which is no day."""
    tens, ten, units = text.rpartition("十")
    if len(tens) > 1 or len(units) > 1:
        return 0
    return (HAN_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (HAN_DIGITS.index(units) if units else 0)


FORMS = (
    (YEAR_FIRST, _year_first),
    (COMPACT, _compact),
    (MONTH_FIRST, _named),
    (DAY_FIRST, _named),
    (YEAR_LAST, _year_last),
    (HAN, _han),
)
