"""Whose office a sentence speaks of: 波兰国防部长 holds none in 白俄罗斯."""

import re

from corpus.text.script import HAN, has_han
from index.crosslingual.translation_table import translations
from qa.facts.countries import country_pattern
from qa.facts.entities import PLACE

_BETWEEN = re.compile(rf"[省市州县区国]?[{HAN}]{{0,4}}")
"""What stands between a place and the title of its office: 市委, 国防."""
_REACH = 12
"""Characters before a title within which its place is looked for."""
_WORDS = re.compile(r"[a-z]+(?: [a-z]+)?")


def is_of_another_place(question: str, before: str) -> bool:
    """Whether the place in front of a title is none that the folded question names; False where either names none."""
    asked = _places(question)
    if not has_han(question):
        words = (match.group() for match in _WORDS.finditer(question))
        asked |= {term for word in words for term in translations().of(word) if _places(term) == {term}}
    near = before[-_REACH:]
    found = [m for pattern in (PLACE, country_pattern()) for m in pattern.finditer(near)]
    if not asked or not found:
        return False
    last = max(found, key=lambda match: match.end())
    return _BETWEEN.fullmatch(near, last.end()) is not None and last.group() not in asked


def _places(text: str) -> set[str]:
    return {match.group() for pattern in (PLACE, country_pattern()) for match in pattern.finditer(text)}
