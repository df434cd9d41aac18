"""Calls to a language model, with a limit on how many run at once and a way to cancel them from outside."""

from collections.abc import Awaitable, Callable, Generator, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from queue import SimpleQueue
from threading import BoundedSemaphore, Lock
from typing import TypeAlias

from qa.errors import LanguageModelUnusable

PLACES = 8
"""Maximum calls at once. Another one is refused: queueing for a model that does not answer helps nobody."""

Transfer: TypeAlias = Callable[[Callable[[str], None]], Awaitable[None]]
"""Passes text to a callback, piece by piece."""


class Calls:
    """The calls of one program. Thread-safe."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = BoundedSemaphore(places)
        self._lock = Lock()
        self._running: set[Future[None]] = set()
        self._ended = False

    def pieces(self, transfer: Transfer) -> Generator[str, None, None]:
        """The pieces of a transfer, as they arrive.

        It runs in its own event loop, where it can be cancelled at any time: by `end`, or by closing the generator.
        Raises what the transfer raises, and LanguageModelUnusable if too many calls are running or `end` was called.
        """
        from anyio.from_thread import start_blocking_portal

        if not self._places.acquire(blocking=False):
            raise LanguageModelUnusable("llm_busy")
        try:
            with start_blocking_portal(name="language-model") as portal:
                handed = SimpleQueue[str | None]()
                running = portal.start_task_soon(transfer, handed.put)
                running.add_done_callback(lambda _: handed.put(None))
                with self._known(running):
                    yield from iter(handed.get, None)
                    running.result()
        except CancelledError:
            raise LanguageModelUnusable("llm_stopped") from None
        finally:
            self._places.release()

    def end(self) -> None:
        """Cancel all calls, including later ones, because the program is stopping."""
        with self._lock:
            self._ended = True
            running = set(self._running)
        for call in running:
            call.cancel()

    @contextmanager
    def _known(self, call: Future[None]) -> Iterator[None]:
        with self._lock:
            self._running.add(call)
            ended = self._ended
        if ended:
            call.cancel()
        try:
            yield
        finally:
            call.cancel()
            with self._lock:
                self._running.discard(call)
