"""What came of the addresses in feeds and sitemaps, remembered in the home from one call to the next.

A call fetches a limited number of pages. If it began with the same addresses every time, those that cannot be fetched
would use up the limit, and the ones after them would never have their turn.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from enum import IntEnum
from pathlib import Path

from corpus.catalogue import system_reason
from index.atomic_io import replace_file
from index.errors import HomeUnusable

FILE = "tried.json"
MOST = 50_000
"""Addresses remembered, at most; the one tried longest ago is forgotten first."""


class Outcome(IntEnum):
    """What an address was the last time, in the order in which they are tried again."""

    NEW = 0
    LIST = 1
    REFUSED = 2


class Tried:
    """The addresses tried so far that are no saved pages. A file that cannot be read remembers nothing."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._outcomes = dict(self._read())
        self._before = {url: (outcome, place) for place, (url, outcome) in enumerate(self._outcomes.items())}
        self._changed = False

    def turn(self, url: str) -> tuple[Outcome, int]:
        """A sort key: new addresses, then lists, then refused ones; among these, the one tried longest ago first."""
        return self._before.get(url, (Outcome.NEW, 0))

    def note(self, url: str, outcome: Outcome) -> None:
        """Remember what came of an address; NEW forgets it."""
        self._changed |= self._outcomes.pop(url, Outcome.NEW) != Outcome.NEW or outcome != Outcome.NEW
        if outcome != Outcome.NEW:
            self._outcomes[url] = outcome

    def save(self) -> None:
        """Write the file if anything has changed. Raises HomeUnusable."""
        if not self._changed:
            return
        kept = dict([*self._outcomes.items()][-MOST:])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._path, json.dumps(kept, indent=0).encode())
        except OSError as error:
            where = error.filename or self._path
            raise HomeUnusable("home_unwritable", path=where, reason=system_reason(error)) from None

    def _read(self) -> Iterator[tuple[str, Outcome]]:
        with suppress(OSError, ValueError, AttributeError):
            for url, outcome in json.loads(self._path.read_bytes()).items():
                yield url, Outcome(outcome)
