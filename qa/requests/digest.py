"""Digests: a sentence from each article of a period, on a topic, or of the whole index, newest first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import nsmallest

from corpus.text.script import in_chinese
from corpus.text.sentences import sentences
from qa.answer.wording.guidance import asks_for_everything
from qa.question.time.years import any_within
from qa.requests.quoting import Quote, newest_first, number, quoted
from qa.requests.request import Request, without
from qa.requests.wording import all_things, having, of_the_newest, possible, shown, telling
from qa.types import Answer, Confidence

SHOWN = 10
"""Maximum articles quoted, the newest ones; the others are only counted."""

_LATELY = re.compile(
    r"最近|近期|近来|近日|这几天|这些天|最新|\b(?:recently|lately|these days|of late|(?:the )?(?:latest|most recent|recent|newest))\b",
    re.IGNORECASE,
)
_HAPPENED = r"(?:都)?(?:发生|出)(?:了|过)?(?:什么|哪些)(?:大?事情?|新闻)?"
_HAS_NEWS = r"(?:都|又)?有(?:什么|哪些|没有)(?:新|重要)?的?(?:新闻|消息|动态|大事)"
_NEWS_IS = r"what(?:['’]?s| is| was| are)?(?: the| been)? (?:new|news)"
_HAPPENING = r"what(?:['’]?s| has| have| is)?(?: been)? (?:happened|happening|going on)"
_NOTHING_ELSE = re.compile(
    rf"(?:请|帮我|给我)?(?:总结|概括|回顾)?(?:一下)?(?:在|的|都|里|间)?(?:新闻|消息|动态|大事)?(?:{_HAPPENED}|(?:都)?有(?:什么|哪些)事|{_HAS_NEWS})?(?:吗|呢|了)?[?？。\s]*"
    rf"|(?:summari[sz]e|recap|tell me|show me|list)? ?(?:{_HAPPENING}|{_NEWS_IS}|(?:any|the )?news|(?:is|are) there any news)?(?: in| on| during| of)? ?[?.\s]*",
    re.IGNORECASE,
)
_NEWS = re.compile(
    rf"(?:{_HAS_NEWS}|{_NEWS_IS}|(?:is there )?any news|(?:show|tell|give) me the news)[?？。\s]*", re.IGNORECASE
)
"""Requests for any news, without a time."""
_ZH_TOPIC = r"(?P<topic>(?:(?!什么|哪|谁|怎|多少|几|为何|是否|吗).){2,20}?)"
"""A topic without question words, which would make it a question."""
_EN_TOPIC = r"(?:the )?(?P<topic>(?!(?:it|this|that|these|those|them|everything)\b)(?:(?!\b(?:of|in|for|on|that|how|why|wh\w+)\b|['’]s\b)[^?.,]){2,40}?)"
_NEWS_OF = (
    re.compile(rf"^(?:请问|关于|有关|在)?{_ZH_TOPIC}(?:那边|方面)?{_HAS_NEWS}[吗呢?？。\s]*$"),
    re.compile(
        rf"^(?:what(?:['’]?s| is) new (?:in|at|with)|(?:what(?:['’]?s| is)(?: the)? |(?:is|are) there )?(?:any )?news (?:in|about|on|from|of)) {_EN_TOPIC}[?.\s]*$",
        re.IGNORECASE,
    ),
)
_LATELY_OF = (
    re.compile(rf"^(?:请问|关于|有关|在)?{_ZH_TOPIC}(?:{_HAPPENED}|的?(?:新闻|消息|动态|报道))[吗呢?？。\s]*$"),
    re.compile(rf"^{_HAPPENING} (?:in|at|around|with) {_EN_TOPIC}[?.\s]*$", re.IGNORECASE),
)
"""Requests for news only with a word such as "recently"; without one they are questions about one thing."""
_ON = (
    re.compile(
        r"^(?:请|帮我|给我)*(?:总结|概括|回顾|梳理|归纳|列出|列举)(?:一下)?(?:所有|全部)?(?:关于|有关|提到|涉及)?(?P<topic>.{2,30}?)(?:方面)?的?(?:新闻|消息|报道|动态|大事|文章)[?？。\s]*$"
    ),
    re.compile(
        rf"^(?:(?:请|帮我|给我)+(?:总结|概括|归纳|梳理|概述)(?:一下|下)?|(?:总结|概括|归纳|梳理|概述)(?:一下|下)){_ZH_TOPIC}(?:的?情况)?[?？。\s]*$"
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
        rf"^(?:please |can you |could you )*(?:summari[sz]e|sum up|recap|(?:give me )?(?:a |an )?(?:short |brief |quick )?(?:summary|overview|digest) (?:of|on|about)) {_EN_TOPIC}[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^which (?:articles|reports|stories) (?:mention|are about|speak of) (?P<topic>.{2,60}?)[?.\s]*$", re.IGNORECASE
    ),
)


def digest(request: Request) -> Answer | None:
    """A sentence from each requested article; None for another kind of request."""
    if asks_for_everything(request.text):
        return _told(request, _leading(request), request.words["digest_all"])
    named = request.named
    if named and _LATELY.fullmatch(named.written):  # the newest, however old they are
        request, named = replace(request, span=None), None
    span, dated = request.span, request.of_its_days() if named else request
    lately = _LATELY.search(dated.text)
    bare = replace(dated, text=without(_LATELY, dated.text))
    anything = bare.text.strip(" ?？。.") and _NOTHING_ELSE.fullmatch(bare.text)
    of_days = span or (named and (named.relative or any_within(named, request.index.store)))
    if not ((anything and (of_days or lately)) or _NEWS.fullmatch(bare.text)):
        return _on_something(bare, (*_NEWS_OF, *(_LATELY_OF if lately else ()), *_ON))
    if span is None:
        return _told(request, _leading(request), request.words["digest_all"])
    empty = request.words["period_empty"].format(first=span.first, last=span.last, written=span.written)
    found = _told(request, _leading(dated), request.words["digest"])
    if not (found or span.short):
        return None  # other articles may tell what happened in 1976
    return found or quoted(request.text, empty, [], Confidence.NONE)


def _on_something(request: Request, forms: Iterable[re.Pattern[str]]) -> Answer | None:
    match = request.asks(forms)
    wanted = all_things(match["topic"], request.index) if match else []
    if not wanted:
        return None
    ids = possible(request.index, wanted, request.only)
    newest = of_the_newest(request.index, ids, request.only)
    quotes = (
        (passage.article, spans[0], passage)
        for passage in having(request.index, wanted, newest)
        if (spans := telling(passage, wanted))
    )
    words = request.words
    more = len(newest) < len(ids)
    return _told(request, quotes, words["digest_on"], shown(wanted, words["and"]), more=more)


def _leading(request: Request) -> Iterator[Quote]:
    """The first sentence, other than the title, of each article that the filter admits."""
    for article in filter(request.only.admits, request.index.store.articles()):
        if first := next((s for s in sentences(article.text) if article.text[slice(*s)] != article.title), None):
            yield article, first, None


def _told(
    request: Request, quotes: Iterable[Quote], lead: str, topic: str = "", *, more: bool = False
) -> Answer | None:
    """An answer with the first quote from each of the newest articles; None if there are no quotes.

    `more`: whether other articles may have quotes as well.
    """
    articles: set[str] = set()
    newest = nsmallest(SHOWN, _first_of_each(quotes, articles), key=lambda quote: newest_first(quote[0]))
    if not newest:
        return None
    found = number(len(articles), more=more, chinese=in_chinese(request.text))
    told = lead.format(found, len(newest), topic)
    return quoted(request.text, told, newest, Confidence.MEDIUM)


def _first_of_each(quotes: Iterable[Quote], articles: set[str]) -> Iterator[Quote]:
    """The first quote from each article; adds the articles to the set."""
    for quote in quotes:
        if quote[0].id not in articles:
            articles.add(quote[0].id)
            yield quote
