"""Whether chosen sentences answer a question: a probability, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from qa.types import Confidence


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over the best sentence's score (Platt 1999): 1 / (1 + exp(-slope * (score - middle)))."""

    slope: float
    middle: float

    def probability(self, score: float) -> float:
        """Chance (0 to 1) that a sentence with this score answers."""
        return 1 / (1 + exp(-self.slope * (score - self.middle)))


CURVES: Mapping[bool, Curve] = {True: Curve(slope=12.0, middle=0.54), False: Curve(slope=14.0, middle=0.46)}
"""For questions in Chinese (True) and in English (False), whose scores are not of one scale."""

ANSWERED, HIGH, MEDIUM = 0.5, 0.9, 0.7
"""From which probability on a question counts as answered, and the confidence as high or medium."""


def confidence(score: float, *, chinese: bool) -> Confidence:
    """The confidence that sentences whose best has this score answer; NONE means that they do not."""
    probability = CURVES[chinese].probability(score)
    steps = ((HIGH, Confidence.HIGH), (MEDIUM, Confidence.MEDIUM), (ANSWERED, Confidence.LOW))
    return next((word for least, word in steps if probability >= least), Confidence.NONE)
