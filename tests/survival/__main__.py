"""`python -m tests.survival [ordeal ...] [--share S]`: a line of figures for each ordeal; exit code 1 if one fails."""

import argparse
import json
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.survival import shim, world

ORDEALS = ("kill", "power", "corruption", "fulldisk", "ioerrors", "unreadable", "readers", "soak", "incremental")
INTERCEPTED = {"kill", "power", "ioerrors", "unreadable"}


def main() -> int:
    """Run the chosen ordeals."""
    parser = argparse.ArgumentParser(prog="python -m tests.survival", description=__doc__)
    parser.add_argument("ordeals", nargs="*", help=f"of {', '.join(ORDEALS)}; all by default")
    parser.add_argument("--share", type=float, default=1.0, help="how much of each is done, 0 to 1")
    chosen = parser.parse_args()
    names = chosen.ordeals or list(ORDEALS)
    if INTERCEPTED & set(names) and shim.PLACE not in os.environ and not shim.unavailable():
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.survival", *sys.argv[1:]]
            return os.spawnve(os.P_WAIT, sys.executable, command, shim.environment(Path(folder)))
    world.read_here()
    lost = 0
    for name in names:
        start = time.perf_counter()
        try:
            if name in INTERCEPTED and shim.unavailable():
                figures: dict[str, object] = {"skipped": shim.unavailable()}
            else:
                figures = import_module(f"tests.survival.{name}").run(chosen.share)
        except AssertionError as error:
            lost += 1
            figures = {"LOST": str(error)}
        figures["seconds"] = round(time.perf_counter() - start, 1)
        print(name, json.dumps(figures, ensure_ascii=False), flush=True)
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
