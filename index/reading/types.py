"""Input and output of readers."""

from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open character offsets."""
FARTHEST = 10.0
"""Limit of log odds in either direction: beyond it, values mean no more certainty."""


def clipped(log_odds: float) -> float:
    """The log odds, clipped to FARTHEST."""
    return max(-FARTHEST, min(FARTHEST, log_odds))


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences of a text: half-open offsets into `text`, in order."""

    text: str
    sentences: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the window begins in `text`."""
        return self.sentences[0][0]

    @property
    def end(self) -> int:
        """Where the window ends in `text`."""
        return self.sentences[-1][1]


@dataclass(frozen=True, slots=True)
class WindowReading:
    """A reader's result for one window.

    `scores`: one for each sentence, higher is better, comparable across the windows of a question; above 0, the
    sentence more likely answers than not. `answerable`: the same for the whole window. `spans`: for each sentence the
    half-open offsets of the answer in the window's text, or None; empty if the reader finds no spans. `wholes`: for
    each sentence the log odds that it answers as a whole, whatever its span; empty if the reader does not read
    statements.
    """

    scores: tuple[float, ...]
    answerable: float
    spans: tuple[Span | None, ...] = ()
    wholes: tuple[float, ...] = ()

    @property
    def span(self) -> Span | None:
        """The answer span in the best sentence."""
        return self.spans[self.scores.index(max(self.scores))] if self.spans else None
