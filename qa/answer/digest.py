"""What happened in some days: the leading sentence of each article of these days, which is a digest and no answer."""

import re
from dataclasses import replace

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.text.sentences import sentences
from corpus.types import Article
from index.storage.reader import Index
from index.types import Filter
from qa.answer.compose import text_of
from qa.answer.messages import phrases
from qa.types import Answer, Citation, Confidence, Statement, TimeSpan

SHOWN = 10
"""Articles that are quoted, the newest; the others are only counted."""

_NOTHING_ELSE = re.compile(
    r"(?:请|帮我)?(?:总结|概括|回顾)?(?:一下)?(?:在|的)?(?:都|里|间)?(?:新闻|大事)?(?:发生了?(?:什么|哪些)(?:事情?|大事|新闻)?|(?:都)?有(?:什么|哪些)(?:新闻|消息|大事|事))?[?？。\s]*"
    r"|(?:summari[sz]e|recap)?(?:what(?: has)? happened|what(?:'s| is| was)(?: the)? (?:new|news))?(?: in| on| during| of)? ?[?.\s]*"
)


def digest(question: str, index: Index, only: Filter, span: TimeSpan | None) -> Answer | None:
    """The leading sentences of the articles of at most two months, newest first; None for a question about something."""
    if span is None or not span.short:
        return None
    rest = fold(question).replace(fold(span.written), "", 1)
    if not rest.strip(" ?？。.") or not _NOTHING_ELSE.fullmatch(rest.strip()):
        return None
    ids = index.store.select(replace(only, since=span.first, until=span.last))
    articles: dict[str, Article] = {
        p.article.id: p.article for p in index.store.passages(ids if ids is not None else ())
    }
    newest = sorted(articles.values(), key=lambda a: (-(a.published or span.first).toordinal(), a.id))
    citations: list[Citation] = []
    for article in newest:
        first = next((s for s in sentences(article.text) if article.text[slice(*s)] != article.title), None)
        if first and len(citations) < SHOWN:
            citations.append(Citation(len(citations) + 1, article, *first, article.text[slice(*first)]))
    if not citations:
        return None
    lead = phrases(chinese=has_han(question))["digest"].format(len(articles), len(citations))
    statements = tuple(Statement(c.quote, (c.number,), c.article.published) for c in citations)
    text = text_of(lead, statements)
    return Answer(
        question, text, True, Confidence.MEDIUM, tuple(citations), (), statements, lead, probability=0.5, asked=question
    )
