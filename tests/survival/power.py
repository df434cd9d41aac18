"""Power is lost at each file-system call of a rebuild: unsynced data is dropped, reordered, torn or undone."""

import os
import random
import shutil
from functools import partial
from pathlib import Path

from tests.survival import shim, world
from tests.survival.disk import Disk, read_log
from tests.survival.world import Scenario

STATES = (
    ("nothing unsynced arrived", 0.0, 0.0, 512),
    ("all arrived", 1.0, 1.0, 512),
    ("names, no bytes", 1.0, 0.0, 512),
    ("bytes, no names", 0.0, 1.0, 512),
    ("half, torn at 512", 0.5, 0.5, 512),
    ("half, torn at 4096", 0.5, 0.5, 4096),
    ("names and half the bytes, torn at 512", 1.0, 0.5, 512),
    ("names and half the bytes, torn at 4096", 1.0, 0.5, 4096),
)
"""Name, share of changed names that arrived, share of written sectors that arrived, and sector size in bytes."""


def run(share: float) -> dict[str, object]:
    """Record rebuilds; every state that a power loss at any call could leave opens generation k or k+1."""
    folder = shim.memory_folder()
    try:
        figures: dict[str, object] = {}
        states = 0
        for scenario in world.scenarios(folder):
            counted, points = _scenario(scenario, folder / "world", share)
            figures[scenario.name] = f"{points} points, {counted} states"
            states += counted
        return {"states": states, **figures}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _scenario(scenario: Scenario, place: Path, share: float) -> tuple[int, int]:
    log = place.with_name("log")
    world.fresh(scenario, place)
    before = world.answers(place)
    disk = Disk.of(place)

    def work() -> None:
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        shim.arm(place, shim.Mode.RECORD, log=descriptor)
        scenario.work(place)

    assert world.in_child(work) == 0
    after = world.answers(place)
    calls = list(read_log(log))
    points = set(world.spread(len(calls), share))
    chance = random.Random(1)
    states = 0
    for number, call in enumerate(calls, start=1):
        disk.play(call)
        if number not in points and number != len(calls):
            continue
        for name, names, writes, sector in STATES:
            _lay_out(disk.left(chance, names, writes, sector), place)
            at = f"{scenario.name}, call {number} of {len(calls)} ({call.kind} {call.path}), {name}"
            found = world.answers(place, at)
            assert found in (before, after), f"{at}: {found}"
            states += 1
            if number == len(calls):
                assert found == after, f"{at}: what was published is lost"
        if number % 20 == 0 or number == len(calls):
            assert world.in_child(partial(scenario.work, place)) == 0, f"call {number}: the next rebuild fails"
            assert world.answers(place) == after, f"call {number}: the next rebuild answers otherwise"
    return states, len(points)


def _lay_out(left: dict[str, bytes | None], place: Path) -> None:
    """Make the folder what the disk holds. A file is unreachable if its folder's name did not arrive."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, data in sorted(left.items()):
        path = Path(name)
        if data is None:
            if path != place and path.parent.is_dir():
                path.mkdir(exist_ok=True)
        elif path.parent.is_dir():
            path.write_bytes(data)
