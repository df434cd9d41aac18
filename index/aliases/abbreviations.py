"""Find abbreviations that articles introduce: 世界卫生组织（世卫组织）, 省人民政府（以下简称省政府）,
国内生产总值（GDP）, WHO（世界卫生组织）, World Health Organization (WHO).

The method is that of Schwartz & Hearst 2003, "A simple algorithm for identifying abbreviation definitions in biomedical
text": the characters of the short form are matched from right to left, each with the nearest one in the long form. An
acronym's letters cannot be matched with Han characters, so its long form is the text that nearly always precedes it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.text.fold import fold
from corpus.text.script import HAN
from index.aliases.sets import AliasSet
from index.crosslingual.glosses import words
from index.lexical.tokens import FUNCTION_WORDS

MAX_ABBREVIATIONS = 5_000
"""Maximum abbreviations per index; the most frequent are kept."""
TIMES_LONGER = 5
"""Maximum length of a long form, as a multiple of the short form's length."""
MIN_FULL_CHARS, MAX_FULL_CHARS = 3, 12
"""Minimum and maximum characters before an acronym that are taken as its long form."""
AGREED = 0.8
"""Minimum share of an acronym's occurrences that have the same characters before them."""

_ACRONYM = r"[A-Z][a-z&-]*[A-Z][A-Za-z&-]*"
_DEFINITION = re.compile(
    rf"(?P<joined>[{HAN}]{{2,20}}[—–-]{{1,2}})?(?P<before>[{HAN}]{{3,40}})[》”\"]?"
    rf"[（(](?P<told>(?:以下|下文|下)?(?:简|统|合|并)?称为?[:：]?)?[“\"「『]?(?P<short>[{HAN}]{{2,8}}|{_ACRONYM})[”\"」』]?[）)]"
)
_ACRONYM_FIRST = re.compile(
    rf"(?<![A-Za-z&-])(?P<short>{_ACRONYM})[（(](?P<full>[{HAN}]{{1,18}}"
    r"(?:组织|机构|银行|基金|[协学国议员事金]会|联盟|公司|集团|中心|总署|大学|论坛|研究[所院]|指数|系统|技术|协[定议]|条约|计划))[）)]"
)
"""The long form must end like the name of an institution, a measure or an agreement, which excludes CEO（李明）."""
_ENGLISH = re.compile(r"(?<![A-Za-z])(?P<before>(?:[A-Za-z][a-z'’-]* ){2,10})\((?P<short>[A-Z]{2,8})\)")
_LEADING = re.compile(r"(?:根?据|以?及|和(?!平)|与|在|是?由|是|包括|[了的届等对向从于将使])(?=.{3})")
"""Words before a name that are not part of it."""
_TIME = re.compile(
    "[今昨前明后当][天日晚晨早]|[今去前明]年[初底末]?|[上本下]个?[月周]|[上中下]午|[年月][初底末]|[近日此目]前|近[日来年期]|同期|期间"
)


class _Long(StrEnum):
    """How the long form of an abbreviation is found."""

    HAN = "han"
    ENGLISH = "english"
    BEFORE = "before"
    """The end of the text before the acronym."""


@dataclass(slots=True)
class AbbreviationFinder:
    """Collects the abbreviations in articles, added one by one; `sets` returns them with their long forms."""

    _found: dict[tuple[str, _Long], Counter[str]] = field(default_factory=dict)
    """How often each short form has each long form; for `BEFORE`, how often each text stands before the acronym."""

    def add(self, text: str) -> None:
        """Add an article's text."""
        for short, kind, full in _definitions(text):
            self._found.setdefault((short, kind), Counter())[full] += 1

    def sets(self) -> Sequence[AliasSet]:
        """Pairs of long and short form; ambiguous short forms are left out."""
        ranked = sorted(self._found.items(), key=lambda item: (-item[1].total(), item[0]))
        pairs = ((_full(kind, before), short) for (short, kind), before in ranked)
        return list(dict.fromkeys(pair for pair in pairs if pair[0]))[:MAX_ABBREVIATIONS]


def _definitions(text: str) -> Iterator[tuple[str, _Long, str]]:
    for match in _DEFINITION.finditer(text):
        short, before = match["short"], match["before"]
        if short.isascii():
            before = _behind_time(before)
            leading = _LEADING.match(before)
            yield short, _Long.BEFORE, before[leading.end() if leading else 0 :]
        elif full := _long_form(fold(f"{match['joined'] or ''}{before}"), fold(short), told=bool(match["told"])):
            yield fold(short), _Long.HAN, full
    for match in _ACRONYM_FIRST.finditer(text):
        yield match["short"], _Long.HAN, fold(match["full"])
    for match in _ENGLISH.finditer(text):
        if full := _spelled_out(match["before"].split(), match["short"]):
            yield match["short"], _Long.ENGLISH, full


def _behind_time(before: str) -> str:
    """What stands behind the last word of time, which is no part of a name: 国内生产总值 in 太原去年国内生产总值."""
    ends = (end for start, end in words(before) if _TIME.fullmatch(before[start:end]))
    name = before[max(ends, default=0) :]
    return name if len(name) >= MIN_FULL_CHARS else before


def _spelled_out(words: Sequence[str], acronym: str) -> str:
    """The last words whose initials spell the acronym, ignoring function words; "" if there are none."""
    at = len(words)
    for letter in reversed(acronym):
        at -= 1
        while at > 0 and words[at] in FUNCTION_WORDS and words[at][0].upper() != letter:
            at -= 1
        if at < 0 or words[at][0].upper() != letter:
            return ""
    return " ".join(words[at:])


def _long_form(before: str, short: str, *, told: bool) -> str:
    """The end of the text that contains the short form's characters in order and starts with the first; otherwise "".

    The beginning of a long form counts as a short form only if the article says so (`told`) or the name is a company's.
    """
    at = len(before)
    for character in reversed(short):
        at = before.rfind(character, 0, at)
        if at < 0:
            return ""
    full = before[at:]
    part = short in full and not (full.startswith(short) and (told or full.endswith("公司")))
    return full if len(short) < len(full) <= TIMES_LONGER * len(short) and not part else ""


def _full(kind: _Long, before: Counter[str]) -> str:
    """The long form of a short one; "" if it is ambiguous."""
    if kind is not _Long.BEFORE:
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
