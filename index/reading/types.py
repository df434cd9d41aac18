"""Input and output of readers."""

from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open character offsets."""
FARTHEST = 10.0
"""Log odds that count at the most, for or against: beyond them a reader is no surer."""


def clipped(log_odds: float) -> float:
    """The log odds, not beyond FARTHEST."""
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
    sentence answers more likely than not. `answerable`: the same for the window as a whole. `spans`: for each sentence
    half-open offsets into the window's text of the words that answer, or None; empty if the reader finds none.
    """

    scores: tuple[float, ...]
    answerable: float
    spans: tuple[Span | None, ...] = ()

    @property
    def span(self) -> Span | None:
        """The words that answer in the best sentence."""
        return self.spans[self.scores.index(max(self.scores))] if self.spans else None
