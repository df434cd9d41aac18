"""A question without its time, for articles whose own date implies it: a report from 2024年10月 seldom says so.

For these, the year and month in the question only lower the scores: each of fourteen questions about news was less
likely to be answered with its correct month than without it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from corpus.text.dates import HAN_YEAR
from corpus.text.fold import fold
from index.query import content_terms
from qa.question.time.words import is_bound
from qa.question.word_bounds import inside_words
from qa.types import TimeSpan

_ANYTHING = re.compile(
    r"(?:都|还|又)?(?:发生|出)[了过]?(?:什么|哪些)?(?:大?事情?|新闻)?|有(?:什么|哪些)(?:大?事情?|新闻|消息)"
    r"|what(?:'s|’s| is| was| has)? (?:happen\w*|going on|new|the news)",
    re.I,
)
"""A question that, without its time, asks for any news at all."""
_SINCE = re.compile(r"^(?:since|by|from|until|between|and|to)\b|(?:以来|以后|之后|至今|起|开始)$")
"""Expressions of time that are only a bound of the period that is meant."""
_BEFORE = re.compile(r"(?:在|\b(?:in|on|during|for|of|in early|in late|in mid)[\s-]+)\s*$", re.I)
_BEFORE_THE = re.compile(r"\b(?:in|on|during|for|of|over|within)\s+(?:the\s+)?$", re.I)
"""Like `_BEFORE`, if no noun follows that "the" may belong to: "in the last quarter?", not "in the 2024 race"."""
_AFTER = re.compile(r"\s*(?:年?[底初末])?(?:[间里]|期间|的?时候|时)?\s*[的,，、]?\s*")
_PART = re.compile(
    r"(?:^|[年度的\d] ?)[前第]?[一二两三四1-4]个?季度$|[上下]半年$|\b(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)\b|\b[qh][1-4]\b",
    re.I,
)
"""A quarter or half of a year: its figures appear only after its end, and with its name."""
_YEAR = re.compile(
    rf"^(?:(?:(?:19|20)\d\d|\d\d(?=财?年)|{HAN_YEAR})\s*(?:财?年度?)?的?(?=\s*[\d上下前第一二三四五六七八九十])|(?:大?前年|去年|今年|本年|上一?年)度?的?(?=.*(?:季度|半年)$))"
    r"|(?:,\s*|\s+(?:(?:of|in)\s+)?)(?:(?:19|20)\d\d|(?:last|this) year)$|^20\d\d[ -]?(?=[qh]\d)",
    re.I,
)


def told_by_date(question: str, span: TimeSpan | None) -> Iterator[tuple[TimeSpan, str]]:
    """Publication periods, each with the question for the articles from it: without its time, or without its year.

    Nothing if the time is only a bound ("before 2022"); the time is kept if the question says nothing else.
    """
    start = question.find(span.written) if span else -1
    if span is None or start < 0:
        return
    end = start + len(span.written)
    before, after = question[:start], question[end:]
    if is_bound(fold(question), start, end) or _SINCE.search(fold(span.written)):
        return
    if _is_chinese(span):
        bare = _BEFORE.sub("", before) + _without_rest(after)
    else:
        introduced = _BEFORE if after.strip()[:1].isalnum() else _BEFORE_THE
        bare = f"{introduced.sub('', before)}{after}"
    bare = re.sub(r"\s+(?=[\s?,.])", "", bare).strip(" ,，")
    part = _PART.search(span.written)
    if not part and content_terms(bare) and not _ANYTHING.fullmatch(bare.rstrip("?？ ")):
        # Events of a day are reported within the next two.
        yield replace(span, last=span.last + timedelta(days=0 if span.first < span.last else 2)), bare
    of_year = TimeSpan(span.written, date(span.first.year, 1, 1), date(span.first.year, 12, 31), relative=False)
    yearless = _YEAR.sub("", span.written)
    if (part or (span.short and not span.relative)) and yearless != span.written:
        yield of_year, f"{before}{yearless}{after}"


def _without_rest(after: str) -> str:
    """The text after a time without what belongs to the time; a part of the next word does not: 初 in 2024年初中招生."""
    rest = _AFTER.match(after)
    return after if rest is None or rest.end() in inside_words(after) else after[rest.end() :]


def _is_chinese(span: TimeSpan) -> bool:
    return not span.written.isascii()
