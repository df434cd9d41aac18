"""One article of many megabytes: python -m tests.bench.large [MEGABYTES ...].

Prints how long indexing, checking and searching it take without embedding, and the most memory of the two processes together.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.test_index_memory import built, chinese

BYTES = 3
"""Of a Chinese character in UTF-8."""


def main() -> None:
    """Measure and print."""
    for megabytes in map(int, sys.argv[1:] or ["8", "32"]):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "one.txt")
            path.write_text(f"长文\n\n{chinese(megabytes * 1_000_000 // BYTES)}", "utf-8")
            began = time.perf_counter()
            passages, _, peak = built(Path(folder, "home"), path)
            print(
                f"{megabytes} MB: {passages} passages, {time.perf_counter() - began:.0f} s, {peak} MB of memory",
                flush=True,
            )


if __name__ == "__main__":
    main()
