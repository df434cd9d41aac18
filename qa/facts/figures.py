"""Normalised figures in Chinese and English text: 1,653万元 and 16.53 million yuan are the same figure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from corpus.text.dates import PLURAL
from corpus.text.fold import Folded
from corpus.text.numerals import (
    DIGIT,
    ENGLISH_NUMBER,
    MIXED,
    NUMERAL,
    TENTHS,
    english_number,
    han_number,
    mixed_number,
    tenths,
)
from index.lexical.number_terms import SIZES
from index.lexical.tokens import FUNCTION_WORDS
from qa.facts.dates import dates_in, for_numbers, without_gaps

_MULTIPLIERS = SIZES | {"十": 10, "百亿": 10**10, "千亿": 10**11, "hundred": 100}
_UNITS = {
    "yuan": r"元|块钱|人民币|yuan|rmb|cny",
    "dollar": r"美元|us dollars?|dollars?|usd",
    "euro": r"欧元|euros?|eur\b",
    "points": r"个?百分点|percentage points?",
    "percent": r"percent\b|per cent\b|pct\b|%",
    "km": r"公里|千米|kilomet(?:re|er)s?|km\b",
    "m": r"米|met(?:re|er)s?\b|m\b",
    "km²": r"平方公里|平方千米|square kilomet(?:re|er)s?|km2(?!\d)",
    "m²": r"平方米|平米|square met(?:re|er)s?|m2(?!\d)",
    "m³": r"立方米|cubic met(?:re|er)s?|m3(?!\d)",
    "mu": r"亩|mu\b",
    "hectare": r"公顷|hectares?",
    "tonne": r"吨|tonn?es?\b|tons?\b",
    "decade": r"decades?\b",
    "year": r"周年|年|周?岁|years?\b",
    "month": r"个月|months?\b",
    "day": r"天|days?\b",
    "hour": r"个?小时|hours?\b",
    "minute": r"分钟|minutes?\b",
}
"""Units that are compared, in folded text: ² is 2. Others are too ambiguous (家 counts companies, shops and homes)."""
_BASE = {"km": ("m", 1_000), "decade": ("year", 10)}
"""Units that are converted: 3千米 is 3 km or 3,000 m."""
_UNIT_AT = re.compile(
    r"[多余]?[ -]*(?:chinese |us )?(?:"
    + "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(_UNITS.values()))
    + ")"
)
_ARABIC = re.compile(
    r"(?<![\d.a-z_])(?P<percent>百分之)?(?P<sign>(?:us)?[$¥€]|(?:rmb|cny|usd|eur) ?)?"
    rf"(?P<number>{MIXED}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[多余]?(?P<han>[百千]万|[百千万]亿|[百千万亿])|[ -]?(?P<english>hundred|thousand|million|billion|trillion|[bmt]n)\b"
    r"|(?P<short>m)(?=(?(sign)\b|[ -]?(?:yuan|rmb|dollars?|euros?)\b)))?(?![\d_])"
)
_SIGNS = {
    "us$": "dollar",
    "$": "dollar",
    "usd": "dollar",
    "¥": "yuan",
    "rmb": "yuan",
    "cny": "yuan",
    "€": "euro",
    "eur": "euro",
}
_PLANS = frozenset("十一五 十二五 十三五 十四五 十五五".split())
"""Five-year plans: names, not numbers."""
_HAN = re.compile(
    rf"(?P<percent>百分之)?(?!零下)(?P<number>{NUMERAL}+(?:点{DIGIT}+[万亿]{{0,2}})?)(?:[多余几](?P<size>万?亿|万))?"
)
_WORDS = re.compile(rf"\b{ENGLISH_NUMBER}(?!-year plan|[ -](?:halves|thirds|quarters|fifths|tenths))")
_NOTHING_COUNTED = re.compile(rf" *(?:$|[^\w -]|[的和与及至到]|\b(?:{'|'.join(FUNCTION_WORDS)})\b)")
"""The text after a number without a counted noun."""
_THINGS = re.compile(PLURAL)
_DETERMINED = re.compile(r"\b(?:the|its|their|his|her|our|a|this|that) $")
_OF_A_NAME = re.compile(r"[A-Z]-")
"""The text before a number that is part of a name: COVID-19, F-16."""
_LETTERS = re.compile(r"[a-z](?![a-z])|(?:st|nd|rd|th|[ap]m)(?![a-z])")
"""What follows the number in 5G, 3D, 14th and 8am, unlike the units in 500MW and 50kg."""
_SHARES = frozenset({"percent", "points"})
_MINUS = re.compile(rf"(?:零下|\bminus |(?<![胜抱])负|(?<![a-z\d%℃°度元个家人吨米)\]{NUMERAL[1:-1]}])[-−])$")
"""The sign before a number, and not the dash of a range."""
_HAS_A_SIGN = re.compile(r" ?(?:[℃°度]|摄氏|degrees?\b)")
_WITH_A_SIGN = frozenset({"percent", "points", "yuan", "dollar", "euro"})
_SEVERAL = re.compile(r"几$|(?<![人总件户指次倍岁个系基参函])数$")
"""The text before 十, 百, 千, 万 or 亿 as an unknown number of them: 数百人."""
_EITHER = re.compile("一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九")
"""Two digits for one or the other number: 七八个."""
_TENTHS = re.compile(TENTHS)
_TIME_AND = re.compile(r" *(?:and|零|又)? *")
_RANGE = re.compile(r" *(?:[-–—~至到]|to|and) *")
_SIZE = re.compile(
    r"(?<=\d)[百千]?[万亿]{1,2}|[万亿]{1,2}|(?<=\d)[百千]|(?:hundred|thousand|million|billion|trillion|[bmt]n)\b"
)
_SIZELESS = re.compile("[^ 万亿]+")
_COUNTED = re.compile(r" ?[个家名位条项次所份亩吨人户件座处篇部辆艘架元天岁倍层种类批场支款年月]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in base units and its unit, or "" for a unit that is not compared. `text` is the written form."""

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    clear: bool = True
    """False for a single Han digit that may not be a number, as in 一体化."""
    alone: bool = False
    """Whether no counted noun follows, as for 16.5 in "sales of 16.5 (in million yuan)"."""
    year: bool = False
    """Whether it may be a year: "the 2022 plan", but not "2022 projects"."""

    def same(self, other: "Figure") -> bool:
        """Whether the number and the unit are the same.

        A number without a counted noun may omit its unit, but not a percentage: 36% is not 36.
        """
        if self.value != other.value:
            return False
        unsaid = (self.alone and not self.unit) or (other.alone and not other.unit)
        return self.unit == other.unit or (unsaid and not _SHARES & {self.unit, other.unit})


