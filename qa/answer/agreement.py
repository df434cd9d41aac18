"""Detects sentences that say the same, and sentences with different figures for the same thing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter

from corpus.text.fold import fold
from index.lexical.tokens import tokenise
from index.reading.types import Span
from qa.answer.sentence import Sentence, in_context, plain
from qa.facts.dates import Day, dates
from qa.facts.figures import figures
from qa.facts.scope import DATELINE, Scope, relative_years, scope

SAME, REPEATED, NEAR, ALIKE = 0.6, 0.8, 0.55, 0.5
"""Minimum shares of common terms for two sentences to say the same, to be one sentence printed twice, to be about the
same thing (without their figures), and for two figures to measure the same thing.
"""

CLAUSE_CHARS = 200
"""The words of a clause that are farther from a figure do not say what it measures."""

_Amount = tuple[str, str, str]
"""The unit, value and direction of a figure."""
_CLAUSE = re.compile(r"[,.](?!\d)|[。;、()!?\n]|\s{2,}")
"""For folded text. A single space does not end a clause, as English has one between all words."""
_NARROWING = re.compile(
    r"城镇|农村|人均|男|女|国产|进口|出口|首[日周]|单日|同比|环比|规模以上|其中|第[一二三]产业|新增|累计"
    r"|\b(?:urban|rural|per capita|female|male|imports?|exports?|domestic|year[- ]on[- ]year|month[- ]on[- ]month|daily|newly)\b"
)
"""Modifiers that make the same noun a different measure: 城镇居民 and 农村居民."""
_PART_OF_IT = ("其中", "of these", "Of these", "among them", "Among them")
"""Openings of a sentence about a part of what was just mentioned."""
_DIRECTION = re.compile(
    r"(?P<down>负增|[下回]落|下[降跌滑调]|[减降跌]|\b(?:f[ae]ll(?:s|en|ing)?|decreas\w*|declin\w*|dr[oi]p(?:s|ped|ping)?|reduc\w*|cut|down|lower)\b)"
    r"|(?P<up>[增涨升]|提高|\b(?:r[io]s(?:e|es|en|ing)|increas\w*|gr[eo]w(?:s|n|ing|th)?|climb\w*|rais(?:e|ed|es)|up|higher)\b)"
)
_ROUNDED = re.compile(r"(?:约|近|超过?|逾|突破|大约|about|nearly|almost|over|some|around|more than|approximately) ?$")


class Relation(StrEnum):
    """The relation between the figures of two sentences."""

    UNRELATED = "unrelated"
    DIFFER = "differ"
    """Different figures for the same subject, measure and period."""
    SERIES = "series"
    """The same subject and measure in different periods."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A figure with the words of its clause, which say what it measures."""

    value: Decimal
    unit: str
    words: frozenset[str]
    narrowing: frozenset[str]
    rounded: bool
    direction: str
    """Whether it is a rise ("up") or a fall ("down"); "" for neither."""

    def alike(self, other: "_Measured") -> bool:
        """Whether both measure the same thing, judged by their words."""
        shared = len(self.words & other.words) / (min(len(self.words), len(other.words)) or 1)
        return self.unit == other.unit and self.narrowing == other.narrowing and shared >= ALIKE

    def agrees(self, other: "_Measured") -> bool:
        """Whether both numbers are equal, or one is the other rounded."""
        return (
            self.value == other.value
            or (self.rounded and _rounds(self.value, other.value))
            or (other.rounded and _rounds(other.value, self.value))
        )


@lru_cache(maxsize=1_024)
def _terms(text: str) -> frozenset[str]:
    return frozenset(tokenise(text))


@lru_cache(maxsize=1_024)
def _frame(text: str) -> frozenset[str]:
    """The terms that are not numbers."""
    return frozenset(t for t in tokenise(text) if not any(map(str.isdigit, t)))


@lru_cache(maxsize=1_024)
def _measured(text: str) -> tuple[_Measured, ...]:
    """Every clear figure and what it measures. Without a known unit, the character after the number serves as one."""
    folded = fold(text)
    marks = [match.span() for match in _CLAUSE.finditer(folded)]
    found = []
    for figure in figures(text):
        if figure.clear:
            first, last = _clause(marks, figure.start, figure.end, len(folded))
            around = f"{folded[first : figure.start]} {folded[figure.end : last]}"
            found.append(
                _Measured(
                    figure.value.normalize(),
                    figure.unit or folded[figure.end : figure.end + 1].strip(),
                    _frame(around),
                    frozenset(_NARROWING.findall(around)),
                    _ROUNDED.search(folded[first : figure.start]) is not None
                    or "多" in figure.text
                    or "余" in figure.text,
                    _direction(folded[first : figure.start], folded[figure.end : last]),
                )
            )
    return tuple(found)


