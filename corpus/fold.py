"""The form of a text that is compared: one character in, one character out, so offsets stay true.

NFKC, lower case and simplified script, each only where it maps one character to one. What a reader is shown is
never folded.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def fold(text: str) -> str:
    """The text as retrieval sees it; `len(fold(t)) == len(t)` and folding twice is folding once.

    Invisible characters become spaces and lone surrogates U+FFFD: neither can be matched or encoded.
    """
    return text.translate(_table())


def without_invisible(text: str) -> str:
    """The text without zero-width and other format characters, which nobody types on purpose."""
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


class _Table(dict[int, str]):
    """Folds a character when it is first met, and remembers it."""

    def __init__(self, simplify: "OpenCC") -> None:
        super().__init__()
        self._simplify = simplify

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        return folded

    def _fold(self, char: str) -> str:
        category = unicodedata.category(char)
        if category == "Cf":
            return " "
        if category == "Cs":
            return "\ufffd"
        for change in (self._compatible, str.lower, self._simplify.convert):
            changed = change(char)
            if len(changed) == 1:
                char = changed
        return char

    @staticmethod
    def _compatible(char: str) -> str:
        return unicodedata.normalize("NFKC", char)


@cache
def _table() -> _Table:
    from opencc import OpenCC

    return _Table(OpenCC("t2s"))
