"""Checks whether passages support a sentence that a language model wrote.

Its figures, dates, names and addresses have to stand there, strictly: a figure that is rounded, or a name that the
passage writes otherwise, does not pass. It may not say the opposite of the passage (qa.generate.polarity), and enough of its
words have to be the passage's, or translate them (qa.generate.coverage). The rest is left to the reader, who sees the quote beside the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.text.dates import MONTHS
from corpus.text.fold import fold
from corpus.text.sentences import sentences
from corpus.types import Passage
from index.reading.base import Reader
from qa.facts.dates import Day, dates
from qa.facts.figures import Figure, figures
from qa.facts.name_matching import has_name, named, unnamed
from qa.generate.asked_back import answered_otherwise
from qa.generate.causes import invented_causes
from qa.generate.comparisons import reversed_comparison
from qa.generate.coverage import TextWords, bears_out, share
from qa.generate.merged_facts import misplaced
from qa.generate.offices import held, misheld
from qa.generate.polarity import shared, turned
from qa.generate.subjects import other_subject
from qa.generate.swapped_subjects import swapped_subject
from qa.generate.trades import exchanged

MAX_SENTENCE_CHARS = 500
"""A longer sentence counts as unsupported: no reader could check it."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\u3000-\u303f\uff00-\uffef]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|cn|net|org|gov|edu|info|io|hk|tw|top|xyz|example)\b(?:/[\w/.?=&%-]*)?",
    re.ASCII | re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{'|'.join(map(str.capitalize, MONTHS))})\b")
"""Written with a capital letter, may and march are months."""


def unsupported(sentence: str, passages: Sequence[Passage], reader: Reader | None = None) -> str:
    """The part of the sentence that the passages do not support, in its own words; "" if they support it all.

    With a reader, what its names are said to do is looked for as well.
    """
    if len(sentence) > MAX_SENTENCE_CHARS:
        return sentence[:MAX_SENTENCE_CHARS]
    text = _said_in(passages)
    quotes = [passage.article.text[slice(*quote_for(sentence, passage))] for passage in passages]
    problems = (
        _addresses(sentence, text, passages),
        _figures(sentence, text, passages),
        iter(unnamed(sentence, text)),
        turned(sentence, quotes, text),
        exchanged(sentence, text),
        misheld(sentence, text),
        reversed_comparison(sentence, text),
        invented_causes(sentence, text),
        misplaced(sentence, text),
        other_subject(sentence, text),
        swapped_subject(sentence, text),
        _words(sentence, text),
        answered_otherwise(sentence, passages, reader) if reader else iter(()),
    )
    return next((problem for found in problems for problem in found), "")


def contradicted(sentence: str, passages: Sequence[Passage]) -> bool:
    """Whether the passages speak of just this and say the reverse: not, the opposite, or the other of two sides."""
    text = _said_in(passages)
    against = [*turned(sentence, [passage.text for passage in passages], text), *reversed_comparison(sentence, text)]
    other = (
        _addresses(sentence, text, passages),
        _figures(sentence, text, passages),
        iter(unnamed(sentence, text)),
        misheld(sentence, text),
        invented_causes(sentence, text),
        misplaced(sentence, text),
        _words(sentence, text, against),
    )
    return bool(against) and not any(True for found in other for _ in found)


def _said_in(passages: Sequence[Passage]) -> str:
    return "\n".join(f"{passage.article.title}\n{passage.text}" for passage in passages)


def quote_for(sentence: str, passage: Passage) -> tuple[int, int]:
    """Offsets in the article of the passage's sentence that says most of it: its figures, its names, its words."""
    text = passage.article.text
    spans = [(passage.start + a, passage.start + b) for a, b in sentences(passage.text)] or [
        (passage.start, passage.end)
    ]
    return max(spans, key=lambda span: (_closeness(sentence, text[slice(*span)]), -span[0]))


def _closeness(sentence: str, said: str) -> float:
    amounts = figures(said)
    same = sum(any(f.same(g) for g in amounts) for f in figures(sentence) if f.clear)
    days = dates(said)
    same += sum(any(day.within(d) for d in days) for day in dates(sentence))
    known = sum(has_name(said, name) for name in named(sentence))
    return 2 * same + known + share(sentence, TextWords.of(said))


def _addresses(sentence: str, text: str, passages: Sequence[Passage]) -> Iterator[str]:
    known = fold("\n".join([text, *(passage.article.url for passage in passages)]))
    for match in _ADDRESS.finditer(sentence):
        if fold(match.group()).rstrip("./,;:") not in known:
            yield match.group()


def _figures(sentence: str, text: str, passages: Sequence[Passage]) -> Iterator[str]:
    there, days = figures(text), dates(text)
    published = [p.article.published for p in passages if p.article.published]
    days += [_last(day, before) for day in days for before in published if day.year is None]
    days += [Day(day.year, day.month, day.day, "", 0, 0) for day in published]
    days += [Day(None, 1 + MONTHS.index(name.lower()), None, name, 0, 0) for name in _MONTH.findall(text)]
    days += [Day(int(figure.value), None, None, "", 0, 0) for figure in there if figure.year]
    for day in dates(sentence):
        if not any(day.within(known) for known in days):
            yield day.text
    for figure in figures(sentence):
        if figure.clear and not _stands(figure, there, days):
            yield figure.text


def _last(day: Day, published: date) -> Day:
    """A day without a year as an article means it: the last one before it was published."""
    later = (day.month or 0, day.day or 0) > (published.month, published.day)
    return replace(day, year=published.year - later)


def _stands(figure: Figure, there: Sequence[Figure], days: Sequence[Day]) -> bool:
    a_year = figure.year and any(day.year == figure.value for day in days)
    return a_year or any(figure.same(known) for known in there)


def _words(sentence: str, text: str, known: Sequence[str] = ()) -> Iterator[str]:
    written = [*known, *(f.text for f in figures(sentence)), *(d.text for d in dates(sentence))]
    if not bears_out(sentence, text, [*written, *named(sentence), *shared(sentence, text), *held(sentence, text)]):
        yield sentence
