"""How many questions of programs are answered at once, and how many may wait."""

import asyncio
import threading
import time

import pytest

from qa.web.api.queue import Queue, QueueFull


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
        assert queue.length == 5
        with pytest.raises(QueueFull, match="5 questions are waiting already"):
            await queue.run(work, 9)
        while len(running) < 2:
            await asyncio.sleep(0.01)
        gate.set()
        done = await asyncio.gather(*tasks)
        assert queue.length == 0
        return done

    assert asyncio.run(asked()) == [0, 1, 2, 3, 4]
    assert most == 2


def test_work_that_fails_makes_room_again() -> None:
    async def failed() -> int:
        queue = Queue(at_once=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await queue.run(lambda: 1 // 0)
        return await queue.run(time.monotonic_ns) and queue.length

    assert asyncio.run(failed()) == 0
