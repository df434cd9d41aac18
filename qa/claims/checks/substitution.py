"""Finds substitutions: a clause of the text matches the sentence except for one part, which is something else there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.text.fold import Folded, fold
from corpus.text.script import is_han
from index.lexical.tokens import FUNCTION_WORDS
from qa.claims.checks.comparisons import compares
from qa.claims.checks.order import is_passive
from qa.claims.checks.voices import spoken
from qa.claims.clauses import Clause, clauses, subjects
from qa.claims.coverage import ABSENT, TextWords, closest, content, has, held

REST = 0.8
"""Minimum share of the rest of the sentence in the matching clause."""
STANDS = 0.9
"""Minimum share of the part in another clause, so that it is something from the text."""
_FEW_HAN, _FEW_LATIN = 3, 2
_SIDE_NOTE = re.compile(
    r"[今明去前后当本]年|[上下]半年|目前|近日|日前|首次|同比|累计|预计|此前|随后|已经?|将|还|也|则|仍|共|再|先|就|又|均|另|当场|现场|合计|总计|一共|约|近|多"
    r"|\b(?:today|yesterday|now|also|still|later|last|next|this|first|again|only|about|nearly|almost|\w+ly)\b"
)
"""Words that may be omitted from a clause; they are not substitutions."""
_PREDICATE = re.compile(r".[是会将要已了把被].")
_REFERS = re.compile(
    r"[\s并]*(?:it|he|she|they|this|these|both|all|该|其|此|他|她|它|这|两[者地市县家]|双方|都|各)"
    r"|(?:the )?(?:document|project|company|firm|group|city|town|zone|area|region|event|agency|country|government)\b"
)
"""References to something mentioned before."""
_LITTLE = re.compile(r"[的了着过是有]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of words that the other text lacks: its offsets, and whether there are common words before and after it."""

    start: int
    end: int
    before: bool
    behind: bool
    units: int


def substituted(sentence: str, text: str) -> Iterator[str]:
    """The parts of the sentence that every clause matching the rest has replaced."""
    if compares(sentence) or is_han(sentence) != is_han(text):
        return
    there = clauses(text)
    for mine in clauses(spoken(sentence)[1]):
        _, fitting = closest(mine.whole, [c.whole for c in there])
        found = [_exchanged(mine.whole, there[place], text) for place in fitting]
        if found and all(found) and (any(map(_is_named, found)) or _is_one_thing_or_two_halves(found, mine.whole)):
            yield found[0]


def _exchanged(said: str, clause: Clause, text: str) -> str:
    """The part of the words that this clause has replaced and another clause has; "" if there is none."""
    folded, theirs = fold(said), fold(clause.whole)
    parts, rest = _lacking(folded, theirs)
    if rest < REST or _REFERS.match(theirs):
        return ""
    turned = is_passive(said) != is_passive(clause.whole)
    rivals = _lacking(theirs, folded)[0]
    for part in parts:
        words = said[part.start : part.end]
        if _is_whole(said, part, text) and _stands_elsewhere(words, clause, text):
            placed = (rival for rival in rivals if _in_its_place(part, rival, turned=turned))
            if any(_may_replace(words, theirs[rival.start : rival.end]) for rival in placed):
                return words
    return ""


def _stands_elsewhere(words: str, clause: Clause, text: str) -> bool:
    """Whether another clause has the words, but not as one of several statements of a sentence about one subject."""
    if fold(words) not in fold(text) or (clause.head and fold(words) in fold(clause.before)):
        return False
    return any(has(words, c.text) >= STANDS for c in clauses(text) if c.text not in clause.whole)


def _lacking(folded: Folded, other: Folded) -> tuple[list[_Part], float]:
    """The runs of words that the other text lacks, and how much it has of everything but the longest one."""
    units = sorted(held(folded, TextWords.of(other)))
    has_it = [share >= ABSENT for _, _, share in units]
    if sum(has_it) < (_FEW_HAN if is_han(folded) else _FEW_LATIN):
        return [], 0.0
    parts = []
    for lacks, run in groupby(range(len(units)), lambda place: not has_it[place]):
        if lacks:
            places = list(run)
            first, last = places[0], places[-1]
            parts.append(_Part(units[first][0], units[last][1], any(has_it[:first]), any(has_it[last:]), len(places)))
    others = sum(part.units for part in parts) - max((part.units for part in parts), default=0)
    return parts, sum(share for _, _, share in units if share >= ABSENT) / (sum(has_it) + others)


def _is_one_thing_or_two_halves(found: Sequence[str], said: str) -> bool:
    """Whether all clauses lack the same part, or one lacks what another has, and not just scattered small parts."""
    different = set(found)
    return len(different) == 1 or (len(different) == 2 and sum(map(content, different)) >= STANDS * content(said))


def _is_named(words: str) -> bool:
    return bool(subjects(words)) or _DIGIT.search(words) is not None


def _is_whole(said: str, part: _Part, text: str) -> bool:
    """Whether a part is complete: not a predicate, not "valley" from "Orme valley", not 大会 from 这届大会."""
    words, before = said[part.start : part.end], said[: part.start]
    if _PREDICATE.search(words) or (is_han(said) and before[-1:] in tuple("这该本此")):
        return False
    modifier = re.search(r"([A-Za-z'’-]+) $", before)
    if modifier and fold(modifier[1]) not in FUNCTION_WORDS and fold(f"{modifier[0]}{words}") in fold(text):
        return False
    return part.units >= 2 if is_han(words) else _DIGIT.search(words) is not None or len(words) > 2


def _in_its_place(part: _Part, rival: _Part, *, turned: bool) -> bool:
    if (part.before, part.behind) == (rival.before, rival.behind):
        return True
    return turned and (part.before, part.behind) == (rival.behind, rival.before)


def _may_replace(words: str, rival: str) -> bool:
    """Whether the rival is a possible replacement: not empty, and a figure if the words are one."""
    bare = _SIDE_NOTE.sub("", rival).strip(" \n,，的")
    if _DIGIT.search(words) or _DIGIT.search(bare):
        return bool(_DIGIT.search(words) and _DIGIT.search(bare))
    return len(_LITTLE.sub("", bare)) > 1 and not _REFERS.match(bare)
