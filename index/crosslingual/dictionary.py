"""A bundled dictionary, kept in memory as sorted lines in one block and searched by bisection.

A dict with the same words takes several times the memory and loading time.
"""

import gzip
from array import array
from bisect import bisect_left
from itertools import takewhile
from pathlib import Path

import numpy as np

COMPARED = 80
"""Bytes of a line that are compared; no word is longer."""


class Dictionary:
    """Words and their meanings, from a gzip file with a line `word<TAB>meanings` for each, ordered by code points."""

    def __init__(self, file: Path) -> None:
        with gzip.open(file) as lines:
            self._lines = lines.read()
        ends = np.flatnonzero(np.frombuffer(self._lines, np.uint8) == ord("\n"))
        self._starts = array("I", [0, *(ends[:-1] + 1).tolist()])

    def meanings(self, word: str) -> str:
        """The meanings of a word, or "" if it is not in the dictionary."""
        head, _, meanings = self._at(word.encode()).partition("\t")
        return meanings if head == word else ""

    def longest(self, text: str) -> int:
        """Length of the longest word that is a prefix of the text, or 0."""
        while text:
            # In file order, every entry between a word and a text that starts with it also starts with that word.
            word = self._at(text.encode()).partition("\t")[0]
            if text.startswith(word):
                return len(word)
            text = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, word, strict=False)))
        return 0

    def _at(self, word: bytes) -> str:
        """The line of a word, or else of the last word before it; "" if there is none."""
        # Tab sorts before line feed, and line feed before any character of a word.
        place = bisect_left(self._starts, word + b"\n", key=lambda start: self._lines[start : start + COMPARED])
        start = self._starts[place - 1]
        return self._lines[start : self._lines.find(b"\n", start)].decode() if place else ""
