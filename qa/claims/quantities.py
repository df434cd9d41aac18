"""Figures that count or measure something."""

import re

from corpus.text.fold import fold
from qa.facts.figures import Figure, figures

_LABEL_BEFORE = re.compile(
    r"(?:第|\b(?:no\.?|number|line|route|phase|stage|room|flight|platform|gate|unit|building|chapter|article|session) ?)$"
)
_LABEL_BEHIND = re.compile("[号届期]")


def quantities(text: str) -> list[Figure]:
    """The figures that count or measure something, unlike those in 2号线, 第13届 and "line 2"."""
    folded = fold(text)
    return [
        f
        for f in figures(text)
        if not _LABEL_BEFORE.search(folded, max(0, f.start - 10), f.start) and not _LABEL_BEHIND.match(folded, f.end)
    ]
