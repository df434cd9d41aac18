"""Whether chosen sentences answer a question: a calibrated probability, and the words for it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from corpus.text.script import is_han
from index.lexical.tokens import tokenise
from index.query import Query
from qa.answer.candidates import Candidate, held
from qa.types import Confidence

CALIBRATION = Path(__file__).parent / "calibration"
"""The fitted curves and the table of numbers that they were fitted on (qa.evaluation.calibrate)."""

FEATURES = ("score", "cosine", "matched", "covered")
"""What the probability depends on; `features` says what each of them is.

Nothing that compares with the rest of the index is among them: how far the best passage is above the others is worth
0.005 of AUC on a large pool, and nothing in an index of one article.
"""


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic regression (Platt 1999): 1 / (1 + exp(-(intercept + sum of weight * feature)))."""

    weights: Mapping[str, float]
    intercept: float
    answered: float
    """From which probability on a question counts as answered."""

    def probability(self, found: Mapping[str, float]) -> float:
        """Chance (0 to 1) that sentences with these features answer."""
        return 1 / (1 + exp(-self.intercept - sum(w * found[name] for name, w in self.weights.items())))


MEDIUM, HIGH = 0.5, 0.8
"""From which probability on the confidence is medium or high."""


@cache
def curves(path: Path = CALIBRATION / "curves.json") -> Mapping[bool, Curve]:
    """The fitted curves: for sentences in the question's language (False) and across languages (True)."""
    found = json.loads(path.read_text("utf-8"))["curves"]
    return {name == "across": Curve(**curve) for name, curve in found.items()}


def across(question: str, candidates: Sequence[Candidate]) -> bool:
    """Whether the best sentence is in another language than the question."""
    return is_han(candidates[0].sentence.text) != is_han(question)


def features(query: Query, counts: Sequence[float], candidates: Sequence[Candidate]) -> dict[str, float]:
    """What is known of an answer, by name; `candidates` best first, at least one. `counts`: what each concept counts.

    score, cosine and matched are the best sentence's (qa.answer.candidates). covered: share (0 to 1) of the question's words, by
    rarity, that the sentence, its passage and its title have.
    """
    best = candidates[0]
    sentence = best.sentence
    passage = sentence.passage.text if sentence.passage else ""
    terms = set(tokenise(f"{sentence.article.title}\n{passage}\n{sentence.text}"))
    return {
        "score": best.score - best.lift,
        "cosine": best.cosine,
        "matched": best.matched,
        "covered": held(query, counts, terms),
    }


def confidence(probability: float, answered: float) -> Confidence:
    """The word for a probability; NONE below `answered`: then the question counts as unanswered."""
    steps = ((HIGH, Confidence.HIGH), (MEDIUM, Confidence.MEDIUM), (answered, Confidence.LOW))
    if probability < answered:
        return Confidence.NONE
    return next(word for least, word in steps if probability >= least)
