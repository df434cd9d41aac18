"""SIGKILL before and after every file-system call of a rebuild, and at random times."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from functools import partial
from math import ceil
from pathlib import Path

from tests.survival import shim, world
from tests.survival.world import Scenario

KILLS = 3_100


def run(share: float) -> dict[str, object]:
    """Kill rebuilds: each time generation k or k+1 answers as before, and the next rebuild leaves no stray files."""
    folder = shim.memory_folder()
    try:
        figures: dict[str, object] = {}
        done = 0
        scenarios = world.scenarios(folder)
        for scenario in scenarios:
            place = folder / "world"
            total, seconds = _whole(scenario, place)
            at_calls = 0
            for mode in (shim.Mode.KILL_BEFORE, shim.Mode.KILL_AFTER):
                for at in world.spread(total, share):
                    _ordeal(scenario, place, partial(_killed_at_call, scenario, place, mode, at))
                    at_calls += 1
            wanted = ceil(KILLS * share / len(scenarios)) - at_calls
            chance = random.Random(1)
            at_times = max(wanted, round(10 * share))
            for _ in range(at_times):
                delay = chance.uniform(0, seconds)
                _ordeal(scenario, place, partial(_killed_after, scenario, place, delay))
            figures[scenario.name] = f"{total} calls, {at_calls} kills at calls, {at_times} at random times"
            done += at_calls + at_times
        return {"kills": done, **figures}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_expected: dict[str, tuple[world.Answers, world.Answers, list[str]]] = {}


def _whole(scenario: Scenario, place: Path) -> tuple[int, float]:
    """Run undisturbed: how many calls it makes and how many seconds it takes. Records the answers before and after."""
    world.fresh(scenario, place)
    before = world.answers(place)
    reader, writer = os.pipe()

    def work() -> None:
        shim.arm(place / "home", shim.Mode.COUNT)
        scenario.work(place)
        os.write(writer, str(shim.calls()).encode())

    start = time.perf_counter()
    assert world.in_child(work) == 0
    seconds = time.perf_counter() - start
    total = int(os.read(reader, 100))
    os.close(reader)
    os.close(writer)
    after = world.answers(place)
    assert after is not None
    assert before != after
    _expected[scenario.name] = before, after, world.tree(place)
    return total, seconds


def _killed_at_call(scenario: Scenario, place: Path, mode: shim.Mode, at: int) -> None:
    def work() -> None:
        shim.arm(place / "home", mode, at)
        scenario.work(place)

    assert world.in_child(work) == -signal.SIGKILL, f"{scenario.name}: call {at} was not made"


def _killed_after(scenario: Scenario, place: Path, delay: float) -> None:
    process = os.fork()
    if process == 0:
        scenario.work(place)
        os._exit(0)
    time.sleep(delay)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _ordeal(scenario: Scenario, place: Path, kill: Callable[[], None]) -> None:
    before, after, leaves = _expected[scenario.name]
    world.fresh(scenario, place)
    kill()
    found = world.answers(place)
    assert found in (before, after), f"{scenario.name}: neither k nor k+1 answers: {found}"
    if (place / "home" / "CURRENT").exists():  # a first build writes it last
        alarms = world.service(place).verify()
        assert not alarms, f"{scenario.name}: a false alarm: {alarms}"
    assert world.in_child(lambda: scenario.work(place)) == 0, f"{scenario.name}: the next rebuild fails"
    assert world.answers(place) == after, f"{scenario.name}: the next rebuild answers otherwise"
    assert world.tree(place) == leaves, f"{scenario.name}: left over: {set(world.tree(place)) ^ set(leaves)}"
