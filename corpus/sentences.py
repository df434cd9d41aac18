"""Sentences of Chinese and English text, as exact offsets."""

import re

_CLOSING = "”’」』）)】》\"'"
_END = re.compile(
    rf"[。！？!?…]+[{_CLOSING}]*"  # 。 and its kind, with the quotation marks and brackets that it closes
    rf"|\.[{_CLOSING}]*(?=\s+[^a-z\s]|\s*$)"  # a full stop: not in 965.16, and not before a small letter
    r"|\n+"
)
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|Inc|Ltd|Co|Jr|Sr|U\.S|U\.K|e\.g|i\.e)|\b[A-Z])$")
_CONTINUES = frozenset("，,、；;：:")


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences, in order, without the white space around them.

    A line ends a sentence. A closing quotation mark belongs to the sentence that it closes, and an end mark inside
    a quotation that goes on with a comma ends nothing. What has no letter, digit or Han character is no sentence.
    """
    spans = []
    start = 0
    for mark in _END.finditer(text):
        if _goes_on(text, mark):
            continue
        spans.append((start, mark.end()))
        start = mark.end()
    spans.append((start, len(text)))
    trimmed = (_trim(text, *span) for span in spans)
    return [(a, b) for a, b in trimmed if any(c.isalnum() for c in text[a:b])]


def _goes_on(text: str, mark: re.Match[str]) -> bool:
    if mark.group().startswith("."):
        return _ABBREVIATION.search(text[max(0, mark.start() - 12) : mark.start()]) is not None
    return mark.end() < len(text) and text[mark.end()] in _CONTINUES and not mark.group().startswith("\n")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
