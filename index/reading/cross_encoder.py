"""Any sentence-transformers CrossEncoder as a reader, by its name on the hub or its folder."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelUnavailable
from index.hub import load_model
from index.reading.types import Window, WindowReading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

LEAST = 1e-6
"""Minimum distance of probabilities from 0 and 1, so that log odds stay finite."""


class HubReader:
    """Scores each sentence by itself. It has no spans and no "no answer" logit.

    Loads the model immediately, so that an unavailable one is reported early.
    """

    def __init__(self, name: str) -> None:
        self.name = f"cross-encoder:{name}"
        self._model = _load(name)

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """Scores are log odds if the model returns probabilities, as most models with one output do."""
        pairs = [(question, w.text[start:end]) for w in windows for start, end in w.sentences]
        if not pairs:
            return []
        scores = iter(_log_odds(np.asarray(self._model.predict(pairs, show_progress_bar=False), np.float64)))
        found = [tuple(float(next(scores)) for _ in window.sentences) for window in windows]
        return [WindowReading(each, max(each)) for each in found]


def _log_odds(scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[float]:
    if scores.ndim == 2:  # classes: the last one is "relevant"
        return [float(row[-1] - row[:-1].max()) for row in scores]
    if scores.min() < 0 or scores.max() > 1:
        return [float(score) for score in scores]
    kept = scores.clip(LEAST, 1 - LEAST)
    return [float(score) for score in np.log(kept / (1 - kept))]


def _load(name: str) -> "CrossEncoder":
    if not name:
        raise ModelUnavailable("reader_unnamed")
    from sentence_transformers import CrossEncoder

    return load_model(CrossEncoder, name, "reader_unavailable")
