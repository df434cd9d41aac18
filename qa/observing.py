"""What a service tells of each question, for those who count or log them."""

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
    """Nothing answers it, or nothing was found."""
    INVALID = "invalid"
    """It cannot be worked: an unknown source, no index."""
    FAILED = "failed"
    """A bug."""
    LEFT = "left"
    """Whoever asked did not wait for the end."""


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
    """Tells the observers when the block has ended; the block says whether there is an answer."""
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
