"""Reads files in a separate process: a hang, a crash or running out of memory costs one article and nothing else.

A regular expression holds the GIL, and a parser written in C may crash: neither threads nor exceptions help.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Generator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from corpus import read_worker
from corpus.catalogue import Message
from corpus.discovery import printable
from corpus.formats.record_fields import AS_NAMED, Columns
from corpus.read_worker import END, ITEM, PAGE
from corpus.reuse import Item
from corpus.types import Skipped
from corpus.wire import unpack

MAX_LOST = 5
"""How many articles of one file may end the process before the rest of the file is skipped."""

CLOCKS = {getattr(signal, name, 0) for name in ("SIGPROF", "SIGALRM")}
"""The signals that end a process when its time is up."""


class ReadProcess:
    """A process that reads files, started for the first file and restarted whenever a file has ended it."""

    def __init__(self, patience: float = 1.0) -> None:
        """`patience` multiplies the time that a page may take."""
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> int:
        """End the process, whatever it is doing; return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        process.communicate()
        return process.returncode

    def read(
        self, path: Path, columns: Columns = AS_NAMED, known: Collection[str] = ()
    ) -> Generator[Item | str, None, None]:
        """The items that `read_items` yields.

        An article that ends the process is Skipped. If reading the file itself ends it, so is the rest of the file.
        """
        request = {"path": str(path), "columns": dict(columns), "known": sorted(known), "patience": self._patience}
        done = lost = 0
        ended = False
        try:
            while lost < MAX_LOST:
                self._ask({**request, "skip": done})
                begun, place = False, None
                while reply := self._reply():
                    if ended := END in reply:
                        return
                    if begun := PAGE in reply:
                        place = reply[PAGE]
                    else:
                        done += 1
                        yield unpack(reply[ITEM])
                yield Skipped(printable(path), _reason(self.close(), place))
                done, lost = done + 1, lost + 1 if begun else MAX_LOST
        finally:
            if not ended:
                self.close()

    def _ask(self, request: dict[str, object]) -> None:
        self._process = self._process or _start()
        assert self._process.stdin
        with suppress(BrokenPipeError):  # there will be no reply
            self._process.stdin.write(f"{json.dumps(request)}\n".encode())
            self._process.stdin.flush()

    def _reply(self) -> dict[str, Any]:
        """The next reply; empty if the process has ended."""
        assert self._process
        assert self._process.stdout
        line = self._process.stdout.readline()
        if line.endswith(b"\n"):
            return dict(json.loads(line))
        self._process.wait()
        return {}


def _start() -> "subprocess.Popen[bytes]":
    """Start the process with this one's `sys.path`, where plugins may be, but without the current folder."""
    command = [sys.executable, "-P", "-m", read_worker.__name__]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603  # our own module


def _reason(code: int, place: str | None) -> Message:
    """Why there is no article, from the exit code and the place of the page that was being read."""
    reason = Message("reading_too_slow") if -code in CLOCKS else Message("reading_crashed", code=code)
    return Message("at_place", place=Message.from_json(place), reason=reason) if place else reason
