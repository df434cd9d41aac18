"""Resolve time expressions relative to today: "去年", "last week", "since May", "2025年3月".

Written by hand, because date libraries misread ordinary words ("may", "sat") and support little Chinese.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from corpus.text.dates import ASKED, MONTHS, partial_dates
from corpus.text.fold import fold
from corpus.text.numerals import han_number
from qa.types import TimeSpan

Days = tuple[date, date]
_NUMBER = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|half|several|few|two|three|four|five|six|seven|eight|nine|ten)"
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "few": 3, "several": 3}  # fmt: skip
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year"}
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)}|days?|weeks?|months?|years?)"
_MONTH = rf"(?P<name>{'|'.join(MONTHS)})"
_COMPARED = re.compile(r"(?:[比较]|\b(?:than|from|to)(?: the)? )$")
"""Before a time that something is only compared with: 比上一年."""
_BOUND_BEFORE = re.compile(r"(?:截[至止]|[到至]|\b(?:before|until|till|after|prior to|by|up to)(?: the end of)?) ?$")
_BOUND_BEHIND = re.compile(r"[年月]?[底初末]?(?:[之以]?[前后](?![半两三])|至|到|[-—~])")
"""Before and behind a time that is only a bound of what is meant: 截至2022年, 2022年之前."""
_SINCE_HAN = r"(?:以来|以后|之后|至今|起(?![来点源]))"


def time_span(question: str, today: date | None) -> TimeSpan | None:
    """The days that a question names; None if it names none, or several. Without `today`, words such as "last week" are ignored."""
    folded = fold(question)
    matches = [(match, read) for pattern, read in _FORMS for match in pattern.finditer(folded)] if today else []
    found = [
        (match, days)
        for match, read in matches
        if today and not _COMPARED.search(folded, 0, match.start()) and (days := read(match, today))
    ]
    if found:
        match, days = min(found, key=lambda item: (item[0].start(), -item[0].end()))
        return TimeSpan(question[match.start() : match.end()].strip(), *days, relative=True)
    written = [part for part in partial_dates(folded, ASKED) if part.year]
    if len(written) != 1 or not (part := written[0]).year or part.month == 0 or is_bound(folded, part.start, part.end):
        return None
    try:
        first, last = _written_days(part.year, part.month, part.day)
    except ValueError:
        return None
    return TimeSpan(question[part.start : part.end].strip(), first, last, relative=False)


def is_bound(text: str, start: int, end: int) -> bool:
    """Whether the time at these offsets of a folded text is only the end or the beginning of what is meant: "before May 2022"."""
    return bool(_BOUND_BEFORE.search(text, 0, start) or _BOUND_BEHIND.match(text, end))


def _written_days(year: int, month: int | None, day: int | None) -> Days:
    if month and day:
        return date(year, month, day), date(year, month, day)
    return _month(year, month) if month else _year(year)


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> Days:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _week(today: date, back: int) -> Days:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return monday, monday + timedelta(days=6)


def _unit_back(unit: str, back: int, today: date) -> Days:
    """The day, week, month or year that many units back."""
    if unit == "day":
        return today - timedelta(days=back), today - timedelta(days=back)
    if unit == "week":
        return _week(today, back)
    return _month(today.year, today.month - back) if unit == "month" else _year(today.year - back)


def _past(n: int, unit: str, today: date) -> Days:
    """The last n units up to today."""
    length = {"day": 1, "week": 7, "month": 30.5, "year": 365.25}[unit]
    return today - timedelta(days=int(n * length)), today


def _count(written: str) -> int:
    return (
        int(written) if written.isdigit() else _WORDS.get(written) or int(han_number(written.replace("两", "二")) or 0)
    )


def _unit(written: str) -> str:
    return _UNITS.get(written, written.rstrip("s"))


def _fixed(unit: str, back: int) -> Callable[[re.Match[str], date], Days | None]:
    return lambda _, today: _unit_back(unit, back, today)


def _last_units(match: re.Match[str], today: date) -> Days | None:
    n = _count(match["n"])
    return _past(n, _unit(match["unit"]), today) if n else None


def _year_and_month(match: re.Match[str], today: date) -> Days | None:
    year = today.year - {"前年": 2, "去年": 1, "上一年": 1, "今年": 0, "本年": 0}[match["year"]]
    month = int(match["m"] or 0)
    return (_month(year, month) if month <= 12 else None) if month else _year(year)


def _month_since(match: re.Match[str], today: date) -> Days | None:
    """From a month on; without a year, the latest such month that has begun."""
    parts = match.groupdict()
    month = MONTHS.index(parts["name"]) + 1 if parts.get("name") else int(parts.get("m") or 1)
    if not 1 <= month <= 12:
        return None
    year = int(parts.get("y") or 0) or today.year - (month > today.month and not parts.get("y"))
    first = date(year, month, 1) if 1900 <= year <= today.year else None
    return (first, today) if first and first <= today else None


def _since_english(match: re.Match[str], today: date) -> Days | None:
    if match["y2"]:
        first = date(int(match["y2"]), 1, 1)
        return (first, today) if first <= today else None
    return _month_since(match, today)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]], ...] = (
    (re.compile(rf"(?:自从?|从)?(?:(?P<y>20\d\d)年)?(?P<m>1[0-2]|[1-9])月份?{_SINCE_HAN}"), _month_since),
    (re.compile(rf"(?:自从?|从)?(?P<y>20\d\d)年{_SINCE_HAN}"), _month_since),
    (re.compile(r"(?P<year>前年|去年|上一年|今年|本年)度?(?:的?(?P<m>1[0-2]|[1-9])月份?)?"), _year_and_month),
    (re.compile(r"上个?月(?![球亮])"), _fixed("month", 1)),
    (re.compile(r"(?:本|这个?)月(?![球亮])"), _fixed("month", 0)),
    (re.compile(r"上个?(?:周(?![末围边])|星期|礼拜)"), _fixed("week", 1)),
    (re.compile(r"(?:本|这个?)(?:周(?![末围边])|星期|礼拜)"), _fixed("week", 0)),
    (re.compile(r"昨[天日晚]"), _fixed("day", 1)),
    (re.compile(r"前天"), _fixed("day", 2)),
    (re.compile(rf"(?:过去|最近|近)的?{_NUMBER}个?{_UNIT}"), _last_units),
    (re.compile(rf"\b(?:past|last|previous|recent) {_NUMBER} {_UNIT}\b"), _last_units),
    (re.compile(rf"\bsince (?:{_MONTH}(?:,? (?P<y>20\d\d))?|(?P<y2>20\d\d))\b"), _since_english),
    *(
        (re.compile(rf"\b(?:{word} {unit})\b(?! ago)"), _fixed(unit, back))
        for unit in ("week", "month", "year")
        for word, back in (("last", 1), ("previous", 1), ("this", 0))
    ),
    (re.compile(r"\byesterday\b"), _fixed("day", 1)),
)
