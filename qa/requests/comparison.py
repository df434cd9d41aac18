"""Comparisons: what the articles say about each of two things, side by side. Comparing them is left to the user."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from index.search import search, understand
from index.types import Mode
from qa.question.time.calendar_units import year_days
from qa.question.time.years import REPORTED_WITHIN
from qa.requests.quoting import Quote, quoted
from qa.requests.request import Request
from qa.requests.wording import AND, Forms, has_each, named_whole, sentences_with, things
from qa.types import Answer, Confidence, TimeSpan

OF_EACH = 4
"""Maximum sentences about each of the two, from different articles."""
PASSAGES = 60
"""Passages searched for each of the two."""

_A, _B, _WHAT = r"(?P<a>[^的,，]{2,30}?|[^的,，])", r"(?P<b>[^的,，]{1,30}?)", r"(?P<what>.{1,40}?)"
_POLITE = r"(?:请|帮我|麻烦)*"
_DIFFER = r"(?:有(?:什么|何|哪些)|的)(?:区别|不同(?:之处|点)?|差别|差异|差距|异同|相同(?:之处|点)?|比较|对比)(?:是什么|有哪些|有什么|在哪里?)?"
_ASKS = (
    re.compile(
        rf"^{_POLITE}(?:比较|对比|比一比)(?:一下)?{_A}(?:{AND}|、){_B}(?:两[地市省县者国个家]?)?(?:(?:在|的){_WHAT})?(?:方面|上)?(?:{_DIFFER})?[?？。\s]*$"
    ),
    re.compile(
        rf"^{_POLITE}(?:总结|说说|介绍|分析|说明)?(?:一下)?{_A}(?:{AND}){_B}(?:相比)?[，,]?(?:(?:在|的){_WHAT}(?:方面|上)?)?{_DIFFER}[?？。\s]*$"
    ),
    re.compile(
        rf"^{_POLITE}(?:把|将|拿)?{_A}(?:{AND}|、){_B}(?:的{_WHAT})?(?:(?:做|作|来)(?:个|一个|一下)?)?(?:比较一下|对比一下|比一比|比一下|(?<=[个来下做作])(?:比较|对比))[?？。\s]*$"
    ),
    re.compile(
        r"^(?:please |can you )?compare (?P<a>.{1,40}?)['’]s (?P<what>.{1,40}?) (?:and|with|to) (?P<b>.{1,40}?)(?:['’]s(?: (?P=what))?)?[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:please |can you )?compare (?:the )?(?:(?P<what>.{1,40}?) (?:of|in) )?(?P<a>.{1,40}?) (?:and|with|to|vs\.?|versus) (?P<b>.{1,40}?)"
        r"(?: (?:in terms of|by|on|regarding|as to) (?P<by>.{1,40}?))?[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:what(?: is| are|'s) )?(?:the )?differences? between (?P<a>.{1,40}?) and (?P<b>.{1,40}?)(?: in (?P<what>.{1,40}?))?[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^how (?:do|does|is|are) (?P<a>.{1,40}?) (?:(?:differ|different) from|(?P<both>compared?) (?:with|to)) (?P<b>.{1,40}?)(?: in (?P<what>.{1,40}?))?[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^how (?:do|does|is|are) (?P<a>.{1,40}?) and (?P<b>.{1,40}?) (?:differ(?:ent)?|compare)(?: in (?P<what>.{1,40}?))?[?.\s]*$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<a>.{1,40}?) (?:vs\.?|versus) (?P<b>.{1,40}?)[?.\s]*$", re.IGNORECASE),
)

_OWNED = re.compile(r"(?P<b>[^'’]+)['’]s (?P<what>.+)")
"""A noun after the second name that belongs to both: "Taiyuan and Xinzhou's projects"."""


def compared(request: Request) -> Answer | None:
    """Sentences about each of two things; None for another kind of request, or if nothing is found about either."""
    span, request = request.span, request.of_its_days()
    match = request.asks(_ASKS)
    if match is None:
        return None
    groups = match.groupdict()
    if owned := _OWNED.fullmatch(groups["b"]):
        groups |= owned.groupdict()
    sides = [named_whole(groups[side], request.index) for side in ("a", "b")]
    aspect = groups.get("what") or groups.get("by") or ""
    if not all(sides):
        return None
    if span and _is_year(span):
        request = replace(request, only=replace(request.only, until=span.last + REPORTED_WITHIN))
    pairs = zip(sides, reversed(sides), strict=True)
    found = [list(_quotes(request, own, other, aspect, span)) for own, other in pairs]
    if not any(found) or (groups.get("both") and not all(found)):
        return None  # "compare with last year" is a question, not a comparison of two things
    words = request.words
    nothing = [forms[0] for forms, quotes in zip(sides, found, strict=True) if not quotes]
    lead = words["compared"] + (words["compared_nothing"].format(nothing[0]) if nothing else "")
    labels = [forms[0] for forms, quotes in zip(sides, found, strict=True) for _ in quotes]
    sure = Confidence.LOW if nothing else Confidence.MEDIUM
    return quoted(request.text, lead, [q for quotes in found for q in quotes], sure, about=labels)


def _is_of(days: TimeSpan | None, published: date | None, sentence: str) -> bool:
    """Whether a sentence is of these days: published in them, or later but about their whole year."""
    if days is None or published in days:
        return True
    return _is_year(days) and re.search(rf"(?<!\d){days.first.year}(?!\d)", sentence) is not None


def _is_year(days: TimeSpan) -> bool:
    return (days.first, days.last) == year_days(days.first.year)


def _quotes(request: Request, own: Forms, other: Forms, aspect: str, days: TimeSpan | None) -> Iterator[Quote]:
    """A sentence per article that names one thing but not the other and, if given, a word of the aspect.

    The best passages come first. Of an article published after the days, only a sentence that says their year.
    """
    index = request.index
    of_aspect = tuple(form for forms in things(aspect, index) for form in forms)
    wanted: Sequence[Forms] = [own, of_aspect] if of_aspect else [own]
    query = understand(f"{own[0]} {aspect}", index)
    articles: set[str] = set()
    for hit in search(index, None, query, PASSAGES, Mode.BM25, request.only):
        article = hit.passage.article
        spans = (s for s in sentences_with(hit.passage, wanted) if not has_each(article.text[slice(*s)], [other]))
        span = next((s for s in spans if _is_of(days, article.published, article.text[slice(*s)])), None)
        if span and article.id not in articles and len(articles) < OF_EACH:
            articles.add(article.id)
            yield article, span, hit.passage
