"""A file of a generation stays unreadable: the disk reports EIO, or a folder is in its place."""

import errno
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from index.storage.reader import open_generation
from tests.survival import shim, world

SCENARIO = "rebuild"


def run(share: float) -> dict[str, object]:
    """The intact generation answers, and rebuilds succeed while the file stays unreadable, with and without --full."""
    folder = shim.memory_folder()
    try:
        scenario = next(scenario for scenario in world.scenarios(folder) if scenario.name == SCENARIO)
        place = folder / "world"
        world.fresh(scenario, place)
        home = place / "home"
        numbers = sorted(int(path.name) for path in (home / "generations").iterdir())
        by_generation = {number: _answers_of(home, number) for number in numbers}
        assert world.in_child(partial(scenario.work, place)) == 0
        after = world.answers(place)
        names = [
            path.relative_to(scenario.before / "home") for path in sorted(scenario.before.rglob("generations/*/*"))
        ]
        cases = [(name, full, damage) for name in names for full in (False, True) for damage in (_failing, _folder)]
        for turn in world.spread(len(cases), share):
            name, full, damage = cases[turn - 1]
            world.fresh(scenario, place)
            good = max(number for number in numbers if str(number) != name.parts[1])
            work = partial(_lived_through, place, by_generation[good], after, full)
            status = world.in_child(partial(damage, home / name, work))
            assert status == 0, f"{name}, {damage.__name__}, {full=}: exit status {status}"
        return {"files": len(names), "cases": len(cases)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers_of(home: Path, number: int) -> world.Answers:
    index = open_generation(home / "generations" / str(number))
    try:
        return world.answers_of(index)
    finally:
        index.close()


def _failing(path: Path, work: Callable[[], None]) -> None:
    shim.arm(path, shim.Mode.FAIL_FROM, 1, error=errno.EIO, reads=True)
    work()


def _folder(path: Path, work: Callable[[], None]) -> None:
    path.unlink()
    path.mkdir()
    work()


def _lived_through(place: Path, before: world.Answers, after: world.Answers, full: bool) -> None:
    """Assert that the intact generation answers `before` and, after a rebuild, the index answers `after`."""
    assert world.answers(place) == before
    world.service(place).rebuild([place / "articles"], full=full)
    shim.calls()  # the failure is bound to the path, and the next generation may reuse the bad one's number
    assert world.answers(place) == after
    assert world.service(place).verify() == []
