"""How many articles mention something: an exact count, with a sentence from each."""

import re
from collections.abc import Sequence
from heapq import nsmallest

from corpus.text.dates import ASKED, partial_dates
from corpus.text.fold import fold
from index.phrases import is_held
from qa.requests.quoting import newest_first, quoted
from qa.requests.request import Request
from qa.requests.wording import Forms, each_named, holding, named_whole, shown, telling
from qa.types import Answer, Confidence

SHOWN = 10
"""Maximum articles quoted; the others are only counted."""

_ARTICLES_ZH = r"(?:文章|报道|新闻|稿件|文件|文档)"
_MENTION_ZH = r"(?:提到|提及|谈到|说到|写到|涉及|讲到|出现)(?:了|过)?"
_NOUN = r"(?:articles|reports|news stories|stories|documents|texts)"
_ARTICLES = rf"(?:of (?:the|my|these) )?{_NOUN}(?: (?:published|written|dated|in (?:my|the|this) (?:collection|library|archive|index)))?"
_THERE = r"(?:are there|there are|do (?:you|we|i) have)"
_ASKS = (
    re.compile(
        rf"^(?:(?:在|的)?{_ARTICLES_ZH}?(?:中|里面?)?[,，]?)?(?:一共|总共|请问|共)*有?(?:多少|几)(?:[篇个条份则]{_ARTICLES_ZH}?|{_ARTICLES_ZH})(?:中|里面?)?{_MENTION_ZH}(?P<what>.{{1,40}}?)[?？。\s]*$"
    ),
    re.compile(
        rf"^(?P<what>.{{1,40}}?)在?(?:多少|几)[篇个条份则]{_ARTICLES_ZH}(?:中|里面?)?(?:出现|被?提到|被?提及)(?:了|过)?[?？。\s]*$"
    ),
    re.compile(r"^(?P<what>.{1,40}?)(?:一?共|总共)?被?(?:提到|提及)(?:了|过)?(?:多少|几)次[?？。\s]*$"),
    re.compile(
        rf"^(?:请问)?{_MENTION_ZH}(?P<what>.{{1,40}}?)的{_ARTICLES_ZH}(?:一?共|总共)?有?(?:多少|几)[篇个条份则]?[?？。\s]*$"
    ),
    re.compile(
        rf"^(?:in )?how many {_ARTICLES}(?: is| are)? ?"
        r"(?:mention(?:ed|s)?|speak of|talk about|name|contain|are about) (?P<what>.{1,60}?)[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^how many {_ARTICLES} (?:{_THERE} )?(?:that (?:are about|mention)|about|mentioning|(?<!are )on) (?P<what>.{{1,60}}?)(?: {_THERE})?[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:in )?how (?:many times|often) (?:is|are|was|were|has|have) (?P<what>.{{1,60}}?) (?:been )?mentioned(?: in (?:the |my |these |all )*{_NOUN})?[?.\s]*$",
        re.IGNORECASE,
    ),
)


def counted(request: Request) -> Answer | None:
    """How many articles have the requested words, with a sentence from each; None for another kind of request."""
    if not _has_time_in_a_name(request):
        request = request.of_its_days()
    match = request.asks(_ASKS)
    wanted = each_named(match["what"], request.index) if match else []
    if not wanted or not all(map(all, wanted)):
        return None
    found = [_first_passages(request, forms) for forms in wanted]
    held = [first for article, first in found[0].items() if all(article in others for others in found[1:])]
    if not held and match and any(day.year for day in partial_dates(fold(match["what"]), ASKED)):
        return None  # a time that is not a filter: "before 2022"
    everything = [forms for each in wanted for forms in each]
    newest = request.index.store.passages(number for _, number in nsmallest(SHOWN, held))
    words = request.words
    key = {0: "counted_none", 1: "counted_one"}.get(len(held), "counted")
    lead = words[key].format(len(held), shown(everything, words["and"]))
    quotes = (
        (passage.article, (telling(passage, everything) or [(passage.start, passage.end)])[0], passage)
        for passage in newest
    )
    return quoted(request.text, lead, quotes, Confidence.HIGH if held else Confidence.NONE)


def _has_time_in_a_name(request: Request) -> bool:
    """Whether the time is part of a name that articles have: "the 2022 Winter Olympics"."""
    match = request.asks(_ASKS)
    named = request.named
    if match is None or named is None or match["what"].endswith(named.written):
        return False
    whole = named_whole(match["what"], request.index)
    return named.written in match["what"] and bool(whole) and is_held(request.index, fold(whole[0]))


def _first_passages(request: Request, wanted: Sequence[Forms]) -> dict[str, tuple[tuple[bool, int, str], int]]:
    """For each article with these things, by its id, its place among the newest and the number of its first passage.

    The passages themselves would keep the text of every article in memory.
    """
    held: dict[str, tuple[tuple[bool, int, str], int]] = {}
    for passage in holding(request.index, wanted, request.only):
        held.setdefault(passage.article.id, (newest_first(passage.article), passage.id))
    return held
