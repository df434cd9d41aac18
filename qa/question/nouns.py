"""Whether the bundled dictionary has a word as a place or as a common noun."""

import re

from corpus.text.script import has_han
from index.crosslingual.glosses import meanings_in_chinese, meanings_of, words
from qa.facts.entities import PLACE

PLACE_ALONE = re.compile(rf"(?:{PLACE.pattern})[省市县区]?")


def is_place(name: str) -> bool:
    """Whether a dictionary has a name as a place of China, or it is one of the countries and cities known here."""
    return PLACE_ALONE.fullmatch(name if has_han(name) else _in_chinese(name)) is not None


def is_common(word: str) -> bool:
    """Whether a word is a common noun for the dictionary: its first meaning has a small letter."""
    if has_han(word):
        return meanings_of(word)[:1].islower()
    return word.islower() and meanings_of(_in_chinese(word))[:1].islower()


def leading_name(question: str) -> str:
    """The name that a Chinese question begins with, if the dictionary has it: its first meaning is capitalised."""
    end = next((end for start, end in words(question) if start == 0), 0)
    return question[:end] if end > 1 and meanings_of(question[:end])[:1].isupper() else ""


def _in_chinese(word: str) -> str:
    """The most usual Chinese word for an English one; "" if the dictionary lacks it."""
    return next(iter(meanings_in_chinese(word)), "")
