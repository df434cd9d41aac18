"""The n-th file-system call of a rebuild fails, for every n: only that one, or it and all later ones."""

import errno
import os
import shutil
import traceback
from functools import partial
from pathlib import Path

from corpus.errors import QAError
from tests.survival import shim, world
from tests.survival.world import Scenario

REFUSED, BUG = 2, 3


def run(share: float) -> dict[str, object]:
    """A rebuild raises one of our errors or none, and generation k or k+1 answers.

    Once the disk works again, so does the next rebuild.
    """
    folder = shim.memory_folder()
    try:
        figures: dict[str, object] = {}
        for scenario in world.scenarios(folder):
            figures[scenario.name] = _scenario(scenario, folder / "world", share)
        return figures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _scenario(scenario: Scenario, place: Path, share: float) -> str:
    world.fresh(scenario, place)
    before = world.answers(place)
    reader, writer = os.pipe()

    def counted() -> None:
        shim.arm(place / "home", shim.Mode.COUNT, reads=True)
        scenario.work(place)
        os.write(writer, str(shim.calls()).encode())

    assert world.in_child(counted) == 0
    total = int(os.read(reader, 100))
    os.close(reader)
    os.close(writer)
    after = world.answers(place)
    refused = 0
    for mode in (shim.Mode.FAIL_ONCE, shim.Mode.FAIL_FROM):
        for at in world.spread(total, share):
            world.fresh(scenario, place)
            how = f"{scenario.name}: call {at} of {total} fails ({mode.name})"
            status = _failing(scenario, place, mode, at)
            assert status in (0, REFUSED), f"{how}: exit status {status}"
            found = world.answers(place)
            assert found == after if status == 0 else found in (before, after), f"{how}: {found}"
            refused += status == REFUSED
            assert world.in_child(partial(scenario.work, place)) == 0, f"{how}: the next rebuild fails"
            assert world.answers(place) == after, f"{how}: the next rebuild answers otherwise"
    return f"{total} calls, once and for ever: {refused} refused, the others went on"


def _failing(scenario: Scenario, place: Path, mode: shim.Mode, at: int) -> int:
    process = os.fork()
    if process == 0:
        status = BUG
        try:
            shim.arm(place / "home", mode, at, error=errno.EIO, reads=True)
            scenario.work(place)
            status = 0
        except QAError:
            status = REFUSED
        finally:
            if status == BUG:
                shim.calls()
                traceback.print_exc()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
