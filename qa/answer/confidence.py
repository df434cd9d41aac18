"""The calibrated probability that the selected sentences answer a question, and its confidence level."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from qa.answer.candidates import Candidate
from qa.answer.conditions.conditions import LACKS, feature_of
from qa.answer.ranking import utility
from qa.answer.signals import fit
from qa.types import Confidence

CALIBRATION = Path(__file__).parent / "calibration"
"""The fitted curves, and the table of features that they were fitted on (qa.evaluation.calibrate)."""

LACKING = tuple(f"lacks_{lack}" for lack in LACKS)
"""Features for what the quotes lack."""
FEATURES = ("utility", "cosine", "matched", "passage", "fits", "across", *LACKING)
"""Features of the probability without a reader; see `features`.

None compares the sentence with the rest of the index: the margin of the best passage over the others is worth 0.005 of
AUC on a large pool, and nothing in an index of one article.
"""


READER = "reader"
"""The feature that needs a reader: its score of the best sentence."""
READ = ("cosine", "matched", "across", READER, *LACKING)
"""Features with a reader, without the passage's score, which changes with the size of the index."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic regression (Platt 1999): 1 / (1 + exp(-(intercept + sum of weight * feature)))."""

    weights: Mapping[str, float]
    intercept: float
    answered: float
    """Minimum probability for a question to count as answered, both in its own language and across languages."""

    def probability(self, found: Mapping[str, float]) -> float:
        """Probability (0 to 1) that sentences with these features answer the question."""
        return 1 / (1 + exp(-self.intercept - sum(w * found[name] for name, w in self.weights.items())))


MEDIUM, HIGH = 0.5, 0.8
"""Minimum probabilities of medium and high confidence."""


@cache
def curves(path: Path = CALIBRATION / "curves.json") -> Mapping[bool, Curve]:
    """The fitted curves with a reader (True) and without (False), each for both languages."""
    found = json.loads(path.read_text("utf-8"))
    return {name == READER: Curve(**part["curve"]) for name, part in found.items()}


def features(candidate: Candidate, lack: str) -> dict[str, float]:
    """The features of an answer by name, from its best sentence and from what its sentences lack
    (`qa.answer.conditions.conditions.lacking`).

    utility: its ranking score. matched: share (0 to 1) of the question's words that it has, weighted by inverse
    document frequency; words of the previous sentences count less. fits: 1 if it has an instance of a requested type,
    -1 if it has none, 0 if no type is requested. across: 1 if it is in another language than the question. lacks_...: 1
    if the sentences lack it.
    """
    signals = candidate.signals
    found = {
        "utility": utility(signals),
        "cosine": signals["cosine"],
        "matched": signals["before"],
        "passage": signals["passage"],
        "fits": fit(signals),
        "across": signals["across"],
        **{name: float(name == f"lacks_{feature_of(lack)}") for name in LACKING},
    }
    return {**found, READER: signals[READER]} if READER in signals else found


def confidence(probability: float, answered: float) -> Confidence:
    """The confidence level of a probability; NONE below `answered`, where the question counts as unanswered."""
    steps = ((HIGH, Confidence.HIGH), (MEDIUM, Confidence.MEDIUM), (answered, Confidence.LOW))
    if probability < answered:
        return Confidence.NONE
    return next(word for least, word in steps if probability >= least)
