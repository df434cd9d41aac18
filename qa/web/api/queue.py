"""A few questions from programs run at once; the rest queue, and their clients take turns."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from corpus.errors import QAError
from qa.generate.calls import PLACES
from qa.service import Service
from qa.several import Several

T = TypeVar("T")
Item = TypeVar("Item")

AT_ONCE = 2
WAITING = 200
"""Questions that may queue. Beyond that, the client with the most in the queue is told to retry."""

CLIENT: ContextVar[str] = ContextVar("CLIENT", default="")
"""The client whose request is being answered: the address it came from."""


def questions_at_once(service: Service | Several) -> int:
    """How many questions run at once: more with a language model, as they wait for it."""
    return AT_ONCE + (PLACES if service.writes else 0)


class QueueFull(QAError):
    """Too many questions are already queued."""


@dataclass(slots=True, eq=False)
class _Turn:
    client: str
    come: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Queue:
    """Runs work in threads, a few at once. Clients take turns; the questions of each keep their order."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._limit = CapacityLimiter(at_once)
        self._at_once, self._most = at_once, waiting
        self._working = 0
        self._waiting: list[_Turn] = []

    def __len__(self) -> int:
        """How many questions are running or queued."""
        return self._working + len(self._waiting)

    async def run(self, work: Callable[..., T], *given: Any, **named: Any) -> T:
        """Run the work and return its result. Raises QueueFull if too many questions wait."""
        if self._working < self._at_once:
            self._working += 1
        else:
            await self._turn(CLIENT.get())
        try:
            return await to_thread.run_sync(partial(work, *given, **named), limiter=self._limit)
        finally:
            self._next()

    async def _turn(self, client: str) -> None:
        """Wait for a place; a finished call passes its place on."""
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
    """Questions queue separately from work that needs no language model."""

    questions: Queue
    searches: Queue


def queues(service: Service) -> Queues:
    """The queues of a server."""
    return Queues(Queue(questions_at_once(service)), Queue())


def in_turn(items: Iterable[Item], owner: Callable[[Item], str]) -> list[Item]:
    """The first of each owner, then the second of each, and so on."""
    turns: dict[int, list[Item]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for item in items:
        turns[seen[owner(item)]].append(item)
        seen[owner(item)] += 1
    return [item for turn in sorted(turns) for item in turns[turn]]


def last_of_greediest(items: Iterable[Item], owner: Callable[[Item], str], newcomer: str) -> Item | None:
    """The last item of the owner with the most; None unless that is more than the newcomer would have with one more."""
    kept = list(items)
    held = Counter(map(owner, kept))
    greediest = max(held, key=lambda one: held[one], default=newcomer)
    if held[greediest] <= held[newcomer] + 1:
        return None
    return next(item for item in reversed(kept) if owner(item) == greediest)
