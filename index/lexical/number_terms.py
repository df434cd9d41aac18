"""One term for a number however it is written: 五千六百万, 5,600万 and 56 million are 5600万; 八月六日 and August 6 are
8月, 6日.

It is the term that the usual notation gives anyway (index.lexical.tokens), so most numbers add nothing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.text.dates import MONTHS
from corpus.text.fold import Folded
from corpus.text.numerals import (
    DIGIT,
    DIGITS,
    ENGLISH,
    ENGLISH_NUMBER,
    ENGLISH_SIZES,
    MIXED,
    MYRIADS,
    NUMERAL,
    TENTHS,
    english_number,
    han_number,
    mixed_number,
    tenths,
)
from corpus.text.script import HAN

SIZES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
    **ENGLISH_SIZES,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "m": 10**6,
}
_MILLION = r"m(?= ?(?:yuan|rmb|dollars?|euros?)\b)|(?(sign)m|(?!))"
"""Without a currency, 56m is a length."""
COUNTED = {"day": "天", "days": "天", "year": "年", "years": "年", "people": "人"}
"""English words after a number, and the Chinese character that follows it instead."""

LARGEST = 10**20
"""Values from here on are no amounts but lists of numbers (101,102,103), and too large for exact decimals."""

_DAYS = "月日号"
_IN_HAN = {str(value): digit for digit, value in DIGITS.items()}
_SINGLE = frozenset(f"{_DAYS}年天周个名位人家座条项所吨米里亩棵次届期场岁倍")
"""Characters before which a single Han digit is a number: 三天, but not 三农 or 四川."""
_HAN_NUMBER = re.compile(
    rf"(?<![几数上\d.{NUMERAL[1:-1]}])(?P<percent>百分之)?(?P<written>{NUMERAL}{{1,16}}(?:点{DIGIT}{{1,6}}[万亿]{{0,2}})?)(?P<unit>[{HAN}])?"
)
_NUMBER = re.compile(
    r"(?<![a-z\d.,万亿])(?P<sign>(?<=[$€£¥]))?(?P<written>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?)(?![\d])"
    rf"(?P<gap>[ ]?)(?:(?P<size>{'|'.join(sorted(SIZES.keys() - {'m'}, key=len, reverse=True))}|{_MILLION})(?![a-z]))?"
    rf"(?P<unit>[{HAN}]|(?:(?<= )|[ ])(?:{'|'.join(COUNTED)})\b)?"
)
_MIXED = re.compile(rf"(?<![\d.,])(?P<written>{MIXED})(?P<unit>[{HAN}])?")
_TENTHS = re.compile(rf"(?<![几数上\d.{NUMERAL[1:-1]}])(?P<digit>[一二两三四五六七八九1-9]){TENTHS}")
_WORDS = re.compile(
    rf"(?<![a-z-])(?<!hundred and )(?<!thousand and ){ENGLISH_NUMBER}(?! (?:and )?(?:{'|'.join(ENGLISH)}|one)\b)(?P<unit>[ -](?:{'|'.join(COUNTED)})\b)?"
)
_MONTH = "|".join([*(f"{name}|{name[:3]}" for name in MONTHS), "sept"])
_ENGLISH_DATE = re.compile(
    rf"(?<![a-z\d])(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?|(?P<within>in|since|until|during|by|early|late|mid)[ -])?(?P<month>{_MONTH})\b\.?"
    r"(?: (?:(?P<day>\d{1,2})(?:st|nd|rd|th)?|(?P<year>\d{4}))(?!\d))?"
)
_ALSO_A_WORD = {"march", "mar", "may", "jan", "sep", "dec", "jun"}
_FIRST_LETTERS = re.compile("|".join(sorted({name[:3] for name in MONTHS})))
_DAY = re.compile(rf"(?<=月)(?P<day>[12]?\d|3[01]|{NUMERAL}{{1,3}})号(?!线)")
"""The day in the colloquial form of a date: 3月5号."""
_ESTIMATE = re.compile("[一二两兩三四五六七八九]{2}")
"""Neighbouring digits: 十五六岁 is fifteen or sixteen, and 十四五 the fourteenth five-year plan."""
_ISO_DATE = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\.?\d)"
)


def number_terms(text: Folded) -> Iterator[tuple[int, str]]:
    """Yield the terms of numbers and dates that are not in the usual notation, each with its offset."""
    for start, _, term in written_numbers(text):
        yield start, term
    for match in _ISO_DATE.finditer(text):
        if match["sign"] == ".":  # the other signs separate the year anyway
            yield match.start(), match["year"]
        yield match.start(), f"{int(match['month'])}月"
        yield match.start(), f"{int(match['day'])}日"
    for match in _DAY.finditer(text):
        if day := int(match["day"]) if match["day"].isdecimal() else han_number(match["day"]):
            yield match.start(), f"{day}日"
    if _FIRST_LETTERS.search(text):
        for match in _ENGLISH_DATE.finditer(text):
            yield from ((match.start(), term) for term in _of_english_date(match))


def written_numbers(text: Folded) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers that are not in the usual notation: half-open offsets, and the term."""
    for match in _HAN_NUMBER.finditer(text):
        if term := _of_han(match["written"], match["unit"] or "", percent=match["percent"] is not None):
            yield _placed(match, term)
    for match in _MIXED.finditer(text):
        value = mixed_number(match["written"])
        if value and (term := _usual(value, match["unit"] or "")):
            yield _placed(match, term)
    for match in _NUMBER.finditer(text):
        if term := _of_digits(match):
            yield _placed(match, term)
    for match in _TENTHS.finditer(text):
        digit = _IN_HAN.get(match["digit"], match["digit"])
        yield match.start(), match.end(), _digits(Decimal(tenths(digit, match["half"])))
    for match in _WORDS.finditer(text):
        if term := _of_words(match):
            yield _placed(match, term)


