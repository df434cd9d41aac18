"""Abbreviations that articles introduce themselves: 世界卫生组织（世卫组织）, 省人民政府（以下简称省政府）, 国内生产总值（GDP）.

Schwartz & Hearst 2003, "A simple algorithm for identifying abbreviation definitions in biomedical text": the characters
of the short form are matched from the right, each with the nearest of the long one. Letters match no characters, so the
long form of an acronym is what nearly all articles have before it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.text.fold import fold
from corpus.text.script import HAN
from index.aliases.sets import AliasSet

MAX_ABBREVIATIONS = 5_000
"""Abbreviations of one index, the commonest."""
TIMES_LONGER = 5
"""A long form has at most this many times the characters of the short one."""
MIN_FULL_CHARS, MAX_FULL_CHARS = 3, 12
"""Characters of what an acronym stands for."""
AGREED = 0.8
"""Share of an acronym's occurrences that have the same characters before them."""

_DEFINITION = re.compile(
    rf"(?P<before>[{HAN}]{{3,40}})[》”\"]?[（(](?:(?:以下|下文|下)?(?:简|统|合|并)?称为?[:：]?)?[“\"「『]?"
    rf"(?P<short>[{HAN}]{{2,8}}|[A-Z][A-Za-z&-]*[A-Z][A-Za-z&-]*)[”\"」』]?[）)]"
)
_LEADING = re.compile(r"(?:根?据|以?及|和(?!平)|与|在|是?由|是|包括|[了的届等对向从于将使])(?=.{3})")
"""Words in front of a name."""


@dataclass(slots=True)
class AbbreviationFinder:
    """Takes the texts of articles one by one; `sets` then has each abbreviation with what it stands for."""

    _found: dict[str, Counter[str]] = field(default_factory=dict)
    """How often which long form stands before a short one; before an acronym, all characters that do."""

    def add(self, text: str) -> None:
        """Add an article's text."""
        for short, full in _definitions(text):
            self._found.setdefault(short, Counter())[full] += 1

    def sets(self) -> Sequence[AliasSet]:
        """Long and short forms; a short form that stands for many things stands for none."""
        ranked = sorted(self._found.items(), key=lambda item: (-item[1].total(), item[0]))
        pairs = ((_full(short, before), short) for short, before in ranked)
        return [pair for pair in pairs if pair[0]][:MAX_ABBREVIATIONS]


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for match in _DEFINITION.finditer(text):
        short, before = match["short"], match["before"]
        if short.isascii():
            leading = _LEADING.match(before)
            yield short, before[leading.end() if leading else 0 :]
        elif full := _long_form(fold(before), fold(short)):
            yield fold(short), full


def _long_form(before: str, short: str) -> str:
    """The end of the text that has the short form's characters in order and begins with its first; empty for none."""
    at = len(before)
    for character in reversed(short):
        at = before.rfind(character, 0, at)
        if at < 0:
            return ""
    full = before[at:]
    return full if len(short) < len(full) <= TIMES_LONGER * len(short) and short not in full else ""


def _full(short: str, before: Counter[str]) -> str:
    """What a short form stands for; empty where that is not clear."""
    if not short.isascii():
        full, count = before.most_common(1)[0]
        return full if 2 * count >= before.total() else ""
    if len(before) == 1:
        return next((text for text in before if len(text) <= MAX_FULL_CHARS), "")
    for length in range(MAX_FULL_CHARS, MIN_FULL_CHARS - 1, -1):
        ends = Counter[str]()
        for text, count in before.items():
            ends[text[-length:]] += count
        end, count = ends.most_common(1)[0]
        if len(end) == length and count >= AGREED * before.total():
            return end
    return ""
