"""Ranks candidate sentences by a conditional logit over their signals (McFadden 1974)."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

RANKING = Path(__file__).parent / "calibration" / "ranking.json"
"""Weights by signal, with and without a reader, fitted by qa.evaluation.fit_ranking."""

TEMPER = 8.0
"""The likelihood ratio is raised to the power 1 / TEMPER, so that a tenth of the likelihood scores 0.75: plain ratios
underrate further sentences that are worth quoting.
"""


@cache
def ranking_weights(path: Path = RANKING) -> Mapping[str, Mapping[str, float]]:
    """The fitted weights, with a reader ("reader") and without ("rules"); a signal without a weight is ignored."""
    found: Mapping[str, Mapping[str, float]] = json.loads(path.read_text("utf-8"))
    return found


def utility(signals: Mapping[str, float]) -> float:
    """The weighted sum of a sentence's signals, comparable only between sentences of one question."""
    weights = ranking_weights()["reader" if "reader" in signals else "rules"]
    return sum(weight * signals.get(name, 0.0) for name, weight in weights.items())


def relative(utilities: Sequence[float]) -> list[float]:
    """The score of each sentence relative to the best one, which has 1: the tempered likelihood ratio."""
    best = max(utilities, default=0.0)
    return [exp((u - best) / TEMPER) for u in utilities]
