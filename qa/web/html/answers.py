"""Answers, passages and articles as HTML. Pure: objects and phrases in, a string out; see `qa.web.html.markup`."""

from collections.abc import Mapping, Sequence
from html import escape

from corpus.types import Article
from index.types import Hit
from qa.types import Answer, Citation, Statement, Status
from qa.web.html.links import Link, Place
from qa.web.html.markup import (
    copy_button,
    cut,
    empty_html,
    error_html,
    lang,
    marked,
    opener,
    paragraphs,
    particulars,
    place,
    rest_html,
    titled,
)
from qa.web.html.spans import around, cut_at, term_spans, tight, within
from qa.web.html.timeline import timeline_html
from qa.web.html.why import reprints_html, why_html
from qa.web.i18n.error_messages import message_text
from qa.web.i18n.phrases import Words, counted

__all__ = ["answer_html", "article_html", "earlier_html", "empty_html", "error_html", "hits_html", "holdings_html"]

RELATED = 5
"""Nearest passages shown where there is no answer."""
SHOWN = 300
"""Characters of a quote or a sentence that are shown; articles without full stops have sentences of thousands."""
AROUND = 120
"""Characters shown of its passage on either side of a quote: a click shows them all, and four cards fit beside an answer."""
MOST = 1_000
"""Characters shown of a passage in a list."""


def answer_html(answer: Answer, words: Words, *, related: int = RELATED, link: str = "", whole: bool = True) -> str:
    """The answer sentence by sentence, and beside it the evidence; without an answer, what is perhaps related.

    `related` nearest passages are shown, `link` is the query of a link to this answer; `whole` is False while it grows.
    """
    asked = f'<h2 class="qa-asked"{lang(answer.question)}>{escape(answer.question)}</h2>' if answer.question else ""
    head = f"{asked}{_understood(answer, words)}"
    share = copy_button(link, words) if link and whole and answer.question else ""
    place_of = f' data-link="{escape(link)}"' if link else ""
    if not answer.answered:
        said = f'<p class="qa-none"{lang(message_text(answer.text, words))} role="status">{escape(message_text(answer.text, words))}</p>'
        below = f"{share}{_notice(answer)}{_related(answer.hits[:related], words)}"
        return f'<section class="qa-result"{place_of}>{head}{said}{below}</section>'
    cited = {citation.number: citation for citation in answer.citations}
    sentences = "".join(_sentence(statement, cited, words) for statement in answer.statements)
    hits = [_hit_of(citation, answer.hits) for citation in answer.citations]
    cards = "".join(_card(c, hit, words) for c, hit in zip(answer.citations, hits, strict=True))
    below = f"{_confidence(answer, words)}{share}" if whole else f'<p class="qa-growing">{escape(words["growing"])}</p>'
    return (
        f'<section class="qa-result qa-answered"{place_of}><div class="qa-answer">{head}'
        f'<div role="status" aria-busy="{str(not whole).lower()}">{_lead(answer)}{sentences}</div>'
        f'<div class="qa-below">{below}</div>{_notice(answer)}{_unverified(answer, words)}'
        f"{timeline_html(answer.citations, words)}</div>"
        f'<aside class="qa-evidence" aria-label="{escape(words["evidence"])}">'
        f"<h3>{escape(words['evidence'])}</h3>{cards}{_nearest(answer.hits[:related], words) if whole else ''}"
        "</aside></section>"
    )


def earlier_html(history: Sequence[Answer], words: Words) -> str:
    """The questions of a conversation before the one that is shown, each with its answer in a fold."""
    if not history:
        return ""
    turns = "".join(_turn(answer, words) for answer in history)
    return (
        f'<section class="qa-earlier" aria-label="{escape(words["earlier"])}"><h2>{escape(words["earlier"])}</h2>'
        f"{turns}</section>"
    )


def hits_html(hits: Sequence[Hit], query: str, words: Words, *, total: int | None = None, first: int = 1) -> str:
    """A list of passages with the query's words marked, each with where it stands and why it was found.

    `total` is how many there are in all, `first` the number of the first one of these.
    """
    if not hits:
        return f'<p class="qa-none" role="status">{escape(words["found_none"])}</p>'
    found = len(hits) if total is None else total
    count = counted(words, "found", found)
    items = "".join(_hit(hit, words, query, why_html(hit, words)) for hit in hits)
    return f'<p class="qa-count" role="status">{escape(count)}</p><ol class="qa-hits" start="{first}">{items}</ol>'


