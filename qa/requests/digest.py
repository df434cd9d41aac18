"""A digest: the leading sentence of each article of some days, on something, or of all there are, newest first."""

import re
from collections.abc import Iterable, Iterator

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.text.sentences import sentences
from qa.answer.guidance import asks_for_everything
from qa.answer.messages import Phrases, phrases
from qa.requests.quoting import Quote, newest_first, quoted
from qa.requests.request import Request
from qa.requests.wording import holding, sentences_with, shown, things
from qa.types import Answer, Confidence

SHOWN = 10
"""Articles that are quoted, the newest; the others are only counted."""

_NOTHING_ELSE = re.compile(
    r"(?:请|帮我)?(?:总结|概括|回顾)?(?:一下)?(?:在|的)?(?:都|里|间)?(?:新闻|大事)?(?:发生了?(?:什么|哪些)(?:事情?|大事|新闻)?|(?:都)?有(?:什么|哪些)(?:新闻|消息|大事|事))?[?？。\s]*"
    r"|(?:summari[sz]e|recap)?(?:what(?: has)? happened|what(?:'s| is| was)(?: the)? (?:new|news))?(?: in| on| during| of)? ?[?.\s]*"
)
_ON = (
    re.compile(
        r"^(?:请|帮我|给我)*(?:总结|概括|回顾|梳理|归纳|列出|列举)(?:一下)?(?:所有|全部)?(?:关于|有关|提到|涉及)?(?P<topic>.{2,30}?)(?:方面)?的?(?:新闻|消息|报道|动态|大事|文章)[?？。\s]*$"
    ),
    re.compile(
        r"^(?:有)?哪些(?:文章|报道|新闻)(?:提到|提及|谈到|写到|涉及|讲到|讲)(?:了|过)?(?P<topic>.{2,30}?)[?？。\s]*$"
    ),
    re.compile(
        r"^(?:please |can you )?(?:summari[sz]e|sum up|recap|list|show me|give me (?:a|an) (?:summary|overview|digest|list) of)(?: all)?(?: the)?(?: latest)? "
        r"(?:news|articles?|reports?|coverage|stories)(?: there is)? (?:that mention|about|on|of|from|in|mentioning) (?P<topic>.{2,60}?)[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^which (?:articles|reports|stories) (?:mention|are about|speak of) (?P<topic>.{2,60}?)[?.\s]*$", re.IGNORECASE
    ),
)


def digest(request: Request) -> Answer | None:
    """A sentence of each article that is asked for; None for a question about something."""
    words = phrases(chinese=has_han(request.text))
    if request.asks(_ON) and (found := _on_something(request.of_its_days(), words)):
        return found
    if asks_for_everything(request.text):
        return _told(request, _leading(request), words["digest_all"])
    span = request.span
    rest = fold(request.text).replace(fold(span.written), "", 1).strip() if span and span.short else ""
    if not (span and rest.strip(" ?？。.") and _NOTHING_ELSE.fullmatch(rest)):
        return None
    found = _told(request, _leading(request.of_its_days()), words["digest"])
    empty = words["period_empty"].format(first=span.first, last=span.last, written=span.written)
    return found or quoted(request.text, empty, [], Confidence.NONE)


def _on_something(request: Request, words: Phrases) -> Answer | None:
    match = request.asks(_ON)
    wanted = things(match["topic"], request.index) if match else []
    if not wanted:
        return None
    quotes = (
        (passage.article, spans[0], passage)
        for passage in holding(request.index, wanted, request.only)
        if (spans := sentences_with(passage, wanted[:1]) or sentences_with(passage, wanted[1:]))
    )
    return _told(request, quotes, words["digest_on"], shown(wanted, words["and"]))


def _leading(request: Request) -> Iterator[Quote]:
    """The first sentence of each article that the filter admits, its title left out."""
    for article in filter(request.only.admits, request.index.store.articles()):
        if first := next((s for s in sentences(article.text) if article.text[slice(*s)] != article.title), None):
            yield article, first, None


def _told(request: Request, quotes: Iterable[Quote], lead: str, topic: str = "") -> Answer | None:
    """The first quote of each article, of the newest ones; None where there are none."""
    first: dict[str, Quote] = {}
    for quote in quotes:
        first.setdefault(quote[0].id, quote)
    newest = sorted(first.values(), key=lambda quote: newest_first(quote[0]))
    if not newest:
        return None
    told = lead.format(len(newest), min(SHOWN, len(newest)), topic)
    return quoted(request.text, told, newest[:SHOWN], Confidence.MEDIUM)
