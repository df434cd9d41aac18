"""Days of calendar units: a month, a quarter, the week before last, the last three months."""

import calendar
from datetime import date, timedelta

from corpus.text.dates import HAN_MONTH, MONTHS
from corpus.text.numerals import ENGLISH, han_number

Days = tuple[date, date]
"""First and last day."""
MONTH = rf"(?P<name>{'|'.join(MONTHS)})"
MONTH_HAN = rf"1[0-2]|0?[1-9]|{HAN_MONTH}"
YEARS_BACK = {
    "大前年": 3,
    "前年": 2,
    "去年": 1,
    "上一年": 1,
    "上年": 1,
    "今年": 0,
    "本年": 0,
    "last year": 1,
    "this year": 0,
}
_WORDS = ENGLISH | {"one": 1, "a": 1, "an": 1, "few": 3, "a few": 3, "several": 3, "几": 3}


def year_days(year: int) -> Days:
    """The days of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def month_days(year: int, month: int) -> Days:
    """The days of a month; month 0 is the last one of the year before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def week_days(today: date, back: int) -> Days:
    """The week, Monday to Sunday, that is `back` weeks before the current one."""
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return monday, monday + timedelta(days=6)


def quarter_days(year: int, quarter: int) -> Days:
    """The days of a quarter; quarter 0 is the last one of the year before."""
    return month_days(year, 3 * quarter - 2)[0], month_days(year, 3 * quarter)[1]


def unit_back(unit: str, back: int, today: date) -> Days:
    """The day, week, weekend, month, quarter or year that is `back` units before the current one."""
    if unit == "day":
        return today - timedelta(days=back), today - timedelta(days=back)
    if unit == "week":
        return week_days(today, back)
    if unit == "weekend":
        sunday = week_days(today, back)[1]
        return sunday - timedelta(days=1), sunday
    if unit == "quarter":
        return quarter_days(today.year, (today.month + 2) // 3 - back)
    return month_days(today.year, today.month - back) if unit == "month" else year_days(today.year - back)


def past(n: int, unit: str, today: date) -> Days:
    """The last n units up to today."""
    length = {"day": 1, "week": 7, "month": 30.5, "quarter": 91.3, "year": 365.25}[unit]
    return today - timedelta(days=int(n * length)), today


def count(written: str) -> int:
    """The value of a number in digits or words; 0 if it is not a number."""
    if written.isdecimal():
        return int(written)
    return _WORDS.get(written) or int(han_number(written.replace("两", "二")) or 0)
