"""A measurement in a process of its own, so that one system's memory and caches are not another's."""

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
    """What a module's function gives for these arguments in a new process, with its peak memory as `memory` (MB).

    Raises CalledProcessError where it fails; what it wrote to stderr has been shown.
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
    """The most memory this process has had, in MB. Linux: `ru_maxrss` would begin with that of the parent."""
    return _memory("VmHWM")


def current_memory() -> float:
    """The memory that this process has now, in MB."""
    return _memory("VmRSS")


def _memory(name: str) -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


def size_on_disk(folder: Path) -> float:
    """What all files below a folder take on the disk, in MB: of files with holes only what is written."""
    return sum(512 * path.stat().st_blocks for path in folder.rglob("*") if path.is_file()) / 1e6


@dataclass(slots=True)
class Stopwatch:
    """Time spent in a `with` block: `seconds` passed, and of `work` in all threads, which others' work leaves alone."""

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
