"""Makes text safe to show anywhere, without characters that are invisible, change direction or control a terminal."""

import unicodedata

from corpus.cleaning.artefacts import LINE_ENDS

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories: controls, format characters (zero width, direction, tags), surrogates, private and unassigned."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
"""Characters without a shape, although their category is letter or mark."""


def visible(text: str) -> str:
    """The text without invisible characters; every line ending becomes a newline, and surrogate pairs are joined."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(filter(is_visible, LINE_ENDS.sub("\n", whole)))


def is_visible(character: str) -> bool:
    """Whether a character may be shown: it has a shape, or is a space, a tab or a newline."""
    return character in "\n\t" or (unicodedata.category(character) not in _UNSEEN and character not in _FILLERS)
