"""Finds what a sentence puts in another thing's place: a clause of the text says all the rest of it, but of something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text.fold import Folded, fold
from corpus.text.script import is_han
from index.lexical.tokens import FUNCTION_WORDS
from qa.claims.clauses import Clause, clauses, subjects
from qa.claims.comparisons import compares
from qa.claims.coverage import ABSENT, TextWords, has, held, share
from qa.claims.order import is_passive
from qa.claims.voices import spoken

REST = 0.8
"""Share of the rest of the sentence that the other clause has at the least."""
STANDS = 0.9
"""Share of the thing that another clause has at the least: it is one of the text's own."""
AS_GOOD = 0.05
_FEW_HAN, _FEW_LATIN = 3, 2
_SIDE_NOTE = re.compile(
    r"[今明去前后当本]年|[上下]半年|目前|近日|日前|首次|同比|累计|预计|此前|随后|已经?|将|还|也|则|仍|共|再|先|就|又|均|另|当场|现场|约|近|多"
    r"|\b(?:today|yesterday|now|also|still|later|last|next|this|first|again|only|about|nearly|almost|\w+ly)\b"
)
"""What may be left out of a clause, and stands in nothing's place."""
_PREDICATE = re.compile(r".[是会将要已了把被].")
_REFERS = re.compile(
    r"[\s并]*(?:it|he|she|they|this|these|both|all|该|其|此|他|她|它|这|两[者地市县家]|双方|都|各)"
    r"|(?:the )?(?:document|project|company|firm|group|city|town|zone|area|region|event|agency|country|government)\b"
)
"""What refers to something named before."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of words that the other text lacks: where it stands, and whether words that both have stand before and behind."""

    start: int
    end: int
    before: bool
    behind: bool
    units: int


def substituted(sentence: str, text: str) -> Iterator[str]:
    """The parts of the sentence in whose place every clause that says the rest has another one."""
    if compares(sentence) or is_han(sentence) != is_han(text):
        return
    there = clauses(text)
    for mine in clauses(spoken(sentence)[1]):
        said = mine.whole
        fits = [(share(said, TextWords.of(c.whole)), c) for c in there]
        best = max((fit for fit, _ in fits), default=0.0)
        found = [_exchanged(said, c, there, text) for fit, c in fits if fit >= best - AS_GOOD]
        if found and all(found) and (len(set(found)) == 1 or any(map(_is_named, found))):
            yield found[0]


def _exchanged(said: str, clause: Clause, there: Sequence[Clause], text: str) -> str:
    folded, theirs = fold(said), fold(clause.whole)
    parts, rest = _lacking(folded, theirs)
    if rest < REST or _REFERS.match(theirs):
        return ""
    rivals, _ = _lacking(theirs, folded)
    for part in parts:
        words = said[part.start : part.end]
        if not _is_a_thing(words, part) or not _is_no_part(said, part, text) or fold(words) not in fold(text):
            continue
        if any(has(words, c.text) >= STANDS for c in there if c is not clause and c.text not in clause.whole):
            turned = is_passive(said) != is_passive(clause.whole)
            if any(
                _in_its_place(part, rival, turned) and _alike(words, theirs[rival.start : rival.end])
                for rival in rivals
            ):
                return words
    return ""


def _lacking(folded: Folded, other: Folded) -> tuple[list[_Part], float]:
    """The runs of words that the other text lacks, and how much of the other words it has."""
    units = sorted(held(folded, TextWords.of(other)))
    runs: list[list[int]] = []
    for place, (_, _, share_) in enumerate(units):
        if share_ < ABSENT:
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
    had = [share_ for _, _, share_ in units if share_ >= ABSENT]
    if len(had) < (_FEW_HAN if is_han(folded) else _FEW_LATIN):
        return [], 0.0
    parts = [
        _Part(
            units[run[0]][0],
            units[run[-1]][1],
            any(units[p][2] >= ABSENT for p in range(run[0])),
            any(units[p][2] >= ABSENT for p in range(run[-1] + 1, len(units))),
            len(run),
        )
        for run in runs
    ]
    longest = max((part.units for part in parts), default=0)
    others = sum(part.units for part in parts) - longest
    return parts, sum(had) / (len(had) + others)


def _is_named(words: str) -> bool:
    return bool(subjects(words)) or _DIGIT.search(words) is not None


def _is_a_thing(words: str, part: _Part) -> bool:
    """Whether it is no more than a thing: in Chinese two characters and more that no small word parts."""
    if _PREDICATE.search(words):
        return False
    return part.units >= 2 if is_han(words) else bool(_DIGIT.search(words)) or len(words) > 2


def _is_no_part(said: str, part: _Part, text: str) -> bool:
    """Whether it is a whole thing: not the valley of Orme valley, where that stands in the text, and not 这届大会."""
    if is_han(said):
        return not re.search(r"[这该本此]$", said[: part.start])
    before = re.search(r"[\w'’-]+ $", said[: part.start])
    return (
        not before
        or fold(before.group().strip()) in FUNCTION_WORDS
        or fold(before.group() + said[part.start : part.end]) not in fold(text)
    )


def _in_its_place(part: _Part, rival: _Part, turned: bool) -> bool:
    if (part.before, part.behind) == (rival.before, rival.behind):
        return True
    return turned and (part.before, part.behind) == (rival.behind, rival.before)


def _alike(words: str, rival: str) -> bool:
    bare = _SIDE_NOTE.sub("", rival).strip(" \n,，的")
    if bool(_DIGIT.search(words)) != bool(_DIGIT.search(bare)):
        return False
    return len(bare) > 1 and not _REFERS.match(bare)
