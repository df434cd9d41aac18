"""Normalised dates in Chinese and English sentences: 2022年8月 and August 2022 are the same month."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.text.dates import PLURAL, partial_dates
from corpus.text.fold import Folded, fold
from corpus.text.script import HAN

_GAP = re.compile(rf"(?<=\d)[ \xa0]{{1,3}}(?=[{HAN}%])|(?<=[{HAN}])[ \xa0]{{1,3}}(?=\d)")
"""Spaces that some publishers put between a digit and a Chinese character."""
_THROUGH_HAN = re.compile(r"(?:(?P<first>\d{1,2})[日号]?)?[-–—~至到]{1,2}(?P<last>\d{1,2})(?:日|号(?![楼线院馆机门]))")
"""The rest of a range of days after its month, or after its first day: 8月6-10日, 8月6日至10日."""
_THROUGH = re.compile(
    r"(?: ?[-–—] ?| (?:to|through) )(?P<last>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<y>\d{4})\b)?"
    rf"(?![.,:-]?\d| ?(?:%|percent|per cent|thousand|million|billion|[ap]\.?m\b)|{PLURAL})"
)
"""The same in English: August 6 to 10."""
_FROM = re.compile(r"(?<![\d.,:-])(?P<first>\d{1,2})(?:st|nd|rd|th)?(?: ?[-–—] ?| to )$")
"""The first day before the last one and its month: 6 to 10 August."""
_LONGEST_FROM = len("31st to ")
_LAST_DAY = 31


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
    """The dates in a text, in any order; `folded` is the result of `for_numbers`. Of a range of days, both ends."""
    found = [*partial_dates(folded)]
    taken = {place for one in found for place in range(one.start, one.end)}
    for one in found:
        day = Day(one.year, one.month, one.day, text[one.start : one.end], one.start, one.end)
        ends = _of_a_range(day, folded, text) if one.month else (day,)
        yield from (end for end in ends if end.start == one.start or end.start not in taken)


def _of_a_range(day: Day, folded: Folded, text: str) -> Iterator[Day]:
    """The day and, if it begins or ends a range in one month, its other end."""
    if match := _THROUGH_HAN.match(folded, day.end):
        if (day.day is None) == (match["first"] is not None) and int(match["last"]) <= _LAST_DAY:
            yield _placed(day, text, day.start, match.end("first"), match["first"]) if match["first"] else day
            yield _placed(day, text, match.start("last"), match.end(), match["last"])
            return
    elif day.day and (match := _THROUGH.match(folded, day.end)) and int(match["last"]) <= _LAST_DAY:
        dated = replace(day, year=day.year or int(match["y"] or 0) or None)
        yield dated
        yield _placed(dated, text, match.start("last"), match.end(), match["last"])
        return
    elif day.day and (match := _FROM.search(folded, max(0, day.start - _LONGEST_FROM), day.start)):
        yield _placed(day, text, match.start(), match.end("first"), match["first"])
    yield day


def _placed(day: Day, text: str, start: int, end: int, number: str) -> Day:
    return replace(day, day=int(number), text=text[start:end], start=start, end=end)