def figures(text: str) -> list[Figure]:
    """The figures in a text, in order, except those in dates; 600 万 counts as 600万."""
    closed, span = without_gaps(text)
    plain = _without_dates(for_numbers(closed), closed)
    found = sorted([*_arabic(plain, closed), *_han(plain, closed), *_words(plain, closed)], key=lambda f: f.start)
    found = [_of_a_range(one, other, plain) for one, other in zip_longest(found, found[1:])]
    return [
        _placed(figure, text, *span(figure.start, figure.end))
        for figure in _durations(map(_in_base_units, found), plain, closed)
    ]


def _placed(figure: Figure, text: str, start: int, end: int) -> Figure:
    return replace(figure, text=text[start:end], start=start, end=end)


def _in_base_units(figure: Figure) -> Figure:
    unit, times = _BASE.get(figure.unit, (figure.unit, 1))
    return replace(figure, value=figure.value * times, unit=unit)


def _without_dates(folded: Folded, text: str) -> str:
    """The text with each character of a date replaced by a line break."""
    characters = list(folded)
    for day in dates_in(folded, text):
        characters[day.start : day.end] = "\n" * (day.end - day.start)
    return "".join(characters)


def _of_a_range(one: Figure, other: Figure | None, plain: str) -> Figure:
    """The figure with the unit and size of its range: "8 to 10 million yuan" begins with 8 million yuan."""
    if other is None or one.unit or not _RANGE.fullmatch(plain, one.end, other.start):
        return one
    size = _SIZE.search(plain, other.start, other.end) if _SIZELESS.fullmatch(plain, one.start, one.end) else None
    whole = one.value * _MULTIPLIERS.get(size[0], 1) if size else one.value
    smaller = whole < other.value  # 500至1万 does not begin with 500万
    return replace(one, value=whole if smaller else one.value, unit=other.unit, year=one.year and not other.unit)


def _durations(found: Iterable[Figure], plain: str, text: str) -> Iterator[Figure]:
    """The figures, with hours in minutes and a duration of two parts as one figure: 1 hour 20 minutes is 80 minutes."""
    hours: Figure | None = None
    for figure in found:
        if hours and figure.unit == "minute" and _TIME_AND.fullmatch(plain, hours.end, figure.start):
            figure = replace(
                hours, value=hours.value + figure.value, text=text[hours.start : figure.end], end=figure.end
            )
        elif hours:
            yield hours
        hours = None
        if figure.unit == "hour":
            hours = replace(figure, value=figure.value * 60, unit="minute")
        else:
            yield figure
    if hours:
        yield hours


