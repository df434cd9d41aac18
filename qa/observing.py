"""Events of questions and searches, for metrics and logs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from typing import Literal, TypeAlias

from corpus.errors import QAError


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """There was no answer, or nothing was found."""
    INVALID = "invalid"
    """It raised an error: an unknown source, no index."""
    FAILED = "failed"
    """A bug."""
    LEFT = "left"
    """The client left before the end."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A question or a search that has ended."""

    kind: Literal["ask", "search"]
    text: str
    outcome: Outcome
    seconds: float


Observer: TypeAlias = Callable[[Observation], None]


@contextmanager
def observed(
    observers: Iterable[Observer], kind: Literal["ask", "search"], text: str
) -> Iterator[Callable[[bool], None]]:
    """Notify the observers when the block ends; the block reports whether there is an answer."""
    began, outcome = monotonic(), Outcome.REFUSED

    def ended(answered: bool) -> None:
        nonlocal outcome
        outcome = Outcome.ANSWERED if answered else Outcome.REFUSED

    try:
        yield ended
    except QAError:
        outcome = Outcome.INVALID
        raise
    except GeneratorExit:
        outcome = Outcome.LEFT
        raise
    except Exception:
        outcome = Outcome.FAILED
        raise
    finally:
        seen = Observation(kind, text, outcome, monotonic() - began)
        for observer in observers:
            observer(seen)
