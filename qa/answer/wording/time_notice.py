"""The notice about the days that a question was taken to name."""

from index.storage.articles import ArticleStore
from index.types import Filter
from qa.answer.wording.messages import phrases
from qa.types import TimeSpan


def time_notice(span: TimeSpan | None, store: ArticleStore, *, chinese: bool) -> str:
    """A notice of which days come first, and of how many articles have no date; usually "".

    A year, or days without any dated article, are mentioned only if the question names them relative to today.
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
