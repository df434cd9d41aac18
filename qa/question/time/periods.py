"""Parts of a year, ranges of months and years, and decades.

For example "2025年第三季度", "上半年", "from March to May 2025", "2021至2023年", "the 1990s".
"""

import re
from datetime import date

from corpus.text.dates import HAN_YEAR, MONTHS
from qa.question.time.calendar_units import (
    MONTH,
    MONTH_HAN,
    YEARS_BACK,
    Days,
    count,
    month_days,
    quarter_days,
    year_days,
)

_YEAR = (
    r"(?:(?P<back>大?前年|去年|上一?年|今年|本年)度?"
    rf"|(?P<y>(?<!\d)(?:19|20)\d\d(?!\d)|(?<![\d第])\d\d(?=财?年)|{HAN_YEAR}) ?(?:财?年度?)? ?)"
)
_YEAR_ENGLISH = r"(?:(?P<y>(?:19|20)\d\d)|(?:the )?(?P<back>last year|this year))"
_NAMED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
_ORDINAL = "|".join(_NAMED)
PERIODS = (
    re.compile(rf"从?{_YEAR}的?(?P<m>{MONTH_HAN})月?份?(?:至|到|[-—~])(?:(?P<y2>20\d\d)年)?(?P<m2>{MONTH_HAN})月份?"),
    re.compile(rf"(?:{_YEAR}的?)?(?:(?P<first>前)|第)?(?P<q>[一二两三四1-4])(?(first)个?)季度"),
    re.compile(rf"(?:{_YEAR}的?)?(?P<half>[上下])半年"),
    re.compile(rf"\b(?:q(?P<q>[1-4])|h(?P<half>[12]))(?: of)? {_YEAR_ENGLISH}\b"),
    re.compile(r"\b(?P<y>20\d\d)[ -]?(?:q(?P<q>[1-4])|h(?P<half>[12]))\b"),
    re.compile(rf"\b(?:the )?(?P<q>{_ORDINAL}) quarter (?:of |in )?{_YEAR_ENGLISH}\b"),
    re.compile(rf"\b(?:the )?(?P<half>first|second|last|1st|2nd) half (?:of |in )?{_YEAR_ENGLISH}\b"),
    re.compile(rf"\b(?:the )?(?P<end>first|last) (?P<n>two|three|four|six|nine|\d) months (?:of|in) {_YEAR_ENGLISH}\b"),
    re.compile(
        rf"(?:\bfrom |\b(?P<between>between ))?\b{MONTH}(?:,? (?P<y1>20\d\d))?(?(between) and | ?(?:to|through|until|till|[-–—]) ?)"
        rf"(?P<name2>{'|'.join(MONTHS)}),? (?P<y>(?:19|20)\d\d)\b"
    ),
    re.compile(r"从?(?<!\d)(?P<y>(?:19|20)\d\d)年?(?:至|到|[-—–~])(?P<until>(?:19|20)\d\d)年(?!\d)(?!\d?\d月)"),
    re.compile(
        r"\b(?:(?:from )?(?P<y>(?:19|20)\d\d) ?(?:to|through|until|till|[-–—]) ?(?P<until>(?:19|20)\d\d)"
        r"|between (?P<y1>(?:19|20)\d\d) and (?P<until1>(?:19|20)\d\d))\b(?![-/年])"
    ),
    re.compile(r"(?:\bthe )?\b(?P<decade>(?:1[5-9]|20)\d0)(?:'?s\b|年代)"),
    re.compile(r"(?:上|20|二十)世纪(?P<decade>[1-9]0|[二三四五六七八九]十)年代"),
)


def days_of_period(match: re.Match[str], today: date | None) -> Days | None:
    """The days of a match of `PERIODS`; a part of a year without a year is the latest one that has begun."""
    said = {name: written for name, written in match.groupdict().items() if written}
    if "decade" in said:
        decade = count(said["decade"])
        year = decade if decade > 100 else 1900 + decade
        return year_days(year)[0], year_days(year + 9)[1]
    if until := said.get("until") or said.get("until1"):
        begin = int(said.get("y") or said["y1"])
        return (year_days(begin)[0], year_days(int(until))[1]) if begin < int(until) else None
    if not today and "y" not in said:
        return None
    year = _year(said["y"]) if "y" in said else (today.year if today else 0) - YEARS_BACK.get(said.get("back", ""), 0)
    if "m2" in said or "name2" in said:
        return _months(said, year)
    if "end" in said:
        n = count(said["n"])
        first, last = (1, n) if said["end"] == "first" else (13 - n, 12)
        return month_days(year, first)[0], month_days(year, last)[1]
    if "half" in said:
        first = 3 if said["half"] in ("下", "2", "second", "2nd", "last") else 1
        days = quarter_days(year, first)[0], quarter_days(year, first + 1)[1]
    else:
        quarter = _NAMED.get(said["q"]) or count(said["q"])
        days = quarter_days(year, 1 if "first" in said else quarter)[0], quarter_days(year, quarter)[1]
    if today and days[0] > today and not said.keys() & {"y", "back"}:
        return _period_a_year_before(days)
    return days


def _year(written: str) -> int:
    """The year; two digits stand for a year from 1950 to 2049: 24年 is 2024, 98年 1998."""
    year = count(written)
    return year + (2000 if year < 50 else 1900) if written.isdecimal() and year < 100 else year


def _period_a_year_before(days: Days) -> Days:
    first, last = days
    return month_days(first.year - 1, first.month)[0], month_days(last.year - 1, last.month)[1]


def _months(said: dict[str, str], year: int) -> Days | None:
    """From the first month to the last; in English the year follows the last: "from March to May 2025"."""
    if "name2" in said:
        first, last = MONTHS.index(said["name"]) + 1, MONTHS.index(said["name2"]) + 1
        begin, end = int(said.get("y1") or year - (first > last)), year
    else:
        first, last = count(said["m"]), count(said["m2"])
        begin, end = year, int(said.get("y2") or year + (first > last))
    days = month_days(begin, first)[0], month_days(end, last)[1]
    return days if days[0] <= days[1] else None
