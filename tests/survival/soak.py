"""A hundred thousand searches in one process."""

import gc
import shutil
from pathlib import Path

from tests.survival import shim, world

SEARCHES, WARM = 100_000, 2_000


def run(share: float) -> dict[str, object]:
    """Assert that memory grows by less than 5 %."""
    folder = shim.memory_folder()
    try:
        world.write(folder / "articles", **world.TEXTS)
        service = world.service(folder)
        service.rebuild([folder / "articles"])
        searches = round(SEARCHES * share)
        before = 0.0
        for turn in range(WARM + searches):
            if turn == WARM:
                before = _resident()
            service.search(f"{world.QUESTIONS[turn % len(world.QUESTIONS)]} {turn}", 5)
        growth = _resident() / before - 1
        assert growth < 0.05, f"memory grew by {growth:.1%}"
        return {"searches": searches, "MB before": round(before, 1), "growth": f"{growth:.2%}"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _resident() -> float:
    """Resident memory of the process in MB."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
