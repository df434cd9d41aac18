"""Joins hard-wrapped lines: a text that was broken at a fixed width becomes paragraphs again."""

import re
from collections.abc import Callable
from itertools import pairwise

from corpus.text.script import UNSPACED, WIDE

WIDTHS = range(30, 165)
"""Columns that a page may be wrapped at; a Han character takes two. Verse is narrower, paragraphs are wider."""
SLACK = 5
"""Columns by which a full line may fall short of the page's width, in addition to the word that did not fit:
punctuation may hang over the edge, and programs disagree on how wide quotation marks are."""
MIN_BREAKS = 2
"""The fewest lines broken in the middle of a sentence on a page that counts as wrapped."""
FULL_SHARE = 0.85
"""Share of the width of a PDF's wide lines from which a line counts as full: columns and type sizes differ a little."""

CELLS = " · "
"""The separator between the cells of a table row, which is a line of its own."""
NAMED = ": "
"""What stands between the head of a column and the value in a cell."""
ENDS_SENTENCE = re.compile(r"[。！？!?…；;：:.][\"'”’」』）)】〉》]*$")
# Headings, tables and verse seldom have a stop or comma with text after it on the same line.
PROSE = re.compile(r"[。！？；，,.!?;][\"'”’」』）)]?\s?[^\W\d]")
LIST_ITEM = re.compile(
    r"\s*(?:[-*+•●▪◆■○◇※→|#>]|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.、．](?!\d)"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条款])"
)
INDENT = re.compile(r"[ \t\xa0]{2}|\u3000")
# What moves to the next line as a unit: a Latin word, or a Han character with the marks that may not begin a line.
FIRST_WORD = re.compile(r"[!-~]+|.[，。、；：？！”’）》]*")
WORD = re.compile(r"\w")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WIDE = re.compile(f"[{WIDE}]")
EITHER = re.compile(r"[·—‘’“”…①-⓿]")
"""Characters that take two columns beside Han characters in some programs, one in others."""

# A word that was cut at the end of a line has a part that is not a word: kilo-metres, recon-struction; coal-mining is a
# compound and keeps its hyphen.
BOUND_BEGINNING = re.compile(
    r"\b(?:kilo|centi|milli|micro|mega|giga|inter|trans|infra|circum|contem|govern|com|con|dis|im)-$", re.I
)
BOUND_END = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{0,3}[aeiouy]{0,2}[bcdfghjklmnpqrstvwxz]?"
    r"(?:[cpstx]?tion|sion|cian|ment|ness|ity|ance|ence|ative|itive|ctive|ical|ology|ture|ious|eous|ably|ibly|ally)(?:s|al|ary|ed)?\b"
)

Measure = Callable[[str], int]


def is_named_row(line: str) -> bool:
    """Whether a line is a table row whose cells name their columns: its words are data, whatever they say."""
    return CELLS in line and any(NAMED in cell for cell in line.split(CELLS)[1:])


def _wide_quotes(text: str) -> int:
    return len(text) + len(_WIDE.findall(text)) + len(EITHER.findall(text))


