"""Intercept the C library's file-system calls, to count, kill, fail or record them: see shim.c."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
PLACE = "SURVIVAL_SHIM"


class Mode(IntEnum):
    """What happens at the n-th call."""

    COUNT = 0
    KILL_BEFORE = 1
    KILL_AFTER = 2
    FAIL_ONCE = 3
    FAIL_FROM = 4
    RECORD = 5


def unavailable() -> str:
    """Why the shim cannot be used here; empty if it can."""
    if sys.platform != "linux":
        return "file-system calls are intercepted on Linux only"
    return "" if shutil.which("cc") else "there is no C compiler"


def environment(folder: Path) -> dict[str, str]:
    """Compile the shim; returns the environment of a process that uses it."""
    library = folder / "shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True)
    # Forking is safe only while no library has started threads.
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    return {**os.environ, **single, "LD_PRELOAD": str(library), PLACE: str(library)}


def arm(root: Path, mode: Mode, at: int = 0, *, error: int = 0, reads: bool = False, log: int = -1) -> None:
    """Count calls on paths under `root` from now on; with `reads`, read-only calls too."""
    _library().shim_arm(os.fsencode(root), int(mode), ctypes.c_long(at), error, int(reads), log)


def calls() -> int:
    """How many calls were counted; stops the interception."""
    _library().shim_disarm()
    _library().shim_calls.restype = ctypes.c_long
    return int(_library().shim_calls())


def memory_folder() -> Path:
    """A new folder in memory, where the ordeals are fast; on disk if there is none."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="survival-", dir=memory if os.access(memory, os.W_OK) else None))


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(os.environ[PLACE])
