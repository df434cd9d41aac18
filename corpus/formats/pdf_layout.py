"""The lines of a PDF page in reading order, and what is repeated at the edges of every page."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any, TypeAlias

from corpus.formats.pdf_pieces import Piece, line_of, read_pieces, rows_of
from corpus.formats.pdf_tables import with_tables
from corpus.text.dates import find_dates
from corpus.text.script import UNSPACED

EDGE_LINES = 2
"""How many lines at the top and at the bottom of a page are searched for running heads and page numbers."""
PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(?:第\s*)?(?:page\s*)?(?P<n>\d{1,4})\s*页?(?:\s*[/,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-–—·\s]*", re.I
)
PRINTED = re.compile(
    r"(?!.*(?:来源|稿源|作者|编辑|记者|source|author))\d{1,4}/\d{1,2}/\d{1,4},? (?:[上下]午)?\d{1,2}:\d{2}(?: [AP]M)?\b.{0,120}|(?:ﬁle|file|https?)://\S+(?:\s+\d+/\d+)?",
    re.I,
)
"""What browsers print above and below a page: time, title, address. A dateline does not match, as it has a source."""
MAX_RUNNING_HEAD_CHARS = 150
NUMBER = re.compile(r"\d+")
Form: TypeAlias = tuple[int, str]
"""A place, counted from the top or, if negative, from the bottom of a page, and a line in a form for comparison."""
MIN_COLUMN_LINES = 4

RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⻁",
    "民西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟虎",
)
"""From radicals, which some programs write, to the characters that look the same."""


def page_text(page: Any) -> str:
    """The text of a page: one column after the other if it has two, and table rows with their column heads."""
    text, pieces = read_pieces(page)
    gutter = _gutter(pieces, float(page.mediabox.width))
    if gutter is not None:
        return _by_columns(pieces, gutter)
    lines = with_tables(rows_of(pieces))
    return text if lines is None else "\n".join(lines)


def _gutter(pieces: Sequence[Piece], width: float) -> float | None:
    """The x at which the right column begins; None for a page of one column.

    The lines of the right column begin at the same x near the middle, next to lines of the left column that end before
    it, and hardly any line crosses it. The cells of a table are told apart by being shorter than lines of text.
    """
    starts = Counter(round(piece.x / 4) for piece in pieces if 0.35 * width < piece.x < 0.68 * width)
    if not starts:
        return None
    start = 4 * starts.most_common(1)[0][0] - 4
    right = [piece for piece in pieces if piece.x >= start]
    left = [piece for piece in pieces if piece.x < start and piece.end <= start + 6]
    crossing = len(pieces) - len(right) - len(left)
    rows = {round(piece.y / 3) for piece in left}
    level = sum(not rows.isdisjoint((round(p.y / 3) - 1, round(p.y / 3), round(p.y / 3) + 1)) for p in right)
    if min(len(left), len(right)) < MIN_COLUMN_LINES or 10 * crossing > len(pieces) or 2 * level < len(right):
        return None
    long = all(median(piece.width for piece in column) > 0.25 * width for column in (left, right))
    return start if long else None


def _by_columns(pieces: Sequence[Piece], gutter: float) -> str:
    """The lines across the page above the columns, the left column, the right column, and the lines across below."""
    crossing = [piece for piece in pieces if piece.x < gutter < piece.end - 6]
    columns = [piece for piece in pieces if piece not in crossing]
    top = max(piece.y for piece in columns)
    parts = (
        [piece for piece in crossing if piece.y > top],
        [piece for piece in columns if piece.x < gutter],
        [piece for piece in columns if piece.x >= gutter],
        [piece for piece in crossing if piece.y <= top],
    )
    return "\n".join(line for part in parts for line in map(line_of, rows_of(part)))


def without_running_heads(pages: Sequence[str]) -> tuple[list[str], list[str]]:
    """The pages without page numbers and lines repeated at their edges, and those of the repeated lines with a date.

    A repeated line without digits may be the title, so its first occurrence stays.
    """
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    edges = [_edges(own, page) for page, own in enumerate(lines)]
    filled = sum(map(bool, lines))
    counts = Counter(form for places in edges for form in set().union(*places.values()))
    repeated = {form for form, count in counts.items() if count > 1 and 2 * count >= filled}
    numbered = _are_numbered(lines, edges)
    kept, heads = [], []
    for own, places in zip(lines, edges, strict=True):
        shown = []
        for i, line in enumerate(own):
            is_head = not repeated.isdisjoint(places.get(i, ()))
            is_first_title = is_head and not any(c.isdigit() for c in line) and line not in heads
            if is_head:
                heads.append(line)
            is_edge = i in places and (PRINTED.fullmatch(line.strip()) or (numbered and PAGE_NUMBER.fullmatch(line)))
            if (not is_head or is_first_title) and not is_edge:
                shown.append(line)
        kept.append("\n".join(shown))
    return kept, [line for line in heads if any(True for _ in find_dates(line))]


def _edges(lines: Sequence[str], page: int) -> dict[int, set[Form]]:
    """The forms of the lines at the edges of a page, by their numbers: each is compared with those in its place only.

    The rows of a table at the end of one page and the beginning of the next look alike, and no head is among them.
    """
    found: dict[int, set[Form]] = {}
    for place in range(-EDGE_LINES, EDGE_LINES):
        i = place if place >= 0 else len(lines) + place
        if 0 <= i < len(lines):
            found.setdefault(i, set()).update((place, form) for form in _forms(lines[i], page))
    return found


def _forms(line: str, page: int) -> Iterator[str]:
    """A line in the forms for comparison: as it is, and with each of its numbers counted from that of the page."""
    bare = "".join(line.split())
    if len(bare) > MAX_RUNNING_HEAD_CHARS or not any(map(str.isalpha, bare)):
        return
    yield bare
    for number in NUMBER.finditer(bare):
        yield f"{bare[: number.start()]}#{int(number[0]) - page}{bare[number.end() :]}"


def _are_numbered(lines: Sequence[Sequence[str]], edges: Sequence[Iterable[int]]) -> bool:
    """Whether the numbers at the edges of the pages are page numbers."""
    found = [
        {int(match["n"]) - page for i in places if (match := PAGE_NUMBER.fullmatch(own[i]))}
        for page, (own, places) in enumerate(zip(lines, edges, strict=True))
    ]
    counts = Counter(offset for offsets in found for offset in offsets)
    return bool(counts) and (counts.most_common(1)[0][1] > 1 or len(lines) == 1)


_READABLE = re.compile(rf"[\x00-\x7f{UNSPACED}\u2000-\u22ff\u2460-\u27bf\u3000-\u303f\uff00-\uffef\ufffd]")
_ALPHABETS = re.compile(r"[\u0370-\u0587\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1e00-\u1eff]+")


def is_gibberish(text: str) -> bool:
    """Whether fonts without a character map turned the text into signs and letters of many alphabets.

    In a real text, non-ASCII letters that are not Han characters are few, or all of one alphabet.
    """
    shown = "".join(text.split())
    strange = _READABLE.sub("", shown)
    if 3 * len(strange) < len(shown) or len(strange) < 20:
        return False
    one = Counter(ord(char) >> 8 for char in strange if _ALPHABETS.match(char))
    return not one or 2 * max(one.values()) < len(strange)
