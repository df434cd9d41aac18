"""Run each measurement in its own process, so that no system shares memory or caches with another."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
Figures = dict[str, float]


def apart(function: Callable[..., Figures], *arguments: str | int) -> Figures:
    """Run a module-level function in a new process and return its figures, with the peak memory as `memory` (MB).

    Raises CalledProcessError if the process fails; its stderr has been shown by then.
    """
    target = f"{function.__module__}:{function.__name__}"
    command = [sys.executable, "-m", "tests.bench.apart", target, json.dumps(arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def middle(runs: Sequence[Figures]) -> Figures:
    """The median of each figure over repeated runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def peak_memory() -> float:
    """The peak memory of this process, in MB. Read from /proc: on Linux `ru_maxrss` starts at the parent's peak."""
    return _memory("VmHWM")


def current_memory() -> float:
    """The current memory of this process, in MB."""
    return _memory("VmRSS")


def _memory(name: str) -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


def size_on_disk(folder: Path) -> float:
    """The disk space of all files below a folder, in MB; of sparse files only what is written."""
    return sum(512 * path.stat().st_blocks for path in folder.rglob("*") if path.is_file()) / 1e6


@dataclass(slots=True)
class Stopwatch:
    """The time of a `with` block in seconds: elapsed (`seconds`), and CPU time of all threads (`work`).

    Other processes hardly affect the CPU time.
    """

    seconds: float = 0.0
    work: float = 0.0


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Time a block."""
    watch = Stopwatch()
    start, worked = time.perf_counter(), time.process_time()
    yield watch
    watch.seconds, watch.work = time.perf_counter() - start, time.process_time() - worked


def latencies(label: str, seconds: Sequence[float]) -> Figures:
    """Median and 95th percentile of query times, in milliseconds."""
    return {f"{label}p50": 1000 * median(seconds), f"{label}p95": 1000 * quantiles(seconds, n=20)[-1]}


if __name__ == "__main__":
    module, _, name = sys.argv[1].partition(":")
    found = getattr(import_module(module), name)(*json.loads(sys.argv[2]))
    print(json.dumps({**found, "memory": peak_memory()}))
