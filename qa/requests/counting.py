"""How many articles mention something: an exact count, with a sentence of each."""

import re

from corpus.text.script import has_han
from corpus.types import Passage
from qa.answer.messages import phrases
from qa.requests.quoting import newest_first, quoted
from qa.requests.request import Request
from qa.requests.wording import holding, named_whole, sentences_with, shown
from qa.types import Answer, Confidence

SHOWN = 10
"""Articles that are quoted; the others are only counted."""

_ASKS = (
    re.compile(
        r"^(?:一共|总共|请问|共)?有?(?:多少|几)[篇个条](?:文章|报道|新闻|稿件|文件|文档)(?:中|里|里面)?(?:提到|提及|谈到|说到|写到|涉及|讲到)(?:了|过)?(?P<what>.{1,40}?)[?？。\s]*$"
    ),
    re.compile(
        r"^(?P<what>.{1,40}?)在?(?:多少|几)[篇个条](?:文章|报道|新闻)(?:中|里|里面)?(?:出现|被?提到|被?提及)(?:了|过)?[?？。\s]*$"
    ),
    re.compile(
        r"^(?:in )?how many (?:of the |of my )?(?:articles|reports|news stories|stories|documents|texts)(?: is| are)? ?"
        r"(?:mention(?:ed|s)?|speak of|talk about|name|contain|are about) (?P<what>.{1,60}?)[?.\s]*$",
        re.IGNORECASE,
    ),
)


def counted(request: Request) -> Answer | None:
    """How many articles hold the words that are asked for, with a sentence of each; None for another request."""
    match = request.asks(_ASKS)
    forms = named_whole(match["what"], request.index) if match else ()
    if not forms:
        return None
    held: dict[str, Passage] = {}
    for passage in holding(request.index, [forms], request.only):
        held.setdefault(passage.article.id, passage)
    newest = sorted(held.values(), key=lambda passage: newest_first(passage.article))
    words = phrases(chinese=has_han(request.text))
    key = {0: "counted_none", 1: "counted_one"}.get(len(held), "counted")
    lead = words[key].format(len(held), shown([forms], ""))
    quotes = (
        (passage.article, (sentences_with(passage, [forms]) or [(passage.start, passage.end)])[0], passage)
        for passage in newest[:SHOWN]
    )
    return quoted(request.text, lead, quotes, Confidence.HIGH if held else Confidence.NONE)
