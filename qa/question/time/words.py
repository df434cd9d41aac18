"""Resolve time expressions relative to today: "去年", "last week", "since May", "2025年3月".

Written by hand, because date libraries misread ordinary words ("may", "sat") and support little Chinese.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from corpus.text.dates import ASKED, HAN_YEAR, MONTHS, partial_dates
from corpus.text.fold import fold
from qa.question.time.calendar_units import (
    MONTH_HAN,
    YEARS_BACK,
    Days,
    count,
    month_days,
    past,
    unit_back,
    week_days,
    year_days,
)
from qa.question.time.periods import PERIODS, days_of_period
from qa.question.word_bounds import begins_longer_word, inside_words
from qa.types import TimeSpan

_Found = tuple[int, int, Days, bool]
"""Half-open offsets of an expression, its days, and whether they are relative to today."""
_NUMBER = (
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|[半几]|half an?|half|several|(?:a )?few|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|an?)"
)
_HALF = {"year": (6, "month"), "month": (2, "week")}
_UNITS = {
    "天": "day",
    "日": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "季度": "quarter",
    "年": "year",
}
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)}|days?|weeks?|months?|quarters?|years?)"
_MONTH_OR_SHORT = "(?P<name>" + "|".join(rf"{name}|{name[:3]}\b\.?" for name in MONTHS) + "|sept\\b\\.?)"
_WRITTEN_YEAR = rf"(?<!\d)(?:19|20)\d\d|{HAN_YEAR}"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAYS_BACK = {"大前天": 3, "前天": 2, "昨": 1, "今": 0}
RECENT = 30
"""Number of days that "recently" covers."""
_COMPARED = re.compile(r"(?:[比较]|\b(?:than|from|to)(?: the)? )$")
"""Text before a time that something is only compared with: 比上一年."""
_PUBLISHED = re.compile(
    r"\b(?:news|articles?|reports?|stor(?:y|ies)|coverage|headlines?|documents?|texts?|pieces?|events?) from(?: the)? $"
)
"""The same "from" where it says when something was published: "news from last week"."""
_BOUND_BEFORE = re.compile(r"(?:截[至止]|[到至]|\b(?:before|until|till|after|prior to|by|up to)(?: the end of)?) ?$")
_BOUND_BEHIND = re.compile(r"[年月]?[底初末]?(?:[之以]?[前后](?![半两三])|至|到|[-—~])")
"""Text before and after a time that is only a bound of the period that is meant: 截至2022年, 2022年之前."""
_SINCE_HAN = r"(?:以来|以后|之后|至今|起(?![来点源]))"
_SINCE_BEFORE = re.compile(r"(?:\bsince (?:the )?|自从?|从)$")
_SINCE_BEHIND = re.compile(_SINCE_HAN)
_FROM, _BEGINNING = re.compile(r"(?:自从?|从)$"), re.compile("开始")
"""开始 begins a period only after 从: 2024年开始建设 is what happened in that year."""
_ENDS = re.compile(r"(?:截[至止]|\b(?:before|until|till|after|prior to|by|up to)(?: the end of)?(?: the)?) ?$")
_BEFORE_HAN = re.compile(r"[底初末]?[之以]前")
"""Like `_BOUND_BEFORE` and `_BOUND_BEHIND`, but without "到" and "后", which after 上周 mostly belong to other words:
上周到访, 昨天后勤.
"""


def time_span(question: str, today: date | None) -> TimeSpan | None:
    """The days that a question names; None for none or several. Without `today`, words like "last week" are ignored."""
    folded = fold(question)
    dates = [part for part in partial_dates(folded, ASKED) if part.year]
    found = [*_relative(folded, today), *_periods(folded, today)] if today else []
    found += [] if found else _periods(folded, None)
    if found:
        start, end, days, relative = min(found, key=lambda item: (item[0], -item[1]))
        several = not relative and any(part.end <= start or end <= part.start for part in dates)
        return None if several else TimeSpan(question[start:end].strip(), *days, relative=relative)
    if len(dates) != 1 or not (part := dates[0]).year or part.month == 0 or is_bound(folded, part.start, part.end):
        return None
    if part.month is None and _BOUND_BEFORE.search(folded, 0, part.end - 4):  # "until 2022" includes its "until"
        return None
    try:
        days = _written_days(part.year, part.month, part.day)
    except ValueError:
        return None
    whole = (part.start, part.end, days, False)
    start, end, days, relative = next(_bounded(folded, *whole[:3], today, relative=False), whole) if today else whole
    return TimeSpan(question[start:end].strip(), *days, relative=relative)


def _relative(folded: str, today: date) -> Iterator[_Found]:
    """The expressions whose days depend on today."""
    for pattern, read in _FORMS:
        for match in pattern.finditer(folded):
            if not _is_other(match) and (days := read(match, today)):
                yield from _bounded(folded, match.start(), match.end(), days, today, relative=True)


def _periods(folded: str, today: date | None) -> Iterator[_Found]:
    """Parts of a year, ranges and decades; those relative to today only if `today` is given."""
    for pattern in PERIODS:
        for match in pattern.finditer(folded):
            if not _is_other(match) and (days := days_of_period(match, today)):
                written = match.groupdict().get("y") or match.groupdict().get("decade")
                yield from _bounded(folded, match.start(), match.end(), days, today, relative=not written)


def _is_other(match: re.Match[str]) -> bool:
    """Whether a match is only compared with, or no time: 本年 in 日本年轻人, 上周 in 会上周恩来."""
    text, start, end = match.string, match.start(), match.end()
    # 而今年 and 至今年 are mostly about this year; what of 如今年 is not, the forms exclude.
    within = text[start] != "今" and start in inside_words(text)
    surname = text[end - 1] == "周" and begins_longer_word(text, end - 1, end + 1)
    compared = _COMPARED.search(text, 0, start) and not _PUBLISHED.search(text, 0, start)
    return within or surname or bool(compared)


def _bounded(folded: str, start: int, end: int, days: Days, today: date | None, *, relative: bool) -> Iterator[_Found]:
    """The days; extended to today if they only begin a period ("since last month"), nothing if they only end one."""
    before, behind = _SINCE_BEFORE.search(folded, 0, start), _SINCE_BEHIND.match(folded, end)
    if not behind and _FROM.search(folded, 0, start):
        behind = _BEGINNING.match(folded, end)
    if (behind or (before and before[0].isascii())) and days[1] != today:
        if today and days[0] <= today:
            yield before.start() if before else start, behind.end() if behind else end, (days[0], today), True
    elif not (_ENDS.search(folded, 0, start) or _BEFORE_HAN.match(folded, end)):
        yield start, end, days, relative


def is_bound(text: str, start: int, end: int) -> bool:
    """Whether the time at these offsets of a folded text is only the start or end of a period: "before May 2022"."""
    return bool(_BOUND_BEFORE.search(text, 0, start) or _BOUND_BEHIND.match(text, end))


def _written_days(year: int, month: int | None, day: int | None) -> Days:
    if month and day:
        return date(year, month, day), date(year, month, day)
    return month_days(year, month) if month else year_days(year)


def _counted_units(match: re.Match[str]) -> tuple[int, str]:
    """The number of units and the unit: half a year is six months, half a month two weeks, half of any other unit 0."""
    written = match["unit"]
    unit = _UNITS.get(written, written.rstrip("s"))
    return _HALF.get(unit, (0, unit)) if match["n"].startswith(("half", "半")) else (count(match["n"]), unit)


def _fixed(unit: str, back: int) -> Callable[[re.Match[str], date], Days | None]:
    return lambda _, today: unit_back(unit, back, today)


def _back(unit: str) -> Callable[[re.Match[str], date], Days | None]:
    """One unit back for each 上: 上上周."""
    return lambda match, today: unit_back(unit, len(match["back"]), today)


def _lately(match: re.Match[str], today: date) -> Days | None:
    nearest = re.search("[离距]", match.string[: match.start()])  # 离车站最近
    return None if nearest else past(RECENT, "day", today)


def _last_units(match: re.Match[str], today: date) -> Days | None:
    n, unit = _counted_units(match)
    return past(n, unit, today) if n else None


def _past_unit(match: re.Match[str], today: date) -> Days:
    return past(1, match["unit"], today)


def _units_ago(match: re.Match[str], today: date) -> Days | None:
    n, unit = _counted_units(match)
    vague = match["n"] in ("几", "few", "a few", "several")
    return unit_back(unit, n, today) if n and not vague else None


def _days_back(match: re.Match[str], today: date) -> Days:
    return unit_back("day", _DAYS_BACK[match["back"]], today)


def _weekday(match: re.Match[str], today: date) -> Days:
    """上周五: of the week before; 本周五: of this week."""
    monday, _ = week_days(today, len(match["back"] or ""))
    day = monday + timedelta(days=min("一二三四五六日天".index(match["day"]), 6))
    return day, day


def _last_weekday(match: re.Match[str], today: date) -> Days:
    """The latest such day before today."""
    back = (today.weekday() - _WEEKDAYS.index(match["day"]) - 1) % 7 + 1
    return today - timedelta(days=back), today - timedelta(days=back)


def _year_and_month(match: re.Match[str], today: date) -> Days | None:
    year = today.year - YEARS_BACK[match["back"]]
    month, day = count(match["m"] or "0"), int(match["d"] or 0)
    try:
        return _written_days(year, month, day)
    except ValueError:
        return None


def _month_since(match: re.Match[str], today: date) -> Days | None:
    """From a month or a day of it on; without a year, the latest such month or day that has begun."""
    parts = match.groupdict()
    name, day = parts.get("name"), int(parts.get("d") or 1)
    month = next(i for i, m in enumerate(MONTHS, 1) if m.startswith(name[:3])) if name else count(parts.get("m") or "1")
    year = count(parts.get("y") or "0") or today.year - ((month, day) > (today.month, today.day))
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    return (first, today) if date(1900, 1, 1) <= first <= today else None


def _since_english(match: re.Match[str], today: date) -> Days | None:
    if match["y2"]:
        first = date(int(match["y2"]), 1, 1)
        return (first, today) if first <= today else None
    return _month_since(match, today)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]], ...] = (
    (
        re.compile(
            rf"(?:自从?|从)?(?:(?P<y>{_WRITTEN_YEAR})年)?(?<!\d)(?P<m>{MONTH_HAN})月份?(?:(?P<d>\d{{1,2}})[日号])?{_SINCE_HAN}"
        ),
        _month_since,
    ),
    (re.compile(rf"(?:自从?|从)?(?P<y>{_WRITTEN_YEAR})年{_SINCE_HAN}"), _month_since),
    (
        re.compile(
            rf"(?P<back>大?前年|去年|上一年|(?<![如当现])今年|本年)(?!级)度?(?:的?(?P<m>{MONTH_HAN})月(?:份|(?P<d>\d{{1,2}})[日号])?)?"
        ),
        _year_and_month,
    ),
    (re.compile(r"(?P<back>上{1,2})个?月(?![球亮])"), _back("month")),
    (re.compile(r"(?:本|这个?)月(?![球亮])"), _fixed("month", 0)),
    (re.compile(r"(?P<back>上{1,2})个?季度"), _back("quarter")),
    (re.compile(r"(?:本|这个?)季度"), _fixed("quarter", 0)),
    (re.compile(r"(?P<back>上{1,2})个?(?:周(?![围边])|星期|礼拜)末"), _back("weekend")),
    (re.compile(r"(?:本|这个?)周末"), _fixed("weekend", 0)),
    (re.compile(r"(?:(?P<back>上{1,2})个?|本|这个?)(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"), _weekday),
    (re.compile(r"(?P<back>上{1,2})个?(?:周(?![末围边])|星期|礼拜)"), _back("week")),
    (re.compile(r"(?:本|这个?)(?:周(?![末围边])|星期|礼拜)"), _fixed("week", 0)),
    (re.compile(r"(?P<back>昨|(?<![如当至])今)[天日晚](?!头条)"), _days_back),
    (re.compile(r"(?<![目以之年月])(?P<back>大?前天)"), _days_back),
    (re.compile(rf"(?:(?:过去|最近|近)的?|这(?=[几两])){_NUMBER}个?{_UNIT}来?"), _last_units),
    (
        re.compile(
            rf"(?<![\d.第过近几数〇零一二两三四五六七八九十百千]){_NUMBER}个?(?P<unit>天|年|周|星期|礼拜|(?<=个)(?:月|季度))[之以]?前(?![夕列者往后景途沿])"
        ),
        _units_ago,
    ),
    (re.compile(rf"\b(?:past|last|previous|recent) {_NUMBER} {_UNIT}\b"), _last_units),
    (re.compile(r"\bpast (?P<unit>week|month|quarter|year)\b"), _past_unit),
    (re.compile(rf"\b{_NUMBER} {_UNIT} ago\b"), _units_ago),
    (re.compile(r"最近(?![的处一?]|$)|近期|近来|近日|\b(?:recently|lately)\b"), _lately),
    (
        re.compile(
            rf"\bsince (?:{_MONTH_OR_SHORT}(?: (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,? (?P<y>(?:19|20)\d\d))?|(?P<y2>(?:19|20)\d\d))(?![\w-])"
        ),
        _since_english,
    ),
    *(
        (re.compile(rf"\b(?:{word} {unit})\b(?! ago)"), _fixed(unit, back))
        for unit in ("week", "weekend", "month", "quarter", "year")
        for word, back in (("last", 1), ("previous", 1), ("this", 0))
    ),
    *(
        (re.compile(rf"\b(?:the )?{unit} before last\b"), _fixed(unit, 2))
        for unit in ("week", "weekend", "month", "quarter", "year")
    ),
    (re.compile(rf"\blast (?P<day>{'|'.join(_WEEKDAYS)})\b"), _last_weekday),
    (re.compile(r"\b(?:the )?day before yesterday\b"), _fixed("day", 2)),
    (re.compile(r"\byesterday\b"), _fixed("day", 1)),
    (re.compile(r"(?<!usa )(?<!china )\btoday\b"), _fixed("day", 0)),
)
