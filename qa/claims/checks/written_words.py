"""Checks facts that are written without a figure: shares (two thirds), weekdays, round numbers, and currencies."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from corpus.text.fold import fold
from corpus.text.numerals import DIGIT, ENGLISH, ENGLISH_SIZES, han_number
from qa.facts.dates import Day
from qa.facts.figures import Figure, figures

_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SHARE = re.compile(
    rf"(?P<whole>\d{{1,2}}|{DIGIT}|十)分之(?P<part>\d{{1,2}}|{DIGIT})|(?P<half>一半|半数)"
    rf"|\b(?P<number>one|{'|'.join(ENGLISH)})[ -](?P<name>halve|third|quarter|fifth|tenth)s?\b(?! (?:quarter|half))"
    r"|\ba (?P<one>third|quarter|fifth|tenth) of\b"
    r"|(?<!first )(?<!second )(?<!latter )(?<!last )(?<!and a )\b(?P<the_half>half)(?= (?:of|the|its|their|his|her)\b)"
)
_AS_DIGITS = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])")
_ROUGHLY = re.compile(
    r"(?:近|约|超过?|过|逾|不[足到]|接近|\b(?:about|around|some|over|nearly|almost|than|roughly|least|most|under|up to)) ?$"
)
_ROUGHLY_BEHIND = re.compile(r"以[上下]|左右|多|强|弱| or (?:more|less)")
_NEAR = 0.02
"""Maximum difference between a share in words and a percentage for the same."""

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(
    rf"(?:星期|礼拜)(?P<long>[一二三四五六日天])|周(?P<short>[一二三四五六日])(?![次年岁个届名位家])|\b(?P<name>{'|'.join(_WEEKDAYS)})s?\b"
)
_TO = re.compile(r" ?(?:[至到—–~-]|to|through|until) ?")
_ANY_DAY = re.compile(r"工作日|周末|每[天日]|\b(?:weekdays?|weekends?|daily|every day)\b")

_ROUND = re.compile(
    rf"\b(?:one (?P<one>hundred|{'|'.join(ENGLISH_SIZES)})|(?<!half )(?<!of )a (?P<a>million|billion|trillion))\b(?! and)"
)

_CURRENCIES = {
    "hkd": r"hk\$|港[元币]|hong kong dollars?|hkd",
    "gbp": r"£|英镑|pounds?(?: sterling)?\b|gbp",
    "jpy": r"日元|日圆|(?:japanese )?yen\b|jpy",
    "krw": r"₩|韩元|韩币|(?:south korean )?won\b|krw",
    "rub": r"₽|卢布|rou?bles?\b",
    "inr": r"₹|卢比|rupees?\b",
    "aud": r"au?\$|澳元|澳币|australian dollars?",
    "cad": r"ca?\$|加元|加币|canadian dollars?",
    "sgd": r"s\$|新加坡元|新元|singapore dollars?",
    "twd": r"nt\$|新台币|台币",
    "chf": r"瑞士法郎|瑞郎|swiss francs?",
    "thb": r"฿|泰铢|baht\b",
}
"""Currencies besides those that are units of figures. To add one, add an entry."""
_BEFORE = {name: re.compile(rf"(?<![a-z])(?:{pattern}) ?$") for name, pattern in _CURRENCIES.items()}
_AFTER = {name: re.compile(rf" ?(?:{pattern})") for name, pattern in _CURRENCIES.items()}
_LONGEST = 20
_MONEY = frozenset({"yuan", "dollar", "euro"})


def unknown_shares(sentence: str, text: str) -> Iterator[str]:
    """The exact shares in words that the text has neither in words nor in figures."""
    there = figures(text)
    known = {share for share, *_ in _shares(fold(text))}
    known |= {Fraction(int(a), int(b)) for a, b in _AS_DIGITS.findall(fold(text)) if int(b)}
    known |= {Fraction(f.value) / 100 for f in there if f.unit == "percent"}
    values = {Fraction(f.value) for f in there}
    folded = fold(sentence)
    for share, start, end in _shares(folded):
        rough = _ROUGHLY.search(folded, max(0, start - _LONGEST), start) or _ROUGHLY_BEHIND.match(folded, end)
        counted = not values.isdisjoint(value * share for value in values)
        if not rough and not counted and not any(abs(share - other) <= _NEAR for other in known):
            yield sentence[start:end]


def unknown_weekdays(sentence: str, text: str, days: Sequence[Day]) -> Iterator[str]:
    """The weekdays in the sentence that the text does not mention, by name or by one of these dates."""
    folded = fold(text)
    if _ANY_DAY.search(folded):
        return
    known = {_number(match) for match in _WEEKDAY.finditer(folded)} | set(_between(folded))
    known |= {day.weekday() for day in map(_whole, days) if day}
    for match in _WEEKDAY.finditer(fold(sentence)):
        if _number(match) not in known:
            yield sentence[slice(*match.span())]


def round_numbers(text: str) -> list[Figure]:
    """Numbers such as "one million" and "a billion", with any unit."""
    return [
        Figure(Decimal(_size(match["one"] or match["a"])), "", text[slice(*match.span())], *match.span(), alone=True)
        for match in _ROUND.finditer(fold(text))
    ]


def other_currencies(sentence: str, text: str) -> Iterator[str]:
    """The amounts in the sentence that the text has only in another currency."""
    folded, said = fold(sentence), fold(text)
    there = figures(text)
    for figure in figures(sentence):
        if own := _currency(figure, folded):
            theirs = [_currency(known, said) for known in there if known.value == figure.value]
            if theirs and all(other and other != own for other in theirs):
                yield figure.text


def _shares(folded: str) -> Iterator[tuple[Fraction, int, int]]:
    for match in _SHARE.finditer(folded):
        if match["whole"]:
            part, whole = _digits(match["part"]), _digits(match["whole"])
        elif match["name"]:
            part, whole = ENGLISH.get(match["number"], 1), _PARTS[match["name"]]
        else:
            part, whole = 1, _PARTS[match["one"] or "half"]
        if whole:
            yield Fraction(part, whole), *match.span()


def _digits(written: str) -> int:
    return int(written) if written.isdecimal() else int(han_number(written) or 0)


def _size(word: str) -> int:
    return ENGLISH_SIZES.get(word, 100)


def _number(match: re.Match[str]) -> int:
    """The weekday of a match, from 0 for Monday."""
    if match["name"]:
        return _WEEKDAYS.index(match["name"])
    return min("一二三四五六日天".index(match["long"] or match["short"]), 6)


def _between(folded: str) -> Iterator[int]:
    """The weekdays of the ranges in a text: 周二至周五."""
    found = list(_WEEKDAY.finditer(folded))
    for first, last in pairwise(found):
        if _TO.fullmatch(folded, first.end(), last.start()):
            yield from range(_number(first), _number(last))


def _whole(day: Day) -> date | None:
    try:
        return date(day.year or 0, day.month or 0, day.day or 0)
    except ValueError:
        return None


def _currency(figure: Figure, folded: str) -> str:
    """The currency of an amount, or "" if it does not say."""
    before, behind = folded[max(0, figure.start - _LONGEST) : figure.start], folded[figure.end :][:_LONGEST]
    found = (name for name in _CURRENCIES if _BEFORE[name].search(before) or _AFTER[name].match(behind))
    return next(found, figure.unit if figure.unit in _MONEY else "")
