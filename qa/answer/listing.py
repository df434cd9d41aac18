"""Questions that ask for several things, and the list items of a sentence: a list is quoted completely."""

import re
from collections.abc import Sequence

from corpus.text.fold import fold
from corpus.text.sentences import sentences_near

LISTED = 2
"""Minimum separators of a sentence that lists what the previous one announces."""
MAX_LIST_CHARS = 400
"""Maximum characters of a quoted list."""
MAX_SEMICOLON_CHARS = 600
"""The same for a list whose items are separated by semicolons."""

_ASKS_FOR_SEVERAL = re.compile(
    r"哪些|哪[两二三四五六七八九十几]|几[大项个点条类种方]|[两二三四五六七八九十][大项个点条类种方]|分别|列举|包括什么|有什么(?:内容|措施|任务|要求|特点)"
    r"|\b(?:list|name (?:all|the)|what are|(?:which|what) (?:[\w-]+ ){0,4}?(?!(?:has|was|its|his|this|news)\b)[\w-]+[^s\W]s"
    r" (?:are|were|did|do|have|had|will|can|could|should|make|take|took|form|belong|include|won|\w+ed)|(?:two|three|four|five|six|seven|eight|nine|ten) \w+s)\b"
)
_HOW_MANY = re.compile(r"多少|\bhow (?:many|much)\b")
_ORDINAL = re.compile(
    r"[-*•●■◆]|—{1,2}|\d{1,2}[.、)）．]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}[、是]|第[一二三四五六七八九十]|首先|其次|再次|再者|最后"
    r"|(?:first|second|third|fourth|fifth|next|finally|lastly)(?:ly)?\b"
)
_FIRST = re.compile(r"[-*•●■◆]|—{1,2}|1[.、)）．]|[（(][一1][)）]|一[、是]|第一|首先|first", re.IGNORECASE)
_BETWEEN = re.compile(r"、|;|[,:](?=[一二三四五六七八九]是|第[一二三四五六七八九])|,(?= [^,]+,? (?:and|or) )")
_ANNOUNCES = re.compile(
    r"[两二三四五六七八九十百\d](?:个|家|项|名|位|座|处|地|部|条|种|大|类|款|所|国)|公布|发布|揭晓|名单|入选|出炉|\b(?:announced|unveiled|named)\b"
)
_INTRODUCES = re.compile(r"[：:]$|(?:如下|以下)[^。]{0,12}[。：:]$")


def asks_for_several(question: str) -> bool:
    """Whether a question asks for a list. "How many" asks for one thing."""
    asked = fold(question)
    return bool(_ASKS_FOR_SEVERAL.search(asked)) and (not _HOW_MANY.search(asked) or "分别" in asked)


def enumerated(text: str) -> int:
    """The number of list separators in a text: 、, semicolons, "and", and item numbers."""
    return len(_BETWEEN.findall(fold(text)))


def with_items(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence at these offsets, extended to the list that it introduces or belongs to."""
    spans = sentences_near(text, max(0, start - MAX_LIST_CHARS), min(len(text), end + MAX_LIST_CHARS))
    at = next((n for n, (a, b) in enumerate(spans) if a <= start and end <= b), None)
    if at is None:
        return start, end
    first = at
    while (
        first > 0
        and _is_item(text, spans[first])
        and not _is_first(text, spans[first])
        and _is_item(text, spans[first - 1])
    ):
        first -= 1
    if first > 0 and _is_first(text, spans[first]) and _INTRODUCES.search(text, *spans[first - 1]):
        first -= 1
    last = at
    if not _is_item(text, spans[at]) and (run := _semicolons(text, spans, at)):
        return run
    if at + 1 < len(spans) and _is_told_next(text, spans[at], spans[at + 1]):
        return start, spans[at + 1][1]
    starts_list = _is_item(text, spans[at]) or _INTRODUCES.search(text, *spans[at]) or _has_first_item(text, spans[at])
    while (
        starts_list
        and last + 1 < len(spans)
        and _is_item(text, spans[last + 1])
        and not (
            last > first and _is_first(text, spans[last + 1]) and not _same_mark(text, spans[last], spans[last + 1])
        )
    ):
        last += 1
    while last > at and spans[last][1] - spans[first][0] > MAX_LIST_CHARS:
        last -= 1
    while first < at and spans[last][1] - spans[first][0] > MAX_LIST_CHARS:
        first += 1
    return min(start, spans[first][0]) if first < at else start, max(end, spans[last][1]) if last > at else end


def _semicolons(text: str, spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The span of the whole list, including an introduction with a colon, if the sentence is an item of a list with
    semicolons; else None.
    """
    first, last = at, at
    while first > 0 and _ends_open(text, spans[first - 1]):
        first -= 1
    while last + 1 < len(spans) and _ends_open(text, spans[last]):
        last += 1
    while last > first and spans[last][1] - spans[first][0] > MAX_SEMICOLON_CHARS:
        last -= 1
    return (spans[first][0], spans[last][1]) if first <= at <= last and last > first else None


def _ends_open(text: str, span: tuple[int, int]) -> bool:
    return text[slice(*span)].endswith(("；", ";"))


def _is_told_next(text: str, span: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether a sentence only announces several things, and the next one on its line lists them."""
    said, listed = text[slice(*span)], text[slice(*following)]
    return bool(
        not enumerated(said)
        and _ANNOUNCES.search(fold(said))
        and enumerated(listed) >= LISTED
        and len(listed) <= MAX_LIST_CHARS
        and "\n" not in text[span[0] : following[1]].strip()
    )


def _is_item(text: str, span: tuple[int, int]) -> bool:
    return _ORDINAL.match(fold(text[slice(*span)])) is not None


def _is_first(text: str, span: tuple[int, int]) -> bool:
    return _FIRST.match(fold(text[slice(*span)])) is not None


def _has_first_item(text: str, span: tuple[int, int]) -> bool:
    """Whether the sentence contains the first item: 要做好三件事，一是修路。"""
    return re.search(r"[，,：:]\s*(?:一是|首先|第一|1[.、)）])", text[slice(*span)]) is not None


def _same_mark(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether both begin with the same bullet; the first item of a bulleted list cannot be recognised."""
    return text[one[0]] == text[other[0]] and not text[one[0]].isalnum()
