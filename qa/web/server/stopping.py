"""A program that is told to stop does so within seconds, whatever its threads are at."""

import atexit
import os
import shutil
import sys
from pathlib import Path
from threading import Timer

STOP_SECONDS = 4.0
"""Seconds from the signal to the end. A thread that rebuilds, or reads a model, cannot be ended alone: the program is,
as if it were killed, which the index bears at any moment."""


def exit_soon(temporary: Path) -> None:
    """Lets the program end by itself, and ends it where it has not; the temporary folder goes in either case."""

    def end() -> None:
        shutil.rmtree(temporary, ignore_errors=True)
        os._exit(0)

    timer = Timer(STOP_SECONDS, end)
    timer.daemon = True
    timer.start()


def exit_now() -> None:
    """Ends the program without taking its libraries apart, which takes seconds on a busy machine and stops every timer."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(0)
