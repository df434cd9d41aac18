"""One article of many megabytes: python -m tests.bench.large [MEGABYTES ...].

Prints how long it takes to index, check and search it without embedding, in wall and CPU time, and the peak memory of
the two processes together.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.test_index_memory import built, chinese

BYTES = 3
"""Bytes of a Chinese character in UTF-8."""


def main() -> None:
    """Measure and print."""
    for megabytes in map(int, sys.argv[1:] or ["8", "32"]):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "one.txt")
            path.write_text(f"长文\n\n{chinese(megabytes * 1_000_000 // BYTES)}", "utf-8")
            began, before = time.perf_counter(), os.times()
            passages, _, peak = built(Path(folder, "home"), path)
            took, after = time.perf_counter() - began, os.times()
            cpu = after.children_user + after.children_system - before.children_user - before.children_system
            print(
                f"{megabytes} MB: {passages} passages, {took:.0f} s, {cpu:.0f} s of a processor, {peak} MB", flush=True
            )


if __name__ == "__main__":
    main()
