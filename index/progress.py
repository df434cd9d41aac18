"""How long the steps of a rebuild take, and how far it is."""

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
        """Time a block."""
        start = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - start


@dataclass(slots=True)
class Counter:
    """Tells the progress of a step as its parts are done."""

    step: str
    total: int
    progress: Progress
    done: int = 0

    def add(self, finished: int) -> None:
        """So many more are done."""
        self.done += finished
        self.progress(self.step, self.done, self.total)
