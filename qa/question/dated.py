"""A question without the time that it names, for articles whose own date tells it: a report of 2024年10月 seldom says so.

The year and month in the question then only lower its scores: each of fourteen questions about news was less likely to be
answered with its right month than without it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from corpus.text.fold import fold
from index.query import content_terms
from qa.question.time_words import is_bound
from qa.types import TimeSpan

_ANYTHING = re.compile(
    r"(?:都|还|又)?(?:发生|出)[了过]?(?:什么|哪些)?(?:大?事情?|新闻)?|有(?:什么|哪些)(?:大?事情?|新闻|消息)"
    r"|what(?:'s|’s| is| was| has)? (?:happen\w*|going on|new|the news)",
    re.I,
)
"""A question that, without its time, asks for any news at all."""
_SINCE = re.compile(r"^(?:since|by|from|until|between|and|to)\b|(?:以来|以后|之后|至今|起)$")
"""Expressions of time that are only a bound of the period that is meant."""
_BEFORE = re.compile(r"(?:在|\b(?:in|on|during|for|of|in early|in late|in mid)[\s-]+)\s*$", re.I)
_AFTER = re.compile(r"^\s*(?:[日号]|年?[底初末])?(?:[间里]|期间|时)?\s*(?:的?时候|[的,，、])?\s*")
_MONTH_ONLY = re.compile(r"^(?:19|20)\d\d\s*年(?=\s*\d)|[\s,]+(?:19|20)\d\d$")


def told_by_date(question: str, span: TimeSpan | None) -> Iterator[tuple[TimeSpan, str]]:
    """Days of publication, each with the question that is put to articles of these days: without its time, or without its year.

    Nothing if the time is a bound ("before 2022") or if the question says nothing else.
    """
    start = question.find(span.written) if span else -1
    if span is None or start < 0:
        return
    end = start + len(span.written)
    before, after = question[:start], question[end:]
    if is_bound(fold(question), start, end) or _SINCE.search(fold(span.written)):
        return
    bare = _BEFORE.sub("", before) + _AFTER.sub("", after) if _is_chinese(span) else f"{_BEFORE.sub('', before)}{after}"
    bare = re.sub(r"\s+(?=[\s?,.])", "", bare).strip(" ,，")
    if content_terms(bare) and not _ANYTHING.fullmatch(bare.rstrip("?？ ")):
        # What happens on a day is told within the next two.
        yield replace(span, last=span.last + timedelta(days=0 if span.first < span.last else 2)), bare
    of_year = TimeSpan(span.written, date(span.first.year, 1, 1), date(span.first.year, 12, 31), relative=False)
    month = _MONTH_ONLY.sub("", span.written)
    if span.short and not span.relative and month != span.written:
        yield of_year, f"{before}{month}{after}"


def _is_chinese(span: TimeSpan) -> bool:
    return not span.written.isascii()
