"""Lists, as in "list all projects in Xinzhou": the sentences that name everything in the request."""

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest

from corpus.text.script import in_chinese
from corpus.types import Passage
from qa.requests.quoting import Quote, newest_first, number, quoted
from qa.requests.request import Request
from qa.requests.wording import Forms, all_things, has_each, having, of_the_newest, possible, sentences_with, shown
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
    wanted = all_things(match["what"], request.index) if match else []
    if not wanted:
        return None
    ids = possible(request.index, wanted, request.only)
    read = of_the_newest(request.index, ids, request.only)
    sentences: set[str] = set()
    found = _sentences(having(request.index, wanted, read), wanted, sentences)
    newest = nsmallest(SHOWN, found, key=lambda quote: (newest_first(quote[0]), quote[1]))
    if not newest:
        return None
    words = request.words
    count = number(len(sentences), more=len(read) < len(ids), chinese=in_chinese(request.text))
    lead = words["listed"].format(count, shown(wanted, words["and"]), len(newest))
    return quoted(request.text, lead, newest, Confidence.MEDIUM)


def _sentences(passages: Iterable[Passage], wanted: Sequence[Forms], seen: set[str]) -> Iterator[Quote]:
    """The sentences that name all requested things, each wording once; adds them to the set."""
    for passage in passages:
        text, title = passage.article.text, passage.article.title
        # A name in the title applies to the whole article.
        left = [forms for forms in wanted if not has_each(title, [forms])] or wanted[-1:]
        for span in sentences_with(passage, left):
            if (sentence := text[slice(*span)]) not in seen:
                seen.add(sentence)
                yield passage.article, span, passage
