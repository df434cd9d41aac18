"""Timing and progress of the steps of a rebuild."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from index.types import Progress


@dataclass(slots=True)
class Clock:
    """Seconds spent in each step."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, step: str) -> Iterator[None]:
        """Time a block; the blocks of a step add up."""
        start = time.perf_counter()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start


@dataclass(slots=True)
class Counter:
    """Reports the progress of a step."""

    step: str
    total: int
    progress: Progress
    done: int = 0

    def add(self, finished: int) -> None:
        """Report that `finished` more parts are done."""
        self.done += finished
        self.progress(self.step, self.done, self.total)