def _placed(match: re.Match[str], term: str) -> tuple[int, int, str]:
    """The offsets and the term, without the unit if the term lacks it: 5600万 for 56,000,000元."""
    unit = match["unit"] or ""
    counted = COUNTED.get(unit.strip(" -"), unit)
    written = match[0] if term.endswith(counted) else match[0].removesuffix(unit)
    return match.start(), match.start() + len(written.rstrip()), term


def _of_han(written: str, unit: str, *, percent: bool) -> str | None:
    counted = any(c not in DIGITS for c in written)
    if counted and _ESTIMATE.search(written.partition("点")[0]):
        return None
    if percent:
        value = han_number(written)
        return None if value is None else _digits(value)  # 6%: the sign is not part of a term
    if not counted:
        if len(written) == 1:
            counts = unit in _DAYS if written == "一" else unit in _SINGLE
            return f"{DIGITS[written]}{unit}" if unit and counts else None
        year = len(written) == 4 and unit == "年"  # 三四个 is three or four
        return f"{''.join(str(DIGITS[c]) for c in written)}年" if year else None
    value = None if written in "百千" or written[0] in MYRIADS else han_number(written)
    return None if value is None else _usual(value, unit)


def _of_digits(match: re.Match[str]) -> str | None:
    """The term of a number in digits; None if it is in the usual notation."""
    written, size, unit = match["written"], match["size"], (match["unit"] or "").strip()
    if not (size or match["gap"] or "," in written or (len(written) > 4 and written.endswith("00"))):
        return None
    unit = COUNTED.get(unit, unit)
    term = _usual(Decimal(written.replace(",", "")) * SIZES.get(size or "", 1), unit)
    usual = written + (size or unit)[:1] if not match["gap"] else written
    return None if term == usual else term


def _of_words(match: re.Match[str]) -> str | None:
    """The term of a number in English words; None below ten, unless days, years or people follow."""
    value, unit = english_number(match), (match["unit"] or "").strip(" -")
    return _usual(value, COUNTED.get(unit, unit)) if value >= 10 or unit else None


def _of_english_date(match: re.Match[str]) -> list[str]:
    day, month = match["before"] or match["day"], match["month"]
    if not (day or match["year"] or match["within"]) and month in _ALSO_A_WORD:
        return []
    number = next(i for i, name in enumerate(MONTHS, start=1) if name.startswith(month[:3]))
    return [f"{number}月", *([f"{int(day)}日"] if day else [])]


def _usual(value: Decimal, unit: str) -> str | None:
    """The number in the usual notation, up to the character after the digits: 3.2亿, 5600万, 1280米; None if it is too
    large.
    """
    if value >= LARGEST:
        return None
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        if value >= size and value % (size // 100) == 0:
            return f"{_digits(value / size)}{sign}"
    return f"{_digits(value)}{unit}"


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"
