"""A bundled dictionary as it lies in its file: sorted lines in one block of memory, searched by bisection.

A dict of the same words takes several times the memory and the time to make.
"""

import gzip
from array import array
from bisect import bisect_left
from itertools import takewhile
from pathlib import Path

import numpy as np

COMPARED = 80
"""Bytes of a line that are compared: no word is longer."""


class Dictionary:
    """Words and their meanings, from a gzip file with a line `word<TAB>meanings` for each, ordered by code points."""

    def __init__(self, file: Path) -> None:
        with gzip.open(file) as lines:
            self._lines = lines.read()
        ends = np.flatnonzero(np.frombuffer(self._lines, np.uint8) == ord("\n"))
        self._starts = array("I", [0, *(ends[:-1] + 1).tolist()])

    def meanings(self, word: str) -> str:
        """What it says of a word; nothing where it does not have it."""
        head, _, meanings = self._at(word.encode()).partition("\t")
        return meanings if head == word else ""

    def longest(self, text: str) -> int:
        """Characters of the longest word that a text begins with; 0 for none."""
        while text:
            # What lies between a word and a text that begins with it, in the order of the file, begins with it as well.
            word = self._at(text.encode()).partition("\t")[0]
            if text.startswith(word):
                return len(word)
            text = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, word, strict=False)))
        return 0

    def _at(self, word: bytes) -> str:
        """The line of a word, or of the last one before it; empty before the first."""
        # A tab is less than a line feed, and that than any character of a word.
        place = bisect_left(self._starts, word + b"\n", key=lambda start: self._lines[start : start + COMPARED])
        start = self._starts[place - 1]
        return self._lines[start : self._lines.find(b"\n", start)].decode() if place else ""
