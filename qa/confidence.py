"""Whether chosen sentences answer a question: a calibrated probability, and the words for it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from corpus.script import is_han
from index.search import Index, Query
from index.tokens import tokenise
from index.types import Hit
from qa.extract import Candidate, shares
from qa.types import Confidence

CALIBRATION = Path(__file__).parent / "calibration"
"""The fitted curves and the table of numbers that they were fitted on (qa.calibrate)."""

FEATURES = (
    "score",
    "cosine",
    "matched",
    "reachable",
    "covered",
    "cue_met",
    "cue_missed",
    "passage",
    "passage_cosine",
    "margin",
)
"""What the probability depends on; `features` says what each of them is."""


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


def features(index: Index, query: Query, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> dict[str, float]:
    """What is known of an answer, by name; `candidates` best first, at least one.

    score, cosine, matched, reachable and passage are the best sentence's (qa.extract). covered: share (0 to 1) of the
    question's words, by rarity, that the sentence's passage and title have. cue_met and cue_missed: whether it has
    what the question asks for. passage_cosine: the nearest meaning among the passages found. margin: how far the best
    sentence is above the best one that stands in none of its passage's articles.
    """
    best = candidates[0]
    sentence = best.sentence
    passage = sentence.passage.text if sentence.passage else sentence.text
    terms = set(tokenise(f"{sentence.article.title}\n{passage}\n{sentence.text}"))
    other = next((c.score for c in candidates if c.sentence.article.id != sentence.article.id), 0.0)
    return {
        "score": best.score - best.lift,
        "cosine": best.cosine,
        "matched": best.matched,
        "reachable": best.reachable,
        "covered": sum(share for term, share in shares(index, query).items() if term in terms),
        "cue_met": float(best.cue > 0),
        "cue_missed": float(best.cue < 0),
        "passage": best.passage,
        "passage_cosine": max((hit.cosine or 0.0 for hit in hits), default=0.0),
        "margin": best.score - other,
    }


def confidence(probability: float, answered: float) -> Confidence:
    """The word for a probability; NONE below `answered`: then the question counts as unanswered."""
    steps = ((HIGH, Confidence.HIGH), (MEDIUM, Confidence.MEDIUM), (answered, Confidence.LOW))
    if probability < answered:
        return Confidence.NONE
    return next(word for least, word in steps if probability >= least)
