"""The process in which files are read. Requests come in and items go out, a line of JSON each.

The system ends it when a page takes too long, even inside a regular expression, and refuses it memory past a limit.
`corpus.read_process` starts it, and tells what it was reading.
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
"""Of a processor, to read a page, by the bytes of its file, and then to clean and split it, by its characters."""
ASLEEP = 10
"""Times as long it may take by the clock: the machine may be busy, or the file on a network."""
MAX_MEMORY = 4 << 30
"""Bytes."""
PAGE, ITEM, END = "page", "item", "end"
"""The keys of replies: a page has been read, with its place; what became of it; the file has no more."""


def main() -> None:
    """Answer requests until there are no more."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no reply
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this process hears it, and ends it
    _limit_memory()
    try:
        for line in sys.stdin:
            _Answer(out, **json.loads(line)).give()
    except BrokenPipeError:  # who asked is gone
        os._exit(1)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One file's items. The clocks run while something is done with the file, and stand still while they are taken."""

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
                split(item[0].text)  # done again by who takes it, with no clock
            self._send(ITEM, pack(item), size)
        self._send(END, None)

    def _begin(self, page: Page) -> None:
        self._send(PAGE, page.place and page.place.to_json(), len(page.text) + len(page.shown))

    def _send(self, key: str, value: Any, then: int | None = None) -> None:
        """Send a reply; the next one is made of so many bytes or characters."""
        self._wait(None)
        self.out.write(f"{json.dumps({key: value})}\n")
        self.out.flush()
        self._wait(then)

    def _wait(self, size: int | None) -> None:
        """From now on, no longer than something of this size takes; without a size for ever."""
        if hasattr(signal, "setitimer"):  # Windows has none
            seconds = 0 if size is None else self.patience * (SECONDS + SECONDS_PER_MILLION * size / 1e6)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_REAL, ASLEEP * seconds)


def _size(path: Path) -> int:
    with suppress(OSError, ValueError):
        return path.stat().st_size
    return 0


def _limit_memory() -> None:
    """What asks for more gets a MemoryError, which is told of its file."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit; a lower one may have been set
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))


if __name__ == "__main__":
    main()
