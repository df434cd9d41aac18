"""How many questions from programs are answered at once, and how many may wait."""

import asyncio
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from qa.web.api.queue import CLIENT, Queue, QueueFull

T = TypeVar("T")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run in another thread, as the browser of other tests leaves an event loop in this one."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


def test_two_are_answered_at_once_the_others_wait_and_one_too_many_is_refused() -> None:
    gate, lock = threading.Event(), threading.Lock()
    running: list[int] = []
    most = 0

    def work(number: int) -> int:
        nonlocal most
        with lock:
            running.append(number)
            most = max(most, len(running))
        gate.wait(10)
        with lock:
            running.remove(number)
        return number

    async def asked() -> list[int]:
        queue = Queue(at_once=2, waiting=3)
        tasks = [asyncio.create_task(queue.run(work, n)) for n in range(5)]
        await asyncio.sleep(0)
        assert len(queue) == 5
        with pytest.raises(QueueFull, match="5 questions are waiting already"):
            await queue.run(work, 9)
        while len(running) < 2:
            await asyncio.sleep(0.01)
        gate.set()
        done = await asyncio.gather(*tasks)
        assert len(queue) == 0
        return done

    assert apart(asked()) == [0, 1, 2, 3, 4]
    assert most == 2


def test_work_that_fails_makes_room_again() -> None:
    async def failed() -> int:
        queue = Queue(at_once=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await queue.run(lambda: 1 // 0)
        return await queue.run(time.monotonic_ns) and len(queue)

    assert apart(failed()) == 0


def test_clients_take_turns_and_the_greediest_gives_way() -> None:
    done: list[str] = []

    def noted(name: str) -> str:
        done.append(name)
        return name

    async def asked(queue: Queue, client: str, name: str) -> str:
        CLIENT.set(client)
        return await queue.run(noted, name)

    async def crowd() -> list[object]:
        queue, gate = Queue(at_once=1, waiting=6), threading.Event()
        first = asyncio.create_task(queue.run(gate.wait, 10))
        await asyncio.sleep(0)
        tasks = [asyncio.create_task(asked(queue, "greedy", f"g{n}")) for n in range(6)]
        await asyncio.sleep(0)
        tasks += [asyncio.create_task(asked(queue, "other", f"o{n}")) for n in range(2)]
        await asyncio.sleep(0)
        tasks[2].cancel()  # a client that leaves gives its place to others
        await asyncio.sleep(0)
        gate.set()
        await first
        return await asyncio.gather(*tasks, return_exceptions=True)

    given = apart(crowd())
    assert done == ["g0", "o0", "g1", "o1", "g3"]
    assert [type(one) for one in given[2:6]] == [asyncio.CancelledError, str, QueueFull, QueueFull]
