"""Cleaning: from the text of a page to the text of its article.

Each step is a pure function from text to text that removes noise and leaves everything else unchanged; `STEPS` is
their order. Invisible characters go first, so that they hide nothing from the later steps; the tail of a page goes
before its head, so that the dates of other articles are not taken for its own.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from corpus.cleaning.artefacts import drop_invisible, drop_spelled
from corpus.cleaning.chrome import drop_head, drop_run_on, drop_tail, drop_widgets
from corpus.cleaning.encyclopaedia import drop_encyclopaedia
from corpus.cleaning.heads import join_labels
from corpus.cleaning.titles import title_of
from corpus.cleaning.unwrap import is_named_row, join_wrapped_lines
from corpus.text.fold import fold

Step = Callable[[str], str]


def tidy_lines(text: str) -> str:
    """One paragraph per line, without indentation and blank lines."""
    return "\n".join(line for raw in text.split("\n") if (line := raw.strip()))


STEPS: tuple[Step, ...] = (
    drop_invisible,
    drop_spelled,
    drop_encyclopaedia,
    drop_run_on,
    join_labels,
    drop_tail,
    drop_head,
    drop_widgets,
    join_wrapped_lines,
    tidy_lines,
)


@lru_cache(maxsize=1)
def prepared(text: str) -> str:
    """The text after the first steps: article, head and tail are all looked for in this text."""
    for step in STEPS[: STEPS.index(drop_tail)]:
        text = step(text)
    return text


@lru_cache(maxsize=1)
def without_tail(text: str) -> str:
    """The prepared text without the page's tail."""
    return drop_tail(prepared(text))


def clean(text: str, title: str = "") -> str:
    """The article's text: all steps in order until nothing changes, so cleaning twice is the same as cleaning once.

    Lines that only repeat the title, which is kept separately, are removed too, unless the text is nothing else. Every
    step removes something or leaves the text alone, so this terminates.
    """
    while True:
        cleaned = without_tail(text)
        for step in STEPS[STEPS.index(drop_tail) + 1 :]:
            cleaned = step(cleaned)
        cleaned = _without_title(cleaned, title)
        if cleaned == text:
            return text
        text = cleaned


def _without_title(text: str, title: str) -> str:
    wanted = _bare(title)
    if not wanted:
        return text
    lines = text.split("\n")
    kept = [
        line for line in lines if len(line) > 2 * len(title) + 20 or _bare(line) != wanted or is_named_row(line.strip())
    ]
    return "\n".join(kept) if kept else text


def _bare(line: str) -> str:
    """A title in the form for comparison: script, width, capitals and spaces make no difference."""
    return re.sub(r"\s+", "", fold(title_of(line)))
