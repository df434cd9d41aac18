"""The head of a page: everything above the first sentence of the article."""

import re
from dataclasses import dataclass

from corpus.cleaning.dateline import MAX_SOURCE_CHARS, Dateline, dateline, is_byline, is_label
from corpus.cleaning.lines import Kind, kind
from corpus.cleaning.titles import TITLE

SUBTITLE = ("——", "--", "—", "──")
BULLET = ("•", "·", "●", "■", "◆", "▪", "-", "*", ">", "»")
MIN_HEADLINE_CHARS = 5
"""A shorter line between headline and dateline is a writer's name or the like, if there is a longer line."""

FORMER_TITLE = re.compile(r"(?:原标题|原標題)\s?[:：]\s?")
HEAD_LINES = 20
"""How many lines at the top may have a label on a line of its own."""
LATE_DATELINE_LINES = 12
"""How many lines of the body are searched for a late dateline."""


def join_labels(text: str) -> str:
    """The text with each bare label in its head, such as 来源：, joined to the line below it."""
    head, below = (lines := text.split("\n"))[:HEAD_LINES], lines[HEAD_LINES:]
    joined: list[str] = []
    for line in head:
        own = kind(line) if joined and is_label(joined[-1]) else None
        if own is Kind.BLANK:
            continue
        if own in (Kind.SHORT, Kind.STAMP) and len(line) <= MAX_SOURCE_CHARS:
            joined[-1] = f"{joined[-1].rstrip()}{line.strip()}"
        else:
            joined.append(line)
    return "\n".join([*joined, *below])


@dataclass(frozen=True, slots=True)
class Head:
    """Line numbers; `end` is the first line of the article's body, or the number of lines if there is no sentence."""

    end: int
    datelines: dict[int, Dateline]
    headline: int | None
    late: int | None
    """A dateline among the first lines of the body, below a summary."""

    @property
    def first(self) -> int:
        """The first dateline, or the end of the head if there is none."""
        return min(self.datelines, default=self.end)


def read_head(lines: list[str]) -> Head:
    """The head of a page, everything above the first sentence.

    A date without a label is the page's own only if no other line, except the last, is a mere date: a chronicle has
    many.
    """
    end = next((i for i, line in enumerate(lines) if kind(line) is Kind.BODY), len(lines))
    found = {i: line for i in range(end) if (line := dateline(lines[i]))}
    bare = [i for i, line in found.items() if not line.labelled]
    if bare and (len(bare) > 1 or sum(kind(line) is Kind.STAMP for line in _but_last(lines)) > 1):
        found = {i: line for i, line in found.items() if line.labelled}
    return Head(end, found, _headline(lines, end, found), None if found else _late(lines, end))


def _late(lines: list[str], end: int) -> int | None:
    """The one dateline below the head that has a label and a date; if there are two, they are part of a list."""
    near = range(end, min(end + LATE_DATELINE_LINES, len(lines)))
    found = [i for i in near if (line := dateline(lines[i])) and line.labelled and line.published]
    return found[0] if len(found) == 1 else None


def _but_last(lines: list[str]) -> list[str]:
    last = max((i for i, line in enumerate(lines) if line.strip()), default=0)
    return lines[:last]


def _headline(lines: list[str], end: int, datelines: dict[int, Dateline]) -> int | None:
    """The nearest heading above the dateline, else below it; without a dateline the first, if a sentence follows."""
    labelled = next((i for i in range(end) if TITLE.match(lines[i].strip())), None)
    if labelled is not None:
        return labelled
    headings = [i for i in range(end) if i not in datelines and is_heading(lines[i])]
    if not datelines:
        return _but_bylines(lines, headings)[0] if headings and end < len(lines) else None
    if not any(line.strip() for line in lines[max(datelines) + 1 :]):
        return next(iter(_but_bylines(lines, headings)), None)
    above = _but_bylines(lines, [i for i in reversed(headings) if i < min(datelines)])
    below = [i for i in headings if i > min(datelines)] if end < len(lines) else []
    long = [i for i in above if len(lines[i].strip()) >= MIN_HEADLINE_CHARS]
    return next(iter([*long, *above, *below]), None)


def _but_bylines(lines: list[str], headings: list[int]) -> list[int]:
    """The headings without those that name the writers, unless there is no other."""
    return [i for i in headings if not is_byline(lines[i])] or headings


def is_heading(line: str) -> bool:
    """Whether a line may be an article's title: short, and not a list item, subtitle, salutation or button."""
    line = line.strip()
    if line.startswith((*SUBTITLE, *BULLET)) or line.endswith(("：", ":")) or FORMER_TITLE.match(line):
        return False
    return kind(line) is Kind.SHORT
