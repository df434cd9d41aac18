"""Features of a sentence as an answer, for the fitted ranking model (qa.answer.ranking).

Repeating the question must not score higher than answering it. So words of the question count in the previous sentences
as well: news names its subject once and then omits it.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log1p

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.lexical.concepts import Concept
from qa.answer.listing import enumerated
from qa.question.analysis import Question
from qa.question.answer_types import ANSWER_TYPES, AnswerKind

DECAY = 0.5
"""Weight of a question word that only the previous sentence has; the one before that has DECAY squared, and so on."""
TITLE = 0.5
"""Weight of a question word that only the title or the article's first line has."""
WITHIN = 24
"""Maximum characters between a subject and its role."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WHOLE = tuple("。！？!?.；;")
_CUT = ("...", "…")
_CLOSING = "”’」』）)】》\"' "


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The concepts of a question, their weights (sum 1), and which of them are the requested attribute."""

    concepts: Sequence[Concept]
    shares: Sequence[float]
    attribute: Sequence[bool]

    def held(self, terms: AbstractSet[str]) -> list[float]:
        """How far a text with these terms covers each concept (0 to 1)."""
        return [concept.held(terms) for concept in self.concepts]

    def total(self, held: Sequence[float]) -> float:
        """Weighted share (0 to 1) of the question that is covered."""
        return sum(share * part for share, part in zip(self.shares, held, strict=True))

    def of_attribute(self, held: Sequence[float]) -> float:
        """Share (0 to 1) of the attribute's words that is covered; 0 if there is no attribute."""
        own = [(s, h) for s, h, a in zip(self.shares, held, self.attribute, strict=True) if a]
        return sum(s * h for s, h in own) / (sum(s for s, _ in own) or 1.0)


def asked_words(question: Question, concepts: Sequence[Concept], shares: Sequence[float]) -> AskedWords:
    """The question's concepts, marked as attribute or not."""
    words = set(question.attribute.split())
    first = [next(iter(concept.terms)) for concept in concepts]
    attribute = [term in question.attribute if has_han(term) else term in words for term in first]
    return AskedWords(concepts, shares, attribute)


def new_things(question: Question, kind: AnswerKind, sentence: str) -> list[str]:
    """The instances of a type in a sentence, folded, without those of the question if the type requires new ones."""
    said, form = fold(sentence), ANSWER_TYPES[kind]
    pattern = question.figure if kind is AnswerKind.NUMBER and question.figure else form.thing
    matches = [m for m in pattern.finditer(said) if kind is not AnswerKind.ROLE or _is_of(question.subject, said, m)]
    found = [match.group() for match in matches]
    return [thing for thing in found if _is_new(thing, question.text)] if form.new else found


def _is_of(subject: str, said: str, thing: re.Match[str]) -> bool:
    """Whether an instance is next to its subject or soon after it; True without a subject or across scripts."""
    if not subject or has_han(subject) != has_han(said):
        return True
    return subject in said[max(0, thing.start() - WITHIN) : thing.end()]


def _is_new(thing: str, question: str) -> bool:
    numbers = set(_NUMBER.findall(thing))
    return not numbers <= set(_NUMBER.findall(question)) if numbers else thing not in question


def fitting(question: Question, sentence: str) -> dict[AnswerKind, bool]:
    """For each requested type, whether the sentence has an instance of it."""
    return {kind: bool(new_things(question, kind, sentence)) for kind in question.kinds}


def kind_signals(fits: Mapping[AnswerKind, bool]) -> dict[str, float]:
    """For each type: 1 if the sentence has an instance, -1 if it has none, 0 if the type is not requested."""
    return {f"fits_{kind}": 0.0 if kind not in fits else 1.0 if fits[kind] else -1.0 for kind in ANSWER_TYPES}


def fit(signals: Mapping[str, float]) -> float:
    """1 if it has an instance of a requested type, -1 if it has none, 0 if no type is requested."""
    marks = [mark for name, mark in signals.items() if name.startswith("fits_") and mark]
    return max(marks, default=0.0)


def form_signals(
    sentence: str, terms: AbstractSet[str], asked: AbstractSet[str], *, several: bool = False
) -> dict[str, float]:
    """`new`: share of the sentence's terms not in the question; `length`; `whole`: 1 if it ends like a sentence.

    `items`: the log of its number of list separators, if `several` things are asked for.
    """
    text = sentence.rstrip(_CLOSING)
    return {
        "new": len(terms - asked) / (len(terms) or 1),
        "length": log1p(len(sentence)) / 5,
        "items": log1p(enumerated(sentence)) if several else 0.0,
        "whole": float(text.endswith(_WHOLE) and not text.endswith(_CUT)),
    }
