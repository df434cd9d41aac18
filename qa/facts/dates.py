"""Normalised dates in Chinese and English sentences: 2022年8月 and August 2022 are the same month."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.text.dates import partial_dates
from corpus.text.fold import Folded, fold
from corpus.text.script import HAN

_GAP = re.compile(rf"(?<=\d)[ \xa0]{{1,3}}(?=[{HAN}%])|(?<=[{HAN}])[ \xa0]{{1,3}}(?=\d)")
"""Spaces that some publishers put between a digit and a Chinese character."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, possibly partial: a missing part is None."""

    year: int | None
    month: int | None
    day: int | None
    text: str
    start: int
    end: int

    def within(self, other: "Day") -> bool:
        """Whether the other date agrees in every part that this one has."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in parts)


def dates(text: str) -> list[Day]:
    """The dates in a text, in order; 7 月 28 日 counts as 7月28日."""
    closed, span = without_gaps(text)
    found = []
    for day in sorted(dates_in(for_numbers(closed), closed), key=lambda d: d.start):
        start, end = span(day.start, day.end)
        found.append(replace(day, text=text[start:end], start=start, end=end))
    return found


def without_gaps(text: str) -> tuple[str, Callable[[int, int], tuple[int, int]]]:
    """The text without spaces between digits and Chinese characters, and a function that maps spans of it back."""
    gaps = [match.span() for match in _GAP.finditer(text)]
    if not gaps:
        return text, lambda start, end: (start, end)
    kept = zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)], strict=True)
    places = [place for start, end in kept for place in range(start, end)]
    return "".join(text[place] for place in places), lambda start, end: (places[start], places[end - 1] + 1)


def for_numbers(text: str) -> Folded:
    """The folded text, with Chinese commas and full stops replaced so that they never look like part of a number."""
    return fold(text.translate({ord("，"): "\n", ord("、"): "\n", ord("。"): "\n"}))


def dates_in(folded: Folded, text: str) -> Iterator[Day]:
    """The dates in a text, in any order; `folded` is the result of `for_numbers`."""
    for found in partial_dates(folded):
        shown = text[found.start : found.end]
        yield Day(found.year, found.month, found.day, shown, found.start, found.end)
