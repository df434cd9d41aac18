"""A reader without a model, by word overlap. Deterministic, for tests and as a baseline."""

from collections.abc import Sequence
from math import log

from index.lexical.tokens import tokenise
from index.reading.types import Window, WindowReading


class OverlapReader:
    """Scores a sentence by the log odds of the share of the question's terms that it contains."""

    name = "overlap"

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """Returns no spans: word overlap does not show which words answer."""
        asked = set(tokenise(question))
        return [_reading(asked, window) for window in windows]


def _reading(asked: set[str], window: Window) -> WindowReading:
    scores = []
    for start, end in window.sentences:
        shared = len(asked & set(tokenise(window.text[start:end])))
        scores.append(log((shared + 0.5) / (len(asked) - shared + 0.5)))
    return WindowReading(tuple(scores), max(scores, default=float("-inf")))
