"""Answers and what surrounds them as HTML. Pure: objects and phrases in, markup out."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from corpus.types import Article
from index.types import Hit
from qa.facts.entities import topics
from qa.types import Answer, Citation, Statement
from qa.web.html.excerpts import QUOTE_CHARS, Excerpt, quote_excerpt
from qa.web.html.links import Link, Place
from qa.web.html.markup import bold, language
from qa.web.html.render import render
from qa.web.html.spans import Span, cut_at, within
from qa.web.html.timeline import timeline_html
from qa.web.i18n.phrases import Words

RELATED = 5
"""Closest passages shown below the evidence."""
TOPICS = 4
"""Names and translated words listed as "searched for"."""
NEAREST = 3
"""Closest passages shown if the question has no answer."""
REPRINTS = 5
"""Reprints listed per article."""


def answer_html(
    answer: Answer,
    words: Words,
    *,
    related: int = RELATED,
    link: str = "",
    whole: bool = True,
    within: Sequence[str] = (),
    rated: bool = False,
    translates: bool = False,
) -> Markup:
    """The answer sentence by sentence, with the evidence beside it; without an answer, the closest passages.

    `related` is the number of closest passages, `link` the query string of a link to this answer. `whole` is False
    while the answer grows. `within` names the filters of the question. With `rated`, the user can say whether the
    answer is right; with `translates`, the user can have sentences translated that are not in the page's language.
    """
    return render(
        "answer",
        words,
        **_sentences(answer),
        cards=_cards(answer),
        hits=answer.hits[:related],
        link=link,
        whole=whole,
        percent=min(max(round(answer.probability * 100), 1), 99),  # nothing is certain
        timeline=timeline_html(answer.citations, words),
        most_reprints=REPRINTS,
        nearest=NEAREST,
        looked_for=_looked_for(answer),
        within=within,
        rated=rated,
        timeless=_without_time(answer),
        translates=translates and whole,
        is_foreign=any(language(statement.text)[:2] != words["language"] for statement in answer.statements),
    )


def earlier_html(history: Sequence[Answer], words: Words) -> Markup:
    """The earlier questions of a conversation, each with its answer folded away."""
    turns = [_sentences(answer, linked=True) for answer in history]
    return render("earlier", words, turns=turns)


def hits_html(hits: Sequence[Hit], query: str, words: Words, *, total: int | None = None, first: int = 1) -> Markup:
    """A list of passages with the query's words marked, each with its article and why it was found.

    `total` is how many there are in all, `first` the number of the first one here.
    """
    found = len(hits) if total is None else total
    return render("hits", words, hits=hits, query=query, total=found, first=first, most_reprints=REPRINTS)


def questions_html(label: str, questions: Sequence[str], words: Words) -> Markup:
    """Questions to choose from; qa/web/static/ask.js asks the chosen one. Empty if there are none."""
    return render("questions", words, label=label, questions=questions)


def article_html(article: Article, start: int, end: int, words: Words, strong: Span = (0, 0)) -> Markup:
    """A whole article with text[start:end] marked and `strong` in bold; offsets outside the text mark nothing."""
    link = Link(place=Place(article.id, start, end)).query()
    return render("article", words, article=article, span=(start, end), strong=strong, link=link)


def _cards(answer: Answer) -> list[tuple[Article, list[tuple[Citation, Excerpt, bool]], Hit | None]]:
    """The evidence by article: each quote in context, with whether the answer shows it too, and the best passage."""
    printed = {statement.text for statement in answer.statements}
    articles = dict.fromkeys(citation.article for citation in answer.citations)
    cards = []
    for article in articles:
        cited = [citation for citation in answer.citations if citation.article == article]
        quotes = [(citation, quote_excerpt(citation), citation.quote in printed) for citation in cited]
        cards.append((article, quotes, _hit_of(cited[0], answer.hits)))
    return cards


def _sentences(answer: Answer, *, linked: bool = False) -> dict[str, object]:
    """An answer and its statements, each with its citations, its text as shown, and whether it is cut.

    With `linked`, each citation has a link that opens it in the page; otherwise it leads to the evidence.
    """
    cited = {c.number: (c, _link(answer.question, c) if linked else "") for c in answer.citations}
    statements = [_shown(statement, [cited[n] for n in statement.numbers]) for statement in answer.statements]
    return {"answer": answer, "statements": statements}


def _shown(
    statement: Statement, cited: list[tuple[Citation, str]]
) -> tuple[Statement, list[tuple[Citation, str]], Markup, bool]:
    stop = cut_at(statement.text, 0, QUOTE_CHARS)
    spans = [citation.span for citation, _ in cited if citation.span and citation.quote == statement.text][:1]
    return statement, cited, bold(statement.text[:stop], within(spans, 0, stop)), stop < len(statement.text)


def _link(question: str, citation: Citation) -> str:
    return Link(question, place=Place(citation.article.id, citation.start, citation.end)).query()


def _without_time(answer: Answer) -> str:
    """The question without its time words; empty if it has none."""
    if answer.time is None or answer.time.written not in answer.question:
        return ""
    written = rf"(?:\b(?:in|on|during)\s+|[在于])?{re.escape(answer.time.written)}[,，、]?\s*"
    return re.sub(r"\s+(?=[?？.。])", "", re.sub(written, "", answer.question, flags=re.IGNORECASE)).strip()


def _looked_for(answer: Answer) -> list[str]:
    """What an unanswered question was understood to be about, with its translated names and words."""
    translated = dict.fromkeys(line for hit in answer.hits for line in (*hit.names, *hit.translations))
    return [*translated][:TOPICS] or topics(answer.asked or answer.question)[:1]


def _hit_of(citation: Citation, hits: Sequence[Hit]) -> Hit | None:
    """The best passage that the citation was taken from; None if it is not among the hits."""
    for hit in hits:
        passage = hit.passage
        if passage.article.id == citation.article.id and passage.start <= citation.start < passage.end:
            return hit
    return None
