"""Text as it may be shown anywhere: without characters that cannot be seen, turn the direction of writing, or command a terminal."""

import unicodedata

from corpus.cleaning.artefacts import LINE_ENDS

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories: controls, marks of format (zero width, direction, tags), lone surrogates, private and unassigned."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
"""Letters and marks by their category that have no shape."""


def visible(text: str) -> str:
    """The text without what cannot be seen; every kind of line end becomes a newline, halves of one character are joined."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(filter(is_visible, LINE_ENDS.sub("\n", whole)))


def is_visible(character: str) -> bool:
    """Whether a character may be shown: it has a shape, or is a space, a tab or a newline."""
    return character in "\n\t" or (unicodedata.category(character) not in _UNSEEN and character not in _FILLERS)
