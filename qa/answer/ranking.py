"""How likely a sentence answers, of the sentences that may: a conditional logit over its signals (McFadden 1974)."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

RANKING = Path(__file__).parent / "calibration" / "ranking.json"
"""Weights by signal, with and without a reader, fitted by qa.evaluation.fit_ranking."""

TEMPER = 8.0
"""Root of the likelihood ratio that is taken, so that one tenth as likely is worth 0.75: ratios say too little of further sentences
that are worth quoting."""


@cache
def ranking_weights(path: Path = RANKING) -> Mapping[str, Mapping[str, float]]:
    """The fitted weights, "reader" where a reader has read the sentences, else "rules"; a signal without one counts nothing."""
    found: Mapping[str, Mapping[str, float]] = json.loads(path.read_text("utf-8"))
    return found


def utility(signals: Mapping[str, float]) -> float:
    """The weighted sum of a sentence's signals: only differences between the sentences of one question mean something."""
    weights = ranking_weights()["reader" if "reader" in signals else "rules"]
    return sum(weight * signals.get(name, 0.0) for name, weight in weights.items())


def relative(utilities: Sequence[float]) -> list[float]:
    """How well each sentence answers against the likeliest one, which has 1: the likelihood ratio, tempered."""
    best = max(utilities, default=0.0)
    return [exp((u - best) / TEMPER) for u in utilities]