def _clause(marks: Sequence[Span], start: int, end: int, length: int) -> Span:
    """The clause around a figure, without what is farther than CLAUSE_CHARS; `marks` are the signs between clauses."""
    behind = bisect_left(marks, (end, end))
    before = bisect_right(marks, start, key=itemgetter(1)) - 1
    first = marks[before][1] if before >= 0 else 0
    last = marks[behind][0] if behind < len(marks) else length
    return max(first, start - CLAUSE_CHARS), min(last, end + CLAUSE_CHARS)


def _direction(before: str, behind: str) -> str:
    """The direction of a figure: the last one in its clause before it, or else the first one behind it."""
    found = [*_DIRECTION.finditer(before)]
    match = found[-1] if found else _DIRECTION.search(behind)
    return (match.lastgroup or "") if match else ""


def _rounds(rough: Decimal, exact: Decimal) -> bool:
    """Whether one number is the other rounded: 5300 and 5337, 3 trillion and 3.087 trillion."""
    return bool(exact) and abs(rough - exact) / abs(exact) < Decimal("0.05")


def printed_twice(one: str, other: str) -> bool:
    """Whether two sentences have the same figures and words, except for punctuation, script and a word or two."""
    return plain(one) == plain(other) or (
        _share(_terms(one), _terms(other)) >= REPEATED
        and _amounts(one) == _amounts(other)
        and _limits(one) == _limits(other)
        and _dates_within(one, other)
        and _dates_within(other, one)
    )


def says_the_same(one: str, other: str) -> bool:
    """Whether the second sentence adds nothing to the first."""
    return (
        _share(_terms(one), _terms(other)) >= SAME
        and _in_order(_amounts(other), _amounts(one))
        and _limits(other) <= _limits(one)
        and _dates_within(other, one)
    )


def _in_order(some: Iterable[_Amount], every: Iterable[_Amount]) -> bool:
    """Whether all of some are among the others, in the same order."""
    rest = iter(dict.fromkeys(every))
    return all(amount in rest for amount in dict.fromkeys(some))


def _limits(text: str) -> frozenset[str]:
    """What limits a sentence besides figures and dates: years relative to its own, and modifiers such as 城镇."""
    return frozenset(map(str, relative_years(text))).union(_NARROWING.findall(fold(text)))


def _dates_within(one: str, other: str) -> bool:
    """Whether the other text has every date of the first, at least as fully."""
    theirs = _days(other)
    return all(any(mine.within(day) for day in theirs) for mine in _days(one))


def _days(text: str) -> list[Day]:
    return dates(DATELINE.sub("", text))


def relation(one: Sentence, other: Sentence, question: str = "") -> Relation:
    """How the figures of two sentences relate, considering only those that the question asks for.

    Without a question, all figures are compared.
    """
    mine, theirs = scope_of(one), scope_of(other)
    if _contained(_frame(one.text), _frame(other.text)) < NEAR or mine.other_subject(theirs):
        return Relation.UNRELATED
    if not any(True for _ in _at_odds(one.text, other.text, question)):
        return Relation.UNRELATED
    return Relation.SERIES if mine.other_period(theirs) else Relation.DIFFER


def scope_of(sentence: Sentence) -> Scope:
    """The scope of a sentence. One without a subject gets the subjects of its article's title; one about a part of what
    was just mentioned (其中) is also about the text that it continues.
    """
    article = sentence.article
    own = scope(sentence.text, article.published)
    if sentence.text.startswith(_PART_OF_IT):
        own = replace(own, text=in_context(sentence))
    return own if own.subjects else replace(own, subjects=scope(article.title).subjects)


def _at_odds(one: str, other: str, question: str) -> Iterator[tuple[_Measured, _Measured]]:
    """Pairs of figures that measure the same thing, where neither agrees with any figure of the other sentence."""
    for mine in _measured(one):
        alike = [theirs for theirs in _measured(other) if mine.alike(theirs)]
        if alike and not any(map(mine.agrees, alike)) and _asked(mine, question):
            yield mine, alike[0]


_ASKS_ELSE = re.compile(r"谁|哪|何时|何地|什么时候|为什么|\b(?:who|where|when|why|which)\b")
_ASKS_HOW_MANY = re.compile(
    r"多少|几|多[大长高远重]|\bhow (?:many|much|large|long|far|high|big)|\bwhat (?:share|percent|proportion|number|amount)"
)


def _asked(figure: _Measured, question: str) -> bool:
    """Whether a question asks for this figure: for any number or for what it measures, but not for who or where."""
    asked = fold(question)
    if not question or _ASKS_HOW_MANY.search(asked):
        return True
    return not _ASKS_ELSE.search(asked) and bool(figure.words & _frame(question))


def _amounts(text: str) -> list[_Amount]:
    return [(figure.unit, str(figure.value), figure.direction) for figure in _measured(text)]


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _contained(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)
