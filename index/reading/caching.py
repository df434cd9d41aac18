"""A reader with a cache: a question that is asked again, as when a conversation is reopened, is not read again."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from threading import Lock

from index.reading.base import Reader
from index.reading.types import Window, WindowReading

CACHED = 4_096
"""Readings in the cache; the least recently used are dropped first."""


class CachingReader:
    """Wraps another reader. Safe to share between threads. Keeps digests, not the texts."""

    def __init__(self, reader: Reader, size: int = CACHED) -> None:
        self._reader, self._size = reader, size
        self._lock = Lock()
        self._readings: OrderedDict[bytes, WindowReading] = OrderedDict()

    @property
    def name(self) -> str:
        """The wrapped reader's name."""
        return self._reader.name

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """One reading for each window; only windows not yet read with this question are read."""
        keys = [_digest(question, window) for window in windows]
        found = {key: reading for key in keys if (reading := self._get(key)) is not None}
        new = {key: window for key, window in zip(keys, windows, strict=True) if key not in found}
        for (key, window), reading in zip(new.items(), self._reader.read(question, [*new.values()]), strict=True):
            found[key] = _moved(reading, -window.start)
            self._put(key, found[key])
        return [_moved(found[key], window.start) for key, window in zip(keys, windows, strict=True)]

    def _get(self, key: bytes) -> WindowReading | None:
        with self._lock:
            if key in self._readings:
                self._readings.move_to_end(key)
            return self._readings.get(key)

    def _put(self, key: bytes, reading: WindowReading) -> None:
        with self._lock:
            self._readings[key] = reading
            while len(self._readings) > self._size:
                self._readings.popitem(last=False)


def _digest(question: str, window: Window) -> bytes:
    """A digest of everything that a reading depends on."""
    sentences = [(start - window.start, end - window.start) for start, end in window.sentences]
    read = (question, window.text[window.start : window.end], sentences)
    return sha256(repr(read).encode()).digest()


def _moved(reading: WindowReading, by: int) -> WindowReading:
    """The reading with its spans moved by this many characters."""
    return replace(reading, spans=tuple(span and (span[0] + by, span[1] + by) for span in reading.spans))
