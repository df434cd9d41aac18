"""A table of what each character folds to, in which a whole text is looked up at once."""

import unicodedata
from codecs import utf_32_le_decode, utf_32_le_encode
from collections.abc import Callable
from sys import maxunicode

import numpy as np


class FoldedCharacters:
    """Folds each character when it is first seen, and remembers the result. Safe to share between threads."""

    def __init__(self, simplify: Callable[[str], str]) -> None:
        self._simplify = simplify
        self._codes = np.zeros(maxunicode + 1, np.uint32)  # only memory pages with a known code are allocated

    def fold(self, text: str) -> str:
        """The text with each character folded."""
        codes = np.frombuffer(utf_32_le_encode(text, "surrogatepass")[0], "<u4")
        folded, _ = utf_32_le_decode(self._codes[codes])
        if "\0" in folded:  # the entry of a character not seen before
            for char in {char for char, known in zip(text, folded, strict=True) if known == "\0"}:
                self._codes[ord(char)] = ord(self._fold(char))
            folded, _ = utf_32_le_decode(self._codes[codes])
        return folded

    def _fold(self, char: str) -> str:
        category = unicodedata.category(char)
        if category == "Cf":
            return " "
        if category == "Cs":
            return "\ufffd"
        for change in (self._compatible, str.lower, self._simplify):
            changed = change(char)
            if len(changed) == 1:
                char = changed
        return char

    @staticmethod
    def _compatible(char: str) -> str:
        return unicodedata.normalize("NFKC", char)