def article_html(article: Article, start: int, end: int, words: Words) -> str:
    """A whole article with text[start:end] marked; offsets outside of the text mark nothing."""
    link = Link(place=Place(article.id, start, end)).query()
    return (
        f'<header class="qa-article-head"><h2 id="qa-article-title"{lang(article.title)}>{titled(article, words)}</h2>'
        f"{particulars(article, words)}{copy_button(link, words)}</header>"
        f'<div class="qa-text"{lang(article.text)}>{paragraphs(article.text, [(start, end)])}</div>'
    )


def heading_html(told: str, words: Words) -> str:
    """The page's name and the other language over what is told of the index."""
    other = "zh" if words["other_language"] == "中文" else "en"
    switch = (
        f'<button type="button" class="qa-small" data-language="{other}" lang="{other}"'
        f' title="{escape(words["other_language_says"])}">{escape(words["other_language"])}</button>'
    )
    return (
        f'<div class="qa-top"><h1 class="qa-title">{escape(words["title"])}</h1>{switch}</div>'
        f'<div class="qa-heading">{told}</div>'
    )


def holdings_html(status: Status, words: Words, *, sample: bool) -> str:
    """What the index holds, in a line; where it is the sample, that it is, and how to take in one's own articles."""
    form = "holdings" if status.first else "holdings_undated"
    held = counted(words, form, status.articles, first=status.first, last=status.last)
    lines = [f"<p>{escape(held)}</p>"]
    if sample:
        how = f"{escape(words['own'])} <code>qa rebuild FOLDER</code>"
        lines.append(f'<p class="qa-sample">{escape(words["sample"])}{how}</p>')
    if status.notice:
        lines.append(f'<p class="qa-error">{escape(message_text(status.notice, words))}</p>')
    return "".join(lines)


def _sentence(statement: Statement, cited: Mapping[int, Citation], words: Words, question: str = "") -> str:
    """A statement with a link for each of its citations: to the evidence, or for an earlier `question` to a page of it."""
    first, *others = [_number(cited[number], words, question) for number in statement.numbers]
    day = f'<time class="qa-day">{statement.published}</time> ' if statement.published else ""
    stop = cut_at(statement.text, 0, SHOWN)
    body, end = statement.text[: stop - 2], statement.text[stop - 2 : stop]
    goes_on = " qa-goes-on" if stop < len(statement.text) else ""  # its evidence has the rest
    written = "" if statement.verbatim else f' <small class="qa-written">{escape(words["written"])}</small>'
    return (
        f'<p class="qa-sentence"{lang(statement.text)}>{day}<span class="qa-said">{escape(body)}</span>'
        # The number keeps the sentence's end with it: alone on a line it belongs to nothing.
        f'<span class="qa-end"><span class="qa-said{goes_on}">{escape(end)}</span>{first}</span>{"".join(others)}{written}</p>'
    )


def _number(citation: Citation, words: Words, question: str) -> str:
    label = words["open_citation"].format(number=citation.number)
    place_of = Place(citation.article.id, citation.start, citation.end)
    target = Link(question, place=place_of).query() if question else f"#evidence-{citation.number}"
    return (
        f'<sup><a class="qa-cite" href="{escape(target)}"{_at(citation)}'
        f' data-number="{"" if question else citation.number}" aria-label="{escape(label)}">{citation.number}</a></sup>'
    )


def _card(citation: Citation, hit: Hit | None, words: Words) -> str:
    article = citation.article
    start, stop, end = _shown(citation)
    quote = (citation.start, citation.end)
    said = marked(article.text[start:stop], within([quote], start, stop))
    rest = rest_html(article.text[stop:end], within([quote], stop, end), words)
    why = f"{why_html(hit, words)}{reprints_html(hit, words)}" if hit else ""
    return (
        f'<article class="qa-card" id="evidence-{citation.number}"{_at(citation)}>'
        f'<header><span class="qa-number" aria-hidden="true">{citation.number}</span>'
        f"{opener(article, words['open_citation'].format(number=citation.number), words)}</header>"
        f'{particulars(article, words)}<blockquote class="{cut(article.text, start, end)}"{lang(article.text)}>'
        f"{said}{rest}</blockquote>{why}</article>"
    )


