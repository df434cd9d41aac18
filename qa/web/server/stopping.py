"""Makes the program stop within seconds when told to, whatever its threads are doing."""

import atexit
import os
import shutil
import sys
from pathlib import Path
from threading import Timer

STOP_SECONDS = 4.0
"""Seconds from the signal to the end. A thread that rebuilds or loads a model cannot be stopped alone, so the whole
program is ended, as if killed; the index survives this at any moment."""


def exit_soon(temporary: Path) -> None:
    """Let the program end by itself, or end it after STOP_SECONDS; the temporary folder is deleted either way."""

    def end() -> None:
        shutil.rmtree(temporary, ignore_errors=True)
        os._exit(0)

    timer = Timer(STOP_SECONDS, end)
    timer.daemon = True
    timer.start()


def exit_now() -> None:
    """End the program without tearing down its libraries, which takes seconds on a busy machine and stops timers."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(0)
