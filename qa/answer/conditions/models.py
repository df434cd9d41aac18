"""Models of a product: N8 is not N7, and an iPad mini is not an iPad Pro."""

import re

from corpus.text.dates import MONTHS
from corpus.text.fold import fold
from qa.answer.sentence import Sentence, in_context

_NUMBERED = re.compile(
    r"(?<![A-Za-z\d])(?:([A-Za-z]{1,8})-?|([A-Za-z]*[A-Z][A-Za-z]*) )(\d{1,3}|(?!19|20)\d{4})([A-Za-z]?)(?![A-Za-z\d.,:/%-]|th|年|月)"
)
"""A product line and a number, with a space between them only if the line has a capital letter: SC8350, iPhone 15."""
_SIZES = "mini|pro|max|air|plus|ultra|lite|se"
_SIZED = re.compile(rf"([a-z]\w*) ({_SIZES})s?\b", re.ASCII)
_NO_LINES = frozenset(
    (
        *MONTHS,
        *"q h no nos number top the in on by of about over under past nearly at from to for than last first next some only".split(),
        *"did was were are has have had is how what which when".split(),
    )
)
"""Words before a number that are not product lines; quarters and halves (q, h) are times."""


def of_another_model(question: str, sentence: Sentence) -> bool:
    """Whether a sentence names another model of the product line than the question does, and neither it nor the text
    that it continues names the question's model.
    """
    said, own = in_context(sentence), fold(sentence.text)
    return any(
        re.search(rf"{known}(?![a-z\d])", said) is None and re.search(other, own) is not None
        for known, other in _lines(question)
    )


def _lines(question: str) -> list[tuple[str, str]]:
    """For each model in a question, a pattern of it and a pattern of any model of its line, for folded text."""
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
