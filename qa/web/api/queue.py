"""Two questions of programs are answered at once; more would only slow each other down, so they wait."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from corpus.errors import QAError

T = TypeVar("T")

AT_ONCE = 2
WAITING = 64
"""Questions that may wait; the next one is told to come again."""


class QueueFull(QAError):
    """Too many questions wait already."""


class Queue:
    """Runs work in threads, a few at once, the others in their order."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._limit = CapacityLimiter(at_once)
        self._most = at_once + waiting
        self.length = 0
        """How many are answered or wait."""

    async def run(self, work: Callable[..., T], *given: Any, **named: Any) -> T:
        """What the work gives. Raises QueueFull where too many wait."""
        if self.length >= self._most:
            raise QueueFull("queue_full", count=self.length)
        self.length += 1
        try:
            return await to_thread.run_sync(partial(work, *given, **named), limiter=self._limit)
        finally:
            self.length -= 1
