"""Years relative to today, rewritten in figures: "去年" in a question from 2023 is "2022年"."""

import re
from dataclasses import replace
from datetime import timedelta

from index.storage.articles import ArticleStore
from index.types import Filter
from qa.types import TimeSpan

REPORTED_WITHIN = timedelta(days=366)
"""How long after a period articles may still report on it: last year's figures."""

_HAN = re.compile("大?前年|去年|今年|本年|明年|上一?年")
_ENGLISH = re.compile(
    r"(?P<before>\b(?:in|of|for|from|since|by|until|than|to|during) (?:the )?)?\b(?:this|last|next) year\b(?P<own>['’]s)?",
    re.I,
)


def in_figures(question: str, span: TimeSpan) -> str:
    """The question with its relative year in figures: "in 2022" for "last year"; unchanged without a relative time."""
    if not span.relative:
        return question
    year = span.first.year
    if _HAN.search(span.written):
        return question.replace(span.written, _HAN.sub(f"{year}年", span.written, count=1), 1)

    def named(match: re.Match[str]) -> str:
        before = match["before"] or ("" if match["own"] else "in ")
        return f"{before.replace('the ', '')}{year}{match['own'] or ''}"

    return _ENGLISH.sub(named, question, count=1) if _ENGLISH.search(span.written) else question


def reported(span: TimeSpan, store: ArticleStore) -> bool:
    """Whether any article was published in these days, or so soon after them that it may report on them."""
    return any_within(replace(span, last=span.last + REPORTED_WITHIN), store)


def any_within(span: TimeSpan, store: ArticleStore) -> bool:
    """Whether any article was published in these days."""
    within = store.select(Filter(since=span.first, until=span.last))
    return within is not None and len(within) > 0
