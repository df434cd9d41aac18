"""Folds text for comparison: one character in, one character out, so offsets stay valid.

Applies NFKC, lower case and simplified script, each only where it maps one character to one. Text that is shown to the
user is never folded.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from corpus.text.fold_table import FoldedCharacters

Folded = NewType("Folded", str)
"""Text that has been folded. Functions that need folded text take this type, so that a type checker finds mistakes."""


def fold(text: str) -> Folded:
    """The text as retrieval sees it; `len(fold(t)) == len(t)`, and folding twice is the same as folding once.

    Invisible characters become spaces and lone surrogates U+FFFD: neither can be matched or encoded.
    """
    return Folded(text.lower() if text.isascii() else _characters().fold(text))


def without_invisible(text: str) -> str:
    """The text without zero-width and other format characters, which nobody types on purpose."""
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


@cache
def _characters() -> "FoldedCharacters":
    from opencc import OpenCC

    from corpus.text.fold_table import FoldedCharacters

    return FoldedCharacters(OpenCC("t2s").convert)
