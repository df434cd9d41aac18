"""Which script a text is written in: Han or Latin."""

import re

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters of every block, for use inside a regex class."""

UNSPACED = HAN + r"\u3040-\u30ff\uac00-\ud7af"
"""Characters written without spaces between words: Han, kana and hangul, for use inside a regex class."""

WIDE = (
    r"\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""Characters that take two columns: Unicode's Wide and Fullwidth characters, for use inside a regex class."""

_HAN_CHARACTER = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

LETTERS_IN_A_WORD = 4
"""How many Latin letters say about as much as one Han character."""


def count_han(text: str) -> int:
    """How many Han characters the text has."""
    return len(_HAN_CHARACTER.findall(text))


def is_han(text: str) -> bool:
    """Whether most of what the text says is in Han characters; false for a text without letters."""
    han = count_han(text)
    return han > 0 and han >= len(_LATIN.findall(text)) / LETTERS_IN_A_WORD


def has_han(text: str) -> bool:
    """Whether the text has any Han characters."""
    return _HAN_CHARACTER.search(text) is not None


_ENGLISH_QUESTION = re.compile(
    r"\s*(?:(?:in|at|on|by|for|from|to|of) )?(?:what|who|when|where|which|why|how|whose|whom|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)


def in_chinese(question: str) -> bool:
    """Whether a question is asked in Chinese; a Chinese name in an English question does not make it Chinese."""
    return has_han(question) and (is_han(question) or not _ENGLISH_QUESTION.match(question))
