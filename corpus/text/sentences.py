"""Sentences of Chinese and English text, as exact offsets."""

import re
from collections.abc import Iterator

from corpus.text.lost_byte import shifted_spans

MAX_UNCUT_CHARS = 200
"""Characters; a longer sentence is cut at its semicolons, and a longer quotation or bracket is not kept whole."""

_CLOSING = "”’」』）)】》\"'"
_END = re.compile(
    rf"[。！？!?…．]+[{_CLOSING}]*"  # 。 and the like, with closing quotation marks and brackets
    # A full stop, but not in 965.16 or before a lower-case letter. Possessive, and tried once for a row of stops, so
    # that a row of thousands takes only linear time.
    rf"|(?<!\.)\.++[{_CLOSING}]*+(?=\s++[^a-z\s]|\s*+$)"
    r"|\n+"
)
_SEMICOLON = re.compile(r"[；;]+")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|No|vs|cf|etc|approx|Inc|Ltd|Co|Corp|Jr|Sr|U\.S|U\.K|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])$"
)
_ITEM = re.compile(r"(?:^|\n)[ \t\u3000]*(?:\d{1,3}|[a-zA-Z])$")
"""What comes before the full stop in a numbered list: `1. First`, `a. One`."""
_PAIRS = re.compile(r"“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|（[^（）\n]*）|\([^()\n]*\)|《[^《》\n]*》")
_CONTINUES = frozenset("，,、；;：:")


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences, in order, without the white space around them.

    A line break ends a sentence; a question mark that stands for a lost byte does not. A closing quotation mark
    belongs to the sentence that it closes. An end mark inside a quotation or brackets ends a sentence only if it is the
    last thing in them, and not even then if a comma follows. A sentence longer than MAX_UNCUT_CHARS is cut at its
    semicolons. Text without a letter, digit or Han character is not a sentence.
    """
    trimmed = (_trim(text, *part) for span in _whole(text) for part in _parts(text, *span))
    return [(a, b) for a, b in trimmed if any(c.isalnum() for c in text[a:b])]


def sentences_near(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences, as in `sentences(text)`, of the lines that text[start:end] touches; the rest is not looked at."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return [(first + a, first + b) for a, b in sentences(text[first : last if last >= 0 else len(text)])]


def _whole(text: str) -> Iterator[tuple[int, int]]:
    pairs = [pair.span() for pair in _PAIRS.finditer(text) if pair.end() - pair.start() <= MAX_UNCUT_CHARS]
    damaged = list(shifted_spans(text))
    start = within = 0
    for mark in _END.finditer(text):
        while within < len(pairs) and pairs[within][1] <= mark.start():
            within += 1
        inside = within < len(pairs) and pairs[within][0] <= mark.start() and mark.end() < pairs[within][1]
        if inside or _goes_on(text, mark) or any(a <= mark.start() < b for a, b in damaged):
            continue
        yield start, mark.end()
        start = mark.end()
    yield start, len(text)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > MAX_UNCUT_CHARS:
        for mark in _SEMICOLON.finditer(text, start, end):
            yield start, mark.end()
            start = mark.end()
    yield start, end


def _goes_on(text: str, mark: re.Match[str]) -> bool:
    if mark.group().startswith("."):
        before = text[max(0, mark.start() - 12) : mark.start()]
        at_start = "\n" if mark.start() <= 12 else ""
        return _ABBREVIATION.search(before) is not None or _ITEM.search(at_start + before) is not None
    if mark.group() == "．" and text[mark.start() - 1 : mark.start()].isdigit():
        return True  # 3．5 and list numbers
    return mark.end() < len(text) and text[mark.end()] in _CONTINUES and not mark.group().startswith("\n")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
