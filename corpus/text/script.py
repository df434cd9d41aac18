"""Which script a text is written in: Han or Latin."""

import re

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""One Han character, of any block."""

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

LETTERS_IN_A_WORD = 4
"""Latin letters that say about as much as one Han character."""


def is_han(text: str) -> bool:
    """Whether most of what the text says is said in Han characters; a text with no letters is not."""
    han = len(HAN.findall(text))
    return han > 0 and han >= len(_LATIN.findall(text)) / LETTERS_IN_A_WORD


def has_han(text: str) -> bool:
    """Whether there is any Han character in it."""
    return HAN.search(text) is not None
