"""Gloss a Chinese question word by word in English, for lack of translated questions.

Replacing words by their dictionary translations, while the rest of the example stays as it is, aligns two languages
in one model (Qin et al. 2020, CoSDA-ML). Here it makes English queries for Chinese passages of any subject, including
names: words that the dictionary lacks are written in pinyin, as in English text.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random

from corpus.text.script import is_han

MAX_WORD_CHARS = 8
"""Maximum characters of a Chinese word in the dictionary."""
_ASIDE = re.compile(r"\([^)]*\)|^to |^(?:an?|the) |\betc\b|\bsb\b|\bsth\b")
_NO_GLOSS = ("surname", "variant of", "old variant", "see ", "used in", "cl:", "abbr.", "particle", "erhua")
_EMPTY = {"的": "", "了": "", "是": "is", "在": "in", "和": "and", "与": "and", "有": "have", "被": "by", "对": "to"}


class Glossary:
    """A dictionary with longest-match segmentation."""

    def __init__(self, glosses: Mapping[str, Sequence[str]]) -> None:
        self._words = {word: short for word, found in glosses.items() if (short := _short(found))}
        self._words |= {word: [gloss] for word, gloss in _EMPTY.items()}

    def gloss(self, text: str, share: float, rng: Random) -> str:
        """The text with this share of its Chinese words in English."""
        parts: list[str] = []
        for word in self._cut(text):
            if word[0].isascii() or not is_han(word) or rng.random() >= share:
                parts.append(word)
            elif word in self._words:
                parts.append(f" {rng.choice(self._words[word])} ")
            else:
                parts.append(f" {_pinyin(word)} ")
        return re.sub(r"\s+", " ", "".join(parts)).strip()

    def _cut(self, text: str) -> list[str]:
        """Words by longest match; neighbouring characters outside any word stay together, as they are likely a name."""
        words: list[str] = []
        at, unknown = 0, ""
        while at < len(text):
            word = self._longest(text, at)
            if len(word) == 1 and is_han(word) and word not in _EMPTY:
                unknown += word
            else:
                words += [unknown, word] if unknown else [word]
                unknown = ""
            at += len(word)
        return [*words, unknown] if unknown else words

    def _longest(self, text: str, at: int) -> str:
        for length in range(min(MAX_WORD_CHARS, len(text) - at), 1, -1):
            if text[at : at + length] in self._words:
                return text[at : at + length]
        return text[at]


def _short(found: Sequence[str]) -> list[str]:
    """The first glosses that fit into a sentence."""
    kept = (
        re.split(r" or |[,;]", _ASIDE.sub("", g).strip())[0].strip() for g in found[:4] if not g.startswith(_NO_GLOSS)
    )
    return [gloss for gloss in kept if gloss and len(gloss.split()) <= 4][:2]


@lru_cache(maxsize=100_000)
def _pinyin(word: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word))
