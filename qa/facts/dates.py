"""Dates in Chinese and English text, in one form: 2022年8月 and August 2022 are the same month."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.fold import fold

MONTHS = "january february march april may june july august september october november december".split()
"""English names, in order."""
_MONTH = "|".join(f"{name}|{name[:3]}\\b\\.?" for name in MONTHS)
PLURAL = r" ?(?:(?!the |to |and |in |of |for |with |its |has |was |is )[a-z-]+ )?[a-z-]+(?<![su])s\b"
"""Words of which the last one is a plural: what a number counts."""
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:1[5-9]|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?:(?<!\d)(?P<y>(?:1[0-9]|20)\d\d)年)?\s*(?<![\d.])(?P<m>\d{1,2})月(?:份|(?P<d>\d{1,2})[日号])?"),
    re.compile(r"(?<!\d)(?P<y>(?:1[0-9]|20)\d\d)年(?!前|后|来|内|多|余|以上|之久|的?历史)"),
    re.compile(rf"\b(?P<M>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>(?:1[0-9]|20)\d\d))?\b"),
    re.compile(
        rf"(?<![\d.])(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<M>{_MONTH}),?\s+(?P<y>(?:1[0-9]|20)\d\d)\b"
    ),
    re.compile(rf"(?<![\d.])(?P<d>\d{{1,2}})\s+(?P<M>{_MONTH})\b"),
    re.compile(
        r"\b(?:in|since|until|year|during|between|early|late|mid)[ -](?P<y>(?:1[5-9]|20)\d\d)\b(?!\s*(?:%|万|亿|yuan|million))"
    ),
    re.compile(rf"\b(?:by|of|from|and|to)[ -](?P<y>(?:1[5-9]|20)\d\d)\b(?!\s*(?:%|万|亿|yuan|million)|{PLURAL})"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is written; None for a part that is not."""

    year: int | None
    month: int | None
    day: int | None
    text: str
    start: int
    end: int

    def within(self, other: "Day") -> bool:
        """Whether the other one says all that this one says."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in parts)


def dates(text: str) -> list[Day]:
    """The dates of a text, in order."""
    return sorted(dates_in(for_numbers(text), text), key=lambda d: d.start)


def for_numbers(text: str) -> str:
    """A text folded, in which no Chinese comma or point stands inside a number."""
    return fold(text.translate({ord("，"): "\n", ord("、"): "\n", ord("。"): "\n"}))


def dates_in(plain: str, text: str) -> Iterator[Day]:
    """The dates of a text, in any order; `plain` is what `for_numbers` makes of it."""
    taken = [False] * len(plain)
    for pattern in _DATES:
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            parts = match.groupdict()
            named = parts.get("M")
            month = _month(named) if named else _integer(parts.get("m"))
            day = _integer(parts.get("d"))
            if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield Day(_integer(parts.get("y")), month, day, text[start : match.end()], start, match.end())


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def _integer(digits: str | None) -> int | None:
    return int(digits) if digits else None