def _narrow_quotes(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


MEASURES: tuple[Measure, ...] = (_wide_quotes, _narrow_quotes, len)
"""Columns, counted in two ways, and characters: a page cut by characters is cut at an exact number, even in words."""


def join_wrapped_lines(text: str) -> str:
    """The text with the lines of each paragraph joined, if the page as a whole is wrapped at one width.

    A page is wrapped if no line is wider than that width, and its prose breaks off in the middle of sentences just
    where the next word would not have fitted, and goes on until the end of a sentence. Short lines, headings and list
    items stay as they are. If a sentence ends at the end of a full line, the paragraph goes on unless a blank or
    indented line follows; on a page that has neither, only if the line is filled to the last column.
    """
    lines = text.split("\n")
    if max(map(len, lines)) > WIDTHS.stop:
        return text
    filled = [i for i, line in enumerate(lines) if line.strip()]
    rows = {i for i in filled if CELLS in lines[i]}  # of a table
    pairs = [pair for pair in pairwise(filled) if not LIST_ITEM.match(lines[pair[1]]) and rows.isdisjoint(pair)]
    if not any(PROSE.search(line) for line in lines):
        return text
    joins = max((_joins(lines, pairs, measure) for measure in MEASURES), key=len)
    chopped = len({len(lines[i]) for i in joins}) == 1
    return _joined(lines, joins, chopped) if joins else text


def join_full_lines(text: str) -> str:
    """The text of a page that breaks every line at its width, as a PDF does, with the lines of each paragraph joined.

    A line goes on below if it is about as wide as the widest ones and does not end a sentence, or if it ends in a
    hyphen. The rows of a table stay lines.
    """
    lines = [line.strip() for line in text.splitlines()]
    widths = sorted(_wide_quotes(line) for line in lines if line and CELLS not in line)
    full = FULL_SHARE * widths[int(0.9 * len(widths))] if widths else 0
    joined: list[str] = []
    for before, line in pairwise(["", *lines]):
        is_full = _wide_quotes(before) >= full and not ENDS_SENTENCE.search(before[-6:])
        if CELLS in before or CELLS in line:
            joined.append(line)
        elif joined and line and (is_full or (before[-2:-1].isalpha() and before.endswith("-") and line[0].isalpha())):
            joined[-1] = glued(joined[-1], line)
        else:
            joined.append(line)
    return "\n".join(joined)


def _joins(lines: list[str], pairs: list[tuple[int, int]], measure: Measure) -> dict[int, int]:
    """From each continued line to the line that continues it; empty if this measure finds no common width."""
    width = max(measure(line.strip()) for line in lines)
    if (2 * width if measure is len else width) not in WIDTHS:
        return {}
    broken = [pair for pair in pairs if not ENDS_SENTENCE.search(lines[pair[0]].rstrip()[-6:])]
    full = {(a, b) for a, b in pairs if _is_full(lines[a].strip(), lines[b].strip(), width, measure)}
    breaks = sum(pair in full for pair in broken)
    if breaks < MIN_BREAKS or 3 * breaks < 2 * len(broken) or 3 * breaks < len(pairs):
        return {}
    middle, marked = set(broken), _marks_paragraphs(lines, pairs)
    joins = {
        a: b
        for a, b in full
        if (a, b) in middle
        or (b == a + 1 and not INDENT.match(lines[b]) and (marked or measure(lines[a].strip()) >= width))
    }
    ends = [ENDS_SENTENCE.search(lines[b].rstrip()[-6:]) for b in joins.values() if b not in joins]
    return joins if 2 * sum(map(bool, ends)) >= len(ends) else {}


def _marks_paragraphs(lines: list[str], pairs: list[tuple[int, int]]) -> bool:
    """Whether the page sets paragraphs off with blank or indented lines."""
    return any(b > a + 1 for a, b in pairs) or any(INDENT.match(line) for line in lines)


def _is_full(line: str, following: str, width: int, measure: Measure) -> bool:
    """Whether the following line's first word would not have fitted."""
    if measure is len:
        return len(line) >= width - 1
    word = FIRST_WORD.match(following)
    return measure(line) + (measure(word[0]) if word else 0) > width - SLACK


def _joined(lines: list[str], joins: dict[int, int], chopped: bool) -> str:
    """The joined lines, without the blank lines between two lines that are joined.

    `chopped` says that all lines were cut to one length, even within words, so spaces at the edges stay and none is
    added.
    """
    joined: list[str] = []
    due = -1
    for i, line in enumerate(lines):
        if i == due:
            joined[-1] = joined[-1] + line if chopped else glued(joined[-1], line)
        elif i > due:
            joined.append(line)
        due = joins.get(i, due)
    return "\n".join(joined)


def glued(line: str, following: str) -> str:
    """Two lines as one: a space between words, none beside a Han character, within a number or after a hyphen."""
    line, following = line.rstrip(), following.strip()
    left = WORD.search(line[:-9:-1])
    right = WORD.search(following[:8])
    before, after = left[0] if left else "", right[0] if right else ""
    in_number = before.isdigit() and after.isdigit() and bool(_UNSPACED.search(line))
    if line[-2:-1].isalpha() and line.endswith("-") and (BOUND_BEGINNING.search(line) or BOUND_END.match(following)):
        return f"{line[:-1]}{following}"
    tight = (
        _UNSPACED.match(before) or _UNSPACED.match(after) or in_number or (line.endswith("-") and line[-2:-1].isalpha())
    )
    return f"{line}{'' if tight else ' '}{following}"
