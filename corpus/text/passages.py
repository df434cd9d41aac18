"""Splits articles into passages with exact offsets.

LangChain's recursive splitter decides where to cut; the offsets are running sums over its pieces, which is exact
because nothing is stripped and nothing overlaps. (Its own `start_index` searches for the stripped piece and goes
wrong where text repeats.)
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

MIN_CHARS, MAX_CHARS = 200, 400
"""Target length of a passage in characters. An article of at most MAX_CHARS is one passage."""

SPLITTER = f"recursive-{MIN_CHARS}-{MAX_CHARS}-1"
"""Name of the splitting method: part of the index format, changed whenever the offsets may change."""

_CLOSING = r"[”’」』）)】》\"']*"
SEPARATORS = (
    r"\n",
    rf"[。！？!?…]+{_CLOSING}|\.{_CLOSING}\s+",
    rf"[；;]{_CLOSING}",
    rf"[，,、：:]{_CLOSING}",
    r"\s",
    "",
)
"""Where to cut, best first: paragraphs, sentence ends of both languages with closing marks, then weaker pauses."""


def split(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the passages, in order; together they cover the text exactly.

    A text without a letter, digit or Han character has no passage.
    """
    if not any(c.isalnum() for c in text):
        return []
    if len(text) <= MAX_CHARS:  # the splitter gives the same, but is slower
        return [(0, len(text))]
    return _even(text, _cut(text, 0, MAX_CHARS))


def _cut(text: str, offset: int, longest: int) -> list[tuple[int, int]]:
    """Pieces of at most `longest` characters, as offsets that start at `offset`."""
    spans = []
    start = offset
    for piece in _splitter(longest).split_text(text):
        spans.append((start, start + len(piece)))
        start += len(piece)
    if start != offset + len(text):
        raise AssertionError("the splitter lost text: its settings no longer keep every character")
    return spans


def _even(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Joins a short piece to the one before it; if the two are too long, cuts them again near their middle."""
    evened: list[tuple[int, int]] = []
    for start, end in spans:
        if evened and min(evened[-1][1] - evened[-1][0], end - start) < MIN_CHARS:
            both = evened.pop()[0], end
            length = both[1] - both[0]
            halves = [both] if length <= MAX_CHARS else _cut(text[slice(*both)], both[0], length * 3 // 5)
            evened += halves if len(halves) <= 2 else [(both[0], start), (start, end)]
        else:
            evened.append((start, end))
    return evened


@lru_cache(maxsize=512)
def _splitter(longest: int) -> "RecursiveCharacterTextSplitter":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS),
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=longest,
        chunk_overlap=0,
    )
