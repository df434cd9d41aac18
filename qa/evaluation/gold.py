"""Gold strings, and whether a text contains them, however its figures are written."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from corpus.text.fold import fold
from qa.facts.figures import figures

Gold: TypeAlias = tuple[tuple[str, ...], ...]
"""What a right answer contains: every item, each in any one of its wordings. Empty if nothing answers."""

_SPACE = re.compile(r"(?<![a-z])\s+|\s+(?![a-z])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_EDGES = re.compile(r"^\W+|[^\w%℃]+$")


def holds(text: str, item: Iterable[str]) -> bool:
    """Whether a text has one of an item's wordings: 1.4万 is found in "14,000 people", but 12人 not in "112人"."""
    return any(
        _stands_in(_EDGES.sub("", written(wording)), written(text))
        for wording in item
        for written in (_plain, _counted)
    )


def held_by(texts: Iterable[str], gold: Gold) -> bool:
    """Whether the texts together have every item; False if there are no items."""
    texts = list(texts)
    return bool(gold) and all(any(holds(text, item) for text in texts) for item in gold)


def _stands_in(wording: str, text: str) -> bool:
    """Whether the wording is in the text, and not as part of a longer number."""
    before = r"(?<!\d)(?<!\d\.)" if wording[:1].isdigit() else ""
    after = r"(?!\.?\d)" if wording[-1:].isdigit() else ""
    return bool(wording) and re.search(before + re.escape(wording) + after, text) is not None


@lru_cache(maxsize=4_096)
def _plain(text: str) -> str:
    """Folded, with spaces only between Latin words and no commas within numbers."""
    return _THOUSANDS.sub("", _SPACE.sub("", fold(text).strip()))


@lru_cache(maxsize=4_096)
def _counted(text: str) -> str:
    """As `_plain`, with every clear figure in digits and base units: 百分之八点一 and 8.1% are the same."""
    parts, end = [], 0
    for figure in figures(text):
        if figure.clear and figure.start >= end:
            parts += [text[end : figure.start], f"{figure.value.normalize():f}{figure.unit}"]
            end = figure.end
    return _plain("".join([*parts, text[end:]]))
