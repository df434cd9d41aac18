"""The process in which files are read. Requests come in and items go out, each as a line of JSON.

The operating system ends it when a page takes too long, even inside a regular expression, and limits its memory.
`corpus.read_process` starts it, and reports what it was reading.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from corpus.formats.page import Page
from corpus.items import read_items
from corpus.text.passages import split
from corpus.wire import pack

SECONDS, SECONDS_PER_MILLION = 30, 60
"""CPU seconds to read a page, by the bytes of its file, and then to clean and split it, by its characters."""
ASLEEP = 10
"""The limit of elapsed time, as a multiple of the CPU time: the machine may be busy, or the file on a network."""
MAX_MEMORY = 4 << 30
"""Bytes."""
PAGE, ITEM, END = "page", "item", "end"
"""Keys of the replies: a page has been read, with its place; the item made from it; the end of the file."""


def main() -> None:
    """Answer requests until there are no more."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not be taken for a reply
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process gets it too, and ends this one
    _limit_memory()
    try:
        for line in sys.stdin:
            _Answer(out, **json.loads(line)).give()
    except BrokenPipeError:  # the parent process is gone
        os._exit(1)


@dataclass(frozen=True, slots=True)
class _Answer:
    """The items of one file. The clocks run while the file is being processed, and stop while an item is sent."""

    out: TextIO
    path: str
    columns: dict[str, str]
    known: list[str]
    skip: int
    patience: float

    def give(self) -> None:
        path = Path(self.path)
        size = _size(path)
        self._wait(size)
        for item in read_items(path, self.columns, frozenset(self.known), self.skip, self._begin):
            if isinstance(item, tuple):
                split(item[0].text)  # the receiver does this again, without a time limit
            self._send(ITEM, pack(item), size)
        self._send(END, None)

    def _begin(self, page: Page) -> None:
        self._send(PAGE, page.place and page.place.to_json(), len(page.text) + len(page.shown))

    def _send(self, key: str, value: Any, then: int | None = None) -> None:
        """Send a reply; `then` is the size of what is processed next, in bytes or characters."""
        self._wait(None)
        self.out.write(f"{json.dumps({key: value})}\n")
        self.out.flush()
        self._wait(then)

    def _wait(self, size: int | None) -> None:
        """From now on, allow the time that something of this size may take; without a size, there is no limit."""
        if hasattr(signal, "setitimer"):  # Windows has none
            seconds = 0 if size is None else self.patience * (SECONDS + SECONDS_PER_MILLION * size / 1e6)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_REAL, ASLEEP * seconds)


def _size(path: Path) -> int:
    with suppress(OSError, ValueError):
        return path.stat().st_size
    return 0


def _limit_memory() -> None:
    """Beyond the limit there is a MemoryError, which is reported for the file."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit; a lower one may have been set
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))


if __name__ == "__main__":
    main()
