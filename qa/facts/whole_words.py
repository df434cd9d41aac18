"""Translations of an English word as whole Chinese words.

The translation table has them as bigrams, of which two names may share one: 大利 is in 意大利 and in 澳大利亚.
"""

import re
from functools import lru_cache

from index.crosslingual.glosses import meanings_in_chinese, meanings_of
from index.crosslingual.translation_table import translations

_KIND = re.compile(r"(?<=..)[人语文族的市省]$")
"""What a whole translation may add to the name: 俄罗斯人 for Russian."""
_NUMBERED = re.compile(r"[一二三四五六七八九十日天]$")
"""What tells apart words that begin alike: 星期一 and 星期二."""


@lru_cache(maxsize=1 << 14)
def whole_words(word: str, least: float) -> frozenset[str]:
    """The likely translations of an English word, each with at least this share."""
    return frozenset(found for term in translations().likely(word, least) for found in in_whole_words(word, term))


def in_whole_words(word: str, term: str) -> set[str]:
    """The words of the dictionary for an English word that a part of its translation belongs to.

    The part stands for itself if it is a word of its own, or one without the last character of the word (制造 of 制造业).
    """
    within = {whole for whole in _wholes(word) if term in whole}
    shorter = any(whole[:-1] == term and not _NUMBERED.search(whole) for whole in within)
    stands = term in within or (shorter and bool(meanings_of(term)))
    return {term} if stands or not within else within


@lru_cache(maxsize=1 << 12)
def _wholes(word: str) -> frozenset[str]:
    return frozenset(_KIND.sub("", whole) for whole in meanings_in_chinese(word))
