"""Read the best sentences with the reader, in a few windows of text per question."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

from corpus.text.fold import Folded, fold
from corpus.types import Article
from index.query import Query
from index.reading.base import Reader
from index.reading.numerals import as_written
from index.reading.types import Span, Window, WindowReading, clipped
from index.reading.windows import cut_windows
from qa.answer.sentence import Sentence, around, sentences_touching

WINDOWS = 6
"""Maximum windows read per question: reading takes most of the time of an answer."""

AT_ONCE = 2
"""Windows read together: machines have at least as many processors."""
SURE = 3.0
"""No further windows are read once a sentence has these log odds."""

_FIGURE = r"\d[\d,.]*(?:[年月日号时点分%％]|[万亿]+)?"
_FIGURE_AND_SIGN = re.compile(rf"{_FIGURE}[至到~～—–-]")
"""The first figure of a range."""
_RANGE_GOES_ON = re.compile(rf"(?:(?:(?<=[至到~～—–-])|[至到~～—–-])(?:{_FIGURE})+)+")
"""The rest of the range. It always matches as far as it can, so its nested repetition never backtracks."""

_Place: TypeAlias = tuple[Article, Window]
"""A window and its article."""


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """The log odds that a sentence answers, and the offsets of the answer span in its text."""

    score: float
    span: Span | None = None


def read(
    reader: Reader, query_for: Callable[[Article], Query], sentences: Sequence[Sentence]
) -> list[SentenceReading | None]:
    """The reading of each sentence; None for a sentence outside the windows that were read.

    `query_for` gives the query for an article. Only the windows of the first sentences are read, so pass the likeliest
    sentences first.
    """
    windows = _windows(sentences)
    text = fold("\n".join(window.text[window.start : window.end] for _, window in windows))
    queries = {id(query): query for query in (query_for(article) for article, _ in windows)}
    each_ways = {key: _ways(query, text) for key, query in queries.items()}
    found: dict[tuple[str, int], SentenceReading] = {}
    for first in range(0, len(windows), AT_ONCE):
        some = windows[first : first + AT_ONCE]
        for ways, asked in groupby(some, key=lambda pair: each_ways[id(query_for(pair[0]))]):
            for (article, window), each in _readings(reader, ways, list(asked)):
                for place, (start, _) in enumerate(window.sentences):
                    ways_read = [SentenceReading(r.scores[place], r.spans[place] if r.spans else None) for r in each]
                    joined, at = _joined(ways_read), (article.id, start)
                    found[at] = max(found.get(at, joined), joined, key=lambda reading: reading.score)
        if max(reading.score for reading in found.values()) >= SURE:
            break
    return [_within(sentence, found.get((sentence.article.id, _whole(sentence)[0]))) for sentence in sentences]


def _ways(query: Query, text: Folded) -> tuple[str, ...]:
    """The question as put to a text, without and with glosses. A gloss may have the wrong sense, so both count."""
    return tuple(dict.fromkeys(as_written(way, text) for way in (query.named, query.glossed(text))))


def _readings(
    reader: Reader, ways: Sequence[str], windows: Sequence[_Place]
) -> Iterator[tuple[_Place, tuple[WindowReading, ...]]]:
    """Each window with its readings, one for each way of asking."""
    each = (reader.read(way, [window for _, window in windows]) for way in ways)
    yield from zip(windows, zip(*each, strict=True), strict=True)


def _windows(sentences: Sequence[Sentence]) -> list[_Place]:
    """The windows of the first sentences, without repetition, each with its article."""
    found: dict[tuple[str, int, int], _Place] = {}
    for sentence in sentences:
        if len(found) == WINDOWS:
            break
        window = _window(sentence)
        found.setdefault((sentence.article.id, window.start, window.end), (sentence.article, window))
    return list(found.values())


def _joined(readings: Sequence[SentenceReading]) -> SentenceReading:
    """The mean log odds, with the answer span of the surest reading."""
    score = sum(reading.score for reading in readings) / len(readings)
    surest = max(readings, key=lambda reading: reading.score)
    return SentenceReading(clipped(score), surest.span)


def _within(sentence: Sentence, reading: SentenceReading | None) -> SentenceReading | None:
    """The reading with its span relative to the start of the quote; without a span if the quote omits part of it."""
    if reading is None or reading.span is None:
        return reading
    start, end = (place - sentence.start for place in reading.span)
    lies_in = 0 <= start < end <= len(sentence.text)
    return replace(reading, span=(start, _end_of_range(sentence.text, start, end)) if lies_in else None)


def _end_of_range(text: str, start: int, end: int) -> int:
    """The end of a range of figures if text[start:end] has only the first one: "5月1日至" continues to "3日"."""
    on = _RANGE_GOES_ON.match(text, end)
    return on.end() if on and _FIGURE_AND_SIGN.search(text, start, end + 1) else end


def _window(sentence: Sentence) -> Window:
    """The first window of the passage that has the sentence: there it follows the text that it continues."""
    text, whole = sentence.article.text, _whole(sentence)
    return next((w for w in _cut(text, _spans(sentence)) if whole in w.sentences), Window(text, (whole,)))


@lru_cache(maxsize=256)
def _cut(text: str, spans: tuple[Span, ...]) -> list[Window]:
    """The windows of a passage, cached because many questions lead to the same passages."""
    return cut_windows(text, spans)


def _whole(sentence: Sentence) -> Span:
    """The complete sentence that a quote is part of."""
    own = (sentence.start, sentence.end)
    return next((s for s in _spans(sentence) if s[0] <= sentence.start and sentence.end <= s[1]), own)


def _spans(sentence: Sentence) -> tuple[Span, ...]:
    passage, text = sentence.passage, sentence.article.text
    return sentences_touching(text, *around(passage)) if passage else ((sentence.start, sentence.end),)