def _shown(citation: Citation) -> tuple[int, int, int]:
    """Where the text that stands with a quote begins, where it goes on in a fold, as the quote is long, and ends."""
    text = citation.article.text
    passage = tight(text, citation.context_start, citation.context_end)
    nearby = around(text, citation.start, citation.end, AROUND)
    start = max(min(passage[0], citation.start), nearby[0])
    end = min(max(passage[1], citation.end), nearby[1])
    is_long = citation.end - citation.start > SHOWN
    return start, cut_at(text, citation.start, SHOWN) if is_long else end, end


def _hit_of(citation: Citation, hits: Sequence[Hit]) -> Hit | None:
    """The best passage that the citation was taken from, if it is among those that come with the answer."""
    for hit in hits:
        passage = hit.passage
        if passage.article.id == citation.article.id and passage.start <= citation.start < passage.end:
            return hit
    return None


def _turn(answer: Answer, words: Words) -> str:
    cited = {citation.number: citation for citation in answer.citations}
    sentences = "".join(_sentence(statement, cited, words, answer.question) for statement in answer.statements)
    said = (
        f"{_lead(answer)}{sentences}"
        if sentences
        else f'<p class="qa-none"{lang(message_text(answer.text, words))}>{escape(message_text(answer.text, words))}</p>'
    )
    return (
        f'<details class="qa-turn"><summary{lang(answer.question)}>{escape(answer.question)}</summary>{said}</details>'
    )


def _related(hits: Sequence[Hit], words: Words) -> str:
    if not hits:
        return ""
    items = "".join(_hit(hit, words, below=why_html(hit, words)) for hit in hits)
    return f'<h3 class="qa-related">{escape(words["related"])}</h3><ol class="qa-hits">{items}</ol>'


def _nearest(hits: Sequence[Hit], words: Words) -> str:
    """The passages beside the evidence, in a fold."""
    if not hits:
        return ""
    items = "".join(_hit(hit, words, below=why_html(hit, words)) for hit in hits)
    return (
        f'<details class="qa-nearest"><summary>{escape(words["nearest"])}</summary>'
        f'<ol class="qa-hits">{items}</ol></details>'
    )


def _hit(hit: Hit, words: Words, query: str = "", below: str = "") -> str:
    passage = hit.passage
    article = passage.article
    start, end = tight(article.text, passage.start, passage.end)
    text = article.text[start:end]
    stop = cut_at(text, 0, MOST)
    names = [name.rpartition(" → ")[2] for name in (*hit.names, *hit.translations)] if query else []
    spans = term_spans(text, query, names)
    return (
        f'<li class="qa-hit"{place(article, start, end)}>'
        f"{opener(article, words['open_passage'], words)}{particulars(article, words)}"
        f'<p class="qa-passage {cut(article.text, start, end)}"{lang(text)}>'
        f"{marked(text[:stop], within(spans, 0, stop))}</p>{rest_html(text[stop:], within(spans, stop, len(text)), words)}"
        f"{below}{reprints_html(hit, words)}</li>"
    )


def _confidence(answer: Answer, words: Words) -> str:
    level = answer.confidence.value
    said = words[f"confidence_{level}"]
    if answer.probability:
        percent = min(max(round(answer.probability * 100), 1), 99)  # nothing is certain
        said = f"{said} · {words['chance'].format(percent=percent)}"
    return f'<p class="qa-confidence" data-level="{escape(level)}">{escape(said)}</p>'


def _understood(answer: Answer, words: Words) -> str:
    if answer.asked in ("", answer.question):
        return ""
    return f'<p class="qa-understood">{escape(words["understood"].format(question=answer.asked))}</p>'


def _lead(answer: Answer) -> str:
    return f'<p class="qa-lead"{lang(answer.lead)}>{escape(answer.lead)}</p>' if answer.lead else ""


def _notice(answer: Answer) -> str:
    return f'<p class="qa-notice"{lang(answer.notice)}>{escape(answer.notice)}</p>' if answer.notice else ""


def _unverified(answer: Answer, words: Words) -> str:
    """What a language model wrote and no article bears out: struck out, and apart from the answer."""
    if not answer.unverified:
        return ""
    struck = "".join(f"<li{lang(text)}><s>{escape(text)}</s></li>" for text in answer.unverified)
    return f'<div class="qa-unverified"><p>{escape(words["unverified"])}</p><ul>{struck}</ul></div>'


def _at(citation: Citation) -> str:
    return place(citation.article, citation.start, citation.end)
