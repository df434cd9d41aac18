"""Fit the ranking of sentences: `python -m qa.evaluation.fit_ranking FILE...` (forms in qa.evaluation.samples).

A conditional logit over the sentences of each question, one or more of which answer (McFadden 1974, "Conditional logit
analysis of qualitative choice behavior"). Signals that can only count in a sentence's favour get no negative weight.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from index.dense.caching import CachingEmbedder
from index.dense.embedders import BUNDLED, load_embedder
from index.reading.base import load_reader
from qa.answer.ranking import RANKING, ranking_weights
from qa.evaluation.samples import Sample, samples
from qa.question.answer_types import ANSWER_TYPES

SIGNALS = (
    *("passage", "inside", "cosine", "before", "context", "attribute", "scope", "whole", "items"),
    *(f"fits_{kind}" for kind in ANSWER_TYPES),
    *("new", "length"),
)
EITHER = frozenset({"new", "length"})
"""Signals that may count against a sentence."""
LIFT = 15.0
"""Weight of an article's date (qa.question.time.intent), which the fitting data lack: that of the passage's score."""
RIDGE, STEPS = 1.0, 400

Signals = NDArray[np.float64]


def fit_weights(samples: Sequence[Sample], names: Sequence[str]) -> dict[str, float]:
    """The weights that make the sentences that answer most likely, by projected gradient descent with momentum."""
    groups: list[tuple[Signals, NDArray[np.bool_]]] = []
    for sample in samples:
        right = np.array([sample.right(c) for c in sample.candidates], bool)
        if right.any() and not right.all():
            groups.append((np.array([[c.signals[n] for n in names] for c in sample.candidates]), right))
    spread = np.vstack([x for x, _ in groups]).std(0) + 1e-9
    scaled = [(x / spread, right) for x, right in groups]
    free = np.array([name in EITHER for name in names])
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(STEPS):
        speed = 0.9 * speed - 0.5 * (_gradient(weights + 0.9 * speed, scaled))
        weights = np.where(free, weights + speed, np.maximum(weights + speed, 0))
    return {name: round(float(w), 4) for name, w in zip(names, weights / spread, strict=True)}


def _gradient(weights: Signals, groups: Sequence[tuple[Signals, NDArray[np.bool_]]]) -> Signals:
    """The gradient of the mean loss -log P(one of the right sentences), with its ridge penalty."""
    total = RIDGE * weights
    for x, right in groups:
        chance = np.exp(x @ weights - (x @ weights).max())
        chance /= chance.sum()
        of_right = np.where(right, chance, 0) / max(chance[right].sum(), 1e-12)
        total = total + x.T @ (chance - of_right)
    return np.asarray(total / len(groups))


def fit_ranking(
    files: Annotated[list[Path], typer.Argument(help="Question files with passages and answers.")],
    model: Annotated[str, typer.Option(help="The embedding model to fit for.")] = BUNDLED,
    reader: Annotated[str, typer.Option(help="The reader to fit for; empty for none.")] = "",
    count: Annotated[int, typer.Option(help="Questions of each file and language.")] = 400,
    out: Annotated[Path, typer.Option(help="The file of weights.")] = RANKING,
) -> None:
    """Fit the ranking of sentences."""
    embedder = CachingEmbedder(load_embedder(model), 100_000)
    reading = load_reader(reader) if reader else None
    found = [s for path in files for s in samples(path, embedder, reading, count) if s.there]
    names = (*SIGNALS, "reader") if reading else SIGNALS
    weights = {**fit_weights(found, names), "lift": LIFT}
    fitted = {**json.loads(out.read_text("utf-8")), "reader" if reading else "rules": weights}
    out.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    ranking_weights.cache_clear()
    typer.echo(json.dumps(weights, indent=1))


if __name__ == "__main__":
    typer.run(fit_ranking)
