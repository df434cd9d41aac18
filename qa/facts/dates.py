"""Normalised dates in Chinese and English sentences: 2022年8月 and August 2022 are the same month."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.dates import partial_dates
from corpus.text.fold import Folded, fold


@dataclass(frozen=True, slots=True)
class Day:
    """A date, possibly partial: a part that is not written is None."""

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
    """The dates of a text, in order."""
    return sorted(dates_in(for_numbers(text), text), key=lambda d: d.start)


def for_numbers(text: str) -> Folded:
    """The folded text, with Chinese commas and full stops replaced so that they never look like part of a number."""
    return fold(text.translate({ord("，"): "\n", ord("、"): "\n", ord("。"): "\n"}))


def dates_in(folded: Folded, text: str) -> Iterator[Day]:
    """The dates of a text, in any order; `folded` is the result of `for_numbers`."""
    for found in partial_dates(folded):
        shown = text[found.start : found.end]
        yield Day(found.year, found.month, found.day, shown, found.start, found.end)
