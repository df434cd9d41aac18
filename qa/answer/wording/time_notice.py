"""The notice about the days that a question was taken to name."""

from index.storage.articles import ArticleStore
from qa.answer.wording.messages import phrases
from qa.question.time.years import any_within
from qa.types import TimeSpan


def time_notice(span: TimeSpan | None, store: ArticleStore, *, chinese: bool) -> str:
    """A notice of which days come first, and of how many articles have no date; usually "".

    A period over two months, or one without any articles, is mentioned only if the question names it relative to today.
    """
    if span is None:
        return ""
    there = any_within(span, store)
    if not span.relative and not (span.short and there):
        return ""
    words = phrases(chinese=chinese)
    form = words["period" if there else "period_empty"]
    told = form.format(first=span.first, last=span.last, written=span.written)
    undated = store.undated()
    return " ".join(filter(None, [told, words["undated"].format(undated) if undated else ""]))
