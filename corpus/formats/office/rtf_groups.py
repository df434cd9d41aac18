"""Groups of rich text that striprtf reads in the wrong place or mishandles: notes, text boxes and deleted text."""

import re
from collections.abc import Iterator

BRACE = re.compile(r"\\[{}\\]|[{}]")
OPENS = re.compile(
    r"\{\s?(?:(?P<note>\\\*\s?\\footnote\b(?:\\ftnalt\b)?)|(?P<box>\\shptxt\b)|(?P<shape>\\shp\b)|(?:\\[a-z]{1,20}-?\d{0,10} ?){0,20}?(?P<deleted>\\deleted\b))"
)
"""The beginning of such a group."""


def rearranged(source: str) -> str:
    """The document with its notes and text boxes as paragraphs at its end, and without deleted text."""
    kept: list[str] = []
    moved: list[str] = []
    end = 0
    for start, stop, kind, inside in _groups(source):
        if kind != "shape":
            moved += [f"{{\\pard {source[inside : stop - 1]}\\par}}\n"] if kind != "deleted" else []
        if start >= end:
            kept.append(source[end:start])
            end = stop
    last = source.rfind("}")
    if not moved or last < end:
        return "".join(kept) + source[end:]
    return f"{''.join(kept)}{source[end:last]}\\par {''.join(moved)}}}"


def _groups(source: str) -> Iterator[tuple[int, int, str, int]]:
    """The groups in the order in which they start: where each starts and stops, its kind, and where its text begins."""
    begun: list[re.Match[str] | None] = []
    found: list[tuple[int, int, str, int]] = []
    for brace in BRACE.finditer(source):
        if brace[0] == "{":
            begun.append(OPENS.match(source, brace.start()))
        elif brace[0] == "}" and begun and (opened := begun.pop()):
            found.append((opened.start(), brace.end(), str(opened.lastgroup), opened.end()))
    yield from sorted(found)
