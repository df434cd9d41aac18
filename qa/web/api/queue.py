"""A few questions from programs run at once; the rest queue, and their clients take turns."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from corpus.errors import QAError
from qa.generate.calls import PLACES
from qa.service import Service
from qa.web.api.turns import in_turn, last_of_greediest

T = TypeVar("T")

AT_ONCE = 2
WAITING = 200
"""Questions that may queue. Beyond that, the client with the most in the queue is told to retry."""

CLIENT: ContextVar[str] = ContextVar("CLIENT", default="")
"""Whose request is being answered: the address that it came from."""


def questions_at_once(service: Service) -> int:
    """How many questions are answered at once: with a language model those beside that wait for it."""
    return AT_ONCE + (PLACES if service.writes else 0)


class QueueFull(QAError):
    """Too many questions wait already."""


@dataclass(slots=True, eq=False)
class _Turn:
    client: str
    come: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Queue:
    """Runs work in threads, a few at once; clients take turns, each with its questions in their order."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._limit = CapacityLimiter(at_once)
        self._at_once, self._most = at_once, waiting
        self._working = 0
        self._waiting: list[_Turn] = []

    def __len__(self) -> int:
        """How many are answered or wait."""
        return self._working + len(self._waiting)

    async def run(self, work: Callable[..., T], *given: Any, **named: Any) -> T:
        """The result of the work. Raises QueueFull if too many wait."""
        if self._working < self._at_once:
            self._working += 1
        else:
            await self._turn(CLIENT.get())
        try:
            return await to_thread.run_sync(partial(work, *given, **named), limiter=self._limit)
        finally:
            self._next()

    async def _turn(self, client: str) -> None:
        """Wait for a place; a finished call passes its own on."""
        if len(self._waiting) >= self._most:
            leaving = last_of_greediest(self._waiting, lambda turn: turn.client, client)
            if leaving is None:
                raise QueueFull("queue_full", count=len(self))
            self._waiting.remove(leaving)
            leaving.come.set_exception(QueueFull("queue_full", count=len(self)))
        mine = _Turn(client)
        self._waiting = in_turn([*self._waiting, mine], lambda turn: turn.client)
        try:
            await mine.come
        except asyncio.CancelledError:
            if mine in self._waiting:
                self._waiting.remove(mine)
            elif mine.come.done() and not mine.come.cancelled() and not mine.come.exception():
                self._next()
            raise

    def _next(self) -> None:
        while self._waiting:
            turn = self._waiting.pop(0)
            if not turn.come.done():
                turn.come.set_result(None)
                return
        self._working -= 1


@dataclass(frozen=True, slots=True)
class Queues:
    """Questions wait apart from what takes no language model's time."""

    questions: Queue
    searches: Queue


def queues(service: Service) -> Queues:
    """Those of a server."""
    return Queues(Queue(questions_at_once(service)), Queue())
