"""Lists, as in "list all projects in Xinzhou": the sentences that name everything in the request."""

import re

from qa.requests.quoting import Quote, newest_first, quoted
from qa.requests.request import Request
from qa.requests.wording import has_each, holding, sentences_with, shown, things
from qa.types import Answer, Confidence

SHOWN = 20
"""Maximum sentences quoted; the others are only counted."""

_ASKS = (
    re.compile(
        r"^(?:请|帮我|麻烦)*(?:列出|列举|罗列|列一下|列一列|数一数)(?:一下|出)?(?P<what>.{2,40}?)(?:有哪些|吧|的(?:清单|列表|名单))?[?？。\s]*$"
    ),
    re.compile(
        r"^(?:please |can you |could you )?(?:list|enumerate|show me|(?:show|name|give me)(?= (?:all|every|each) )|give me (?:a |the )?list of)(?: me)?(?: all| every| each)?(?: of)?(?: the)? (?P<what>.{2,80}?)[?.\s]*$",
        re.IGNORECASE,
    ),
)


def listed(request: Request) -> Answer | None:
    """The sentences that name all requested things, newest first; None for another kind of request or if none do."""
    if not request.asks(_ASKS):
        return None
    request = request.of_its_days()
    match = request.asks(_ASKS)
    wanted = things(match["what"], request.index) if match else []
    if not wanted:
        return None
    found: dict[str, Quote] = {}
    for passage in holding(request.index, wanted, request.only):
        text, title = passage.article.text, passage.article.title
        # A name in the title applies to the whole article.
        left = [forms for forms in wanted if not has_each(title, [forms])] or wanted[-1:]
        for span in sentences_with(passage, left):
            found.setdefault(text[slice(*span)], (passage.article, span, passage))
    if not found:
        return None
    newest = sorted(found.values(), key=lambda quote: (newest_first(quote[0]), quote[1]))
    words = request.words
    shown_count = min(SHOWN, len(newest))
    lead = words["listed"].format(len(newest), shown(wanted, words["and"]), shown_count)
    return quoted(request.text, lead, newest[:SHOWN], Confidence.MEDIUM)
