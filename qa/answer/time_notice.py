"""What is told about the days that a question was read to speak of."""

from index.storage.articles import ArticleStore
from index.types import Filter
from qa.answer.messages import phrases
from qa.types import TimeSpan


def time_notice(span: TimeSpan | None, store: ArticleStore, *, chinese: bool) -> str:
    """Which days come first, and how many articles have no date and so cannot be of them; usually empty.

    A year, or days that no dated article is near, are told only where the words mean them relative to today.
    """
    if span is None:
        return ""
    there = _any_within(span, store)
    if not span.relative and not (span.short and there):
        return ""
    words = phrases(chinese=chinese)
    form = words["period" if there else "period_empty"]
    told = form.format(first=span.first, last=span.last, written=span.written)
    undated = store.undated()
    return " ".join(filter(None, [told, words["undated"].format(undated) if undated else ""]))


def _any_within(span: TimeSpan, store: ArticleStore) -> bool:
    within = store.select(Filter(since=span.first, until=span.last))
    return within is not None and len(within) > 0
