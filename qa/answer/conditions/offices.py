"""The place that an office in a sentence belongs to: 波兰国防部长 holds no office in 白俄罗斯."""

import re
from itertools import chain, pairwise

from corpus.text.script import HAN, has_han
from index.crosslingual.translation_table import translations
from qa.facts.countries import country_pattern
from qa.facts.entities import PLACE

_BETWEEN = re.compile(rf"[省市州县区国]?[{HAN}]{{0,4}}")
"""Text between a place and the title of its office: 市委, 国防."""
_REACH = 12
"""Characters before a title in which its place is looked for."""
_WORD = re.compile(r"[a-z]+")


def is_of_another_place(question: str, before: str) -> bool:
    """Whether the place in front of a title is not one that the folded question names; False if either names none."""
    asked = {match.group() for match in _places(question)} if has_han(question) else _translated(question)
    near = before[-_REACH:]
    last = max(_places(near), key=lambda match: match.end(), default=None)
    if not asked or last is None:
        return False
    return _BETWEEN.fullmatch(near, last.end()) is not None and last.group() not in asked


def _places(text: str) -> list[re.Match[str]]:
    return [match for pattern in (PLACE, country_pattern()) for match in pattern.finditer(text)]


def _translated(question: str) -> set[str]:
    """The places in an English question, in Chinese; place names of one or two words are found."""
    words = _WORD.findall(question)
    phrases = chain(words, map(" ".join, pairwise(words)))
    terms = (term for phrase in phrases for term in translations().of(phrase))
    return {term for term in terms if any(match.group() == term for match in _places(term))}