def _arabic(plain: str, text: str) -> Iterator[Figure]:
    for match in _ARABIC.finditer(plain):
        size = match["han"] or match["english"] or match["short"]
        value = _digits(match["number"]) * _MULTIPLIERS.get(size, 1)
        unit, end = _unit(plain, match.end())
        if _OF_A_NAME.fullmatch(text, max(0, match.start() - 2), match.start()):
            continue
        if not unit and _LETTERS.match(plain, match.end()):
            continue
        unit = "percent" if match["percent"] else _SIGNS.get((match["sign"] or "").strip(), unit)
        year = match["number"].isdigit() and not unit and _is_year(plain, match)
        figure = Figure(
            value, unit, text[match.start() : end], match.start(), end, alone=_is_alone(plain, end), year=year
        )
        yield _signed(figure, plain, text)


def _han(plain: str, text: str) -> Iterator[Figure]:
    for match in _HAN.finditer(plain):
        value = han_number(match["number"])
        before = plain[match.start() - 1 : match.start()]
        read = before.isdigit() or before == "成"  # part of 3千 or 三成五
        if value is None or read or match["number"] in _PLANS or plain.startswith(("分之", "分点"), match.end()):
            continue
        if _is_vague(match["number"], plain[max(0, match.start() - 2) : match.start()]):
            continue
        share = _TENTHS.match(plain, match.end()) if len(match["number"]) == 1 else None
        percent = bool(match["percent"] or share)
        value *= _MULTIPLIERS.get(match["size"] or "", 1)
        unit, end = _unit(plain, match.end())
        if share:
            value, end = Decimal(tenths(match["number"], share["half"])), share.end()
        many = len(match["number"]) > 1 and any(c in "十百千万亿点" for c in match["number"])
        counted = _COUNTED.match(plain, match.end()) is not None and match["number"] != "一"
        figure = Figure(
            value,
            "percent" if percent else unit,
            text[match.start() : end],
            match.start(),
            end,
            many or counted or percent,
            _is_alone(plain, end),
        )
        yield _signed(figure, plain, text)


def _is_vague(number: str, before: str) -> bool:
    """Whether a Han number has no certain value: 数百, 七八 and 二三十, but not 二〇二三."""
    whole = number.split("点")[0]
    powers = [c for c in whole if c in "十百千万亿"]
    if powers and (_EITHER.search(whole) or (whole[0] == powers[0] and _SEVERAL.search(before))):
        return True
    return _EITHER.fullmatch(whole) is not None


def _signed(figure: Figure, plain: str, text: str) -> Figure:
    """The figure, negative if a minus sign or 零下 is before it."""
    minus = _MINUS.search(plain, max(0, figure.start - len("minus ")), figure.start)
    if minus is None:
        return figure
    sure = minus[0] in ("零下", "minus ") or figure.unit in _WITH_A_SIGN or _HAS_A_SIGN.match(plain, figure.end)
    if not sure:
        return figure
    return replace(figure, value=-figure.value, text=text[minus.start() : figure.end], start=minus.start())


def _digits(written: str) -> Decimal:
    return Decimal(written.replace(",", "")) if written.isascii() else mixed_number(written) or Decimal()


def _words(plain: str, text: str) -> Iterator[Figure]:
    for match in _WORDS.finditer(plain):
        unit, end = _unit(plain, match.end())
        yield Figure(
            english_number(match), unit, text[match.start() : end], match.start(), end, alone=_is_alone(plain, end)
        )


def _is_alone(plain: str, end: int) -> bool:
    return _NOTHING_COUNTED.match(plain, end) is not None


def _is_year(plain: str, match: re.Match[str]) -> bool:
    """Whether a match is a whole number from 1500 to 2099 that counts nothing: no measure word or plural follows it."""
    if (
        len(match["number"]) > 4
        or not 1500 <= int(match["number"]) < 2100
        or match["han"]
        or match["english"]
        or match["short"]
    ):
        return False
    counted = _COUNTED.match(plain, match.end())
    if counted and counted.group().strip() != "年":
        return False
    return _DETERMINED.search(plain, max(0, match.start() - 8), match.start()) is not None or not _THINGS.match(
        plain, match.end()
    )


def _unit(plain: str, at: int) -> tuple[str, int]:
    """The unit at a position, and its end."""
    match = _UNIT_AT.match(plain, at)
    if match is None:
        return "", at
    number = next(int(name[1:]) for name, found in match.groupdict().items() if found is not None)
    return list(_UNITS)[number], match.end()
