"""Build an answer from quotes, under a lead that says what they are."""

from collections.abc import Iterable, Sequence
from datetime import date

from corpus.types import Article, Passage
from qa.answer.wording.compose import text_of
from qa.types import Answer, Citation, Confidence, Statement

Quote = tuple[Article, tuple[int, int], Passage | None]
"""An article, the offsets of a sentence, and the passage that was found."""


def newest_first(article: Article) -> tuple[bool, int, str]:
    """A sort key for articles: newest first, undated last."""
    day = article.published or date.min
    return article.published is None, -day.toordinal(), article.id


def number(count: int, *, more: bool, chinese: bool) -> str:
    """A number for the beginning of a lead. `more`: whether there may be more than were counted."""
    return (f"至少{count}" if chinese else f"At least {count}") if more else str(count)


def quoted(question: str, lead: str, quotes: Iterable[Quote], sure: Confidence, *, about: Sequence[str] = ()) -> Answer:
    """An answer with one statement per quote under the lead. `about`: what each quote is about, for columns."""
    citations = tuple(
        Citation(number, article, *span, article.text[slice(*span)], passage)
        for number, (article, span, passage) in enumerate(quotes, start=1)
    )
    labels = about or [""] * len(citations)
    statements = tuple(
        Statement(c.quote, (c.number,), c.article.published, about=label)
        for c, label in zip(citations, labels, strict=True)
    )
    probability = {Confidence.HIGH: 1.0, Confidence.NONE: 0.0}.get(sure, 0.5)
    return Answer(
        question,
        text_of(lead, statements),
        sure is not Confidence.NONE,
        sure,
        citations,
        (),
        statements,
        lead,
        probability=probability,
    )
