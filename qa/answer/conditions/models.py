"""Models of a product: N8 is not N7, and an iPad mini is no iPad Pro."""

import re

from corpus.text.dates import MONTHS
from corpus.text.fold import fold
from qa.answer.sentence import Sentence, in_context

_NUMBERED = re.compile(
    r"(?<![A-Za-z\d])(?:([A-Za-z]{1,8})-?|([A-Za-z]*[A-Z][A-Za-z]*) )(\d{1,3}|(?!19|20)\d{4})([A-Za-z]?)(?![A-Za-z\d.,:/%-]|th|年|月)"
)
"""A line and a number; apart from each other where the line has a capital: SC8350, iPhone 15."""
_SIZES = "mini|pro|max|air|plus|ultra|lite|se"
_SIZED = re.compile(rf"([a-z]\w*) ({_SIZES})s?\b", re.ASCII)
_NO_LINES = frozenset(
    (
        *MONTHS,
        *"q h no nos number top the in on by of about over under past nearly at from to for than last first next some only".split(),
        *"did was were are has have had is how what which when".split(),
    )
)
"""What stands before a number and names no line; quarters and halves are a matter of time."""


def of_another_model(question: str, sentence: Sentence) -> bool:
    """Whether a question names a model of a product, and a sentence another one of that line: neither it nor what it continues has the
    question's.
    """
    said, own = in_context(sentence), fold(sentence.text)
    return any(
        re.search(rf"{known}(?![a-z\d])", said) is None and re.search(other, own) is not None
        for known, other in _lines(question)
    )


def _lines(question: str) -> list[tuple[str, str]]:
    """Patterns of each model and of any other of its line, in folded text."""
    found = []
    for joined, apart, number, more in _NUMBERED.findall(question):
        line = fold(joined or apart)
        if line not in _NO_LINES:
            start = rf"(?<![a-z\d]){line}[ -]?"
            found.append((f"{start}{number}{fold(more)}", rf"{start}\d{{1,4}}[a-z]?(?![a-z\d年月])"))
    for line, size in _SIZED.findall(fold(question)):
        start = rf"(?<![a-z\d]){line} ?"
        found.append((f"{start}{size}", rf"{start}(?:{_SIZES})(?![a-z\d])"))
    return found
