"""Whether chosen sentences answer a question: a calibrated probability, and the words for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from qa.answer.candidates import Candidate
from qa.answer.ranking import utility
from qa.answer.signals import fit
from qa.types import Confidence

CALIBRATION = Path(__file__).parent / "calibration"
"""The fitted curves and the table of numbers that they were fitted on (qa.evaluation.calibrate)."""

FEATURES = ("utility", "cosine", "matched", "passage", "fits", "across")
"""What the probability depends on where nothing has read the sentences; `features` says what each of them is.

Nothing that compares with the rest of the index is among them: how far the best passage is above the others is worth
0.005 of AUC on a large pool, and nothing in an index of one article.
"""


READER = "reader"
"""The feature that only a reader gives: its score of the best sentence."""
READ = ("cosine", "matched", "across", READER)
"""What it depends on where a reader has: not on the passage's score, which changes with the size of the index."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic regression (Platt 1999): 1 / (1 + exp(-(intercept + sum of weight * feature)))."""

    weights: Mapping[str, float]
    intercept: float
    answered: Mapping[str, float]
    """From which probability on a question counts as answered: in its own language ("same") and "across" languages."""

    def probability(self, found: Mapping[str, float]) -> float:
        """Chance (0 to 1) that sentences with these features answer."""
        return 1 / (1 + exp(-self.intercept - sum(w * found[name] for name, w in self.weights.items())))

    def least(self, found: Mapping[str, float]) -> float:
        """The probability from which on sentences with these features answer."""
        return self.answered["across" if found["across"] else "same"]


MEDIUM, HIGH = 0.5, 0.8
"""From which probability on the confidence is medium or high."""


@cache
def curves(path: Path = CALIBRATION / "curves.json") -> Mapping[bool, Curve]:
    """The fitted curves, one for both languages: with a reader (True) and without."""
    found = json.loads(path.read_text("utf-8"))
    return {name == READER: Curve(**part["curve"]) for name, part in found.items()}


def features(candidate: Candidate) -> dict[str, float]:
    """What is known of an answer, by name, from its best sentence.

    utility: what it is ranked by. matched: share (0 to 1) of the question's words, by rarity, that it has, those of the sentences
    before counting less. fits: 1 where it has a thing of a kind that is asked for, -1 where it has none, 0 where none is asked for.
    across: 1 where it is in another language than the question.
    """
    signals = candidate.signals
    found = {
        "utility": utility(signals),
        "cosine": signals["cosine"],
        "matched": signals["before"],
        "passage": signals["passage"],
        "fits": fit(signals),
        "across": signals["across"],
    }
    return {**found, READER: signals[READER]} if READER in signals else found


def confidence(probability: float, answered: float) -> Confidence:
    """The word for a probability; NONE below `answered`: then the question counts as unanswered."""
    steps = ((HIGH, Confidence.HIGH), (MEDIUM, Confidence.MEDIUM), (answered, Confidence.LOW))
    if probability < answered:
        return Confidence.NONE
    return next(word for least, word in steps if probability >= least)
