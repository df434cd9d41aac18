"""Articles into passages with exact offsets.

langchain's recursive splitter decides where to cut; the offsets are running sums over its pieces, which is exact
because nothing is stripped and nothing overlaps. (Its own `start_index` searches for the stripped piece and goes
wrong where text repeats.)
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SHORTEST, LONGEST = 200, 400
"""Passage length in characters that is aimed at. An article shorter than this is one passage."""

SPLITTER = f"recursive-{SHORTEST}-{LONGEST}-1"
"""Names the way of splitting: part of the index's format, changed whenever the offsets may change."""

_CLOSING = r"[”’」』）)】》\"']*"
SEPARATORS = (
    r"\n",
    rf"[。！？!?…]+{_CLOSING}|\.{_CLOSING}\s+",
    rf"[；;]{_CLOSING}",
    rf"[，,、：:]{_CLOSING}",
    r"\s",
    "",
)
"""Where to cut, best first: paragraphs, sentence ends of both languages with what closes them, then lesser pauses."""


def split(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the passages, in order; together they cover the text exactly.

    A text without a letter, digit or Han character has no passage.
    """
    if not any(c.isalnum() for c in text):
        return []
    spans: list[tuple[int, int]] = []
    start = 0
    for piece in _splitter().split_text(text):
        spans.append((start, start + len(piece)))
        start += len(piece)
    if start != len(text):
        raise AssertionError("the splitter lost text: its settings no longer keep every character")
    return _join_short(spans)


def _join_short(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Joins a short piece to its neighbour where both still fit in one passage."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined:
            before, middle = joined[-1]
            short = min(middle - before, end - start) < SHORTEST
            if short and end - before <= LONGEST:
                joined[-1] = (before, end)
                continue
        joined.append((start, end))
    return joined


@cache
def _splitter() -> "RecursiveCharacterTextSplitter":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS),
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=LONGEST,
        chunk_overlap=0,
    )
