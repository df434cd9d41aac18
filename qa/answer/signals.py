"""What a sentence shows of answering a question, as numbers that a fitted model weighs (qa.answer.ranking).

Repeating the question must not be worth more than answering it, so the words of the question may stand before the sentence as well:
news names its subject once and then goes on.
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
"""What a word of the question counts that only the sentence before has; of the one before that, DECAY of it, and so on."""
TITLE = 0.5
"""What a word of the question counts that only the title, or the article's first line, has."""
WITHIN = 24
"""Characters between a subject and the role that it is said to have."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WHOLE = tuple("。！？!?.；;")
_CUT = ("...", "…")
_CLOSING = "”’」』）)】》\"' "


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The concepts of a question, what each counts (together 1), and which of them are the attribute that is asked for."""

    concepts: Sequence[Concept]
    shares: Sequence[float]
    attribute: Sequence[bool]

    def held(self, terms: AbstractSet[str]) -> list[float]:
        """What a text with these terms has of each concept, 0 to 1."""
        return [concept.held(terms) for concept in self.concepts]

    def total(self, held: Sequence[float]) -> float:
        """Share (0 to 1) of the question, by rarity."""
        return sum(share * part for share, part in zip(self.shares, held, strict=True))

    def of_attribute(self, held: Sequence[float]) -> float:
        """Share (0 to 1) of the attribute's words; 0 where it has none."""
        own = [(s, h) for s, h, a in zip(self.shares, held, self.attribute, strict=True) if a]
        return sum(s * h for s, h in own) / (sum(s for s, _ in own) or 1.0)


def asked_words(question: Question, concepts: Sequence[Concept], shares: Sequence[float]) -> AskedWords:
    """The question's concepts, each marked as attribute or not."""
    words = set(question.attribute.split())
    first = [next(iter(concept.terms)) for concept in concepts]
    attribute = [term in question.attribute if has_han(term) else term in words for term in first]
    return AskedWords(concepts, shares, attribute)


def new_things(question: Question, kind: AnswerKind, sentence: str) -> list[str]:
    """The things of a kind in a sentence, folded; those that the question has itself are left out where the kind wants new ones."""
    said, form = fold(sentence), ANSWER_TYPES[kind]
    pattern = question.figure if kind is AnswerKind.NUMBER and question.figure else form.thing
    matches = [m for m in pattern.finditer(said) if kind is not AnswerKind.ROLE or _is_of(question.subject, said, m)]
    found = [match.group() for match in matches]
    return [thing for thing in found if _is_new(thing, question.text)] if form.new else found


def _is_of(subject: str, said: str, thing: re.Match[str]) -> bool:
    """Whether a thing stands with its subject or shortly behind it; always without a subject, or one in other letters."""
    if not subject or has_han(subject) != has_han(said):
        return True
    return subject in said[max(0, thing.start() - WITHIN) : thing.end()]


def _is_new(thing: str, question: str) -> bool:
    numbers = set(_NUMBER.findall(thing))
    return not numbers <= set(_NUMBER.findall(question)) if numbers else thing not in question


def fitting(question: Question, sentence: str) -> dict[AnswerKind, bool]:
    """Of each kind that is asked for, whether the sentence has a thing of it."""
    return {kind: bool(new_things(question, kind, sentence)) for kind in question.kinds}


def kind_signals(fits: Mapping[AnswerKind, bool]) -> dict[str, float]:
    """For each kind 1 where the sentence has a thing of it, -1 where it has none, 0 where it is not asked for."""
    return {f"fits_{kind}": 0.0 if kind not in fits else 1.0 if fits[kind] else -1.0 for kind in ANSWER_TYPES}


def fit(signals: Mapping[str, float]) -> float:
    """1 where it has a thing of a kind that is asked for, -1 where it has none, 0 where no kind is asked for."""
    marks = [mark for name, mark in signals.items() if name.startswith("fits_") and mark]
    return max(marks, default=0.0)


def form_signals(
    sentence: str, terms: AbstractSet[str], asked: AbstractSet[str], *, several: bool = False
) -> dict[str, float]:
    """`new`: share of its terms that are not the question's; `length`; `whole`: 1 where it ends as a sentence ends.

    `items`: the log of how many signs it has that set items apart, where `several` things are asked for.
    """
    text = sentence.rstrip(_CLOSING)
    return {
        "new": len(terms - asked) / (len(terms) or 1),
        "length": log1p(len(sentence)) / 5,
        "items": log1p(enumerated(sentence)) if several else 0.0,
        "whole": float(text.endswith(_WHOLE) and not text.endswith(_CUT)),
    }
