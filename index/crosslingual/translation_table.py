"""The bundled table of English words and phrases with their Chinese terms.

It is made by `index.training.tables.translations`: words from parallel sentences and a dictionary, phrases (national
anthem, State Council) from the dictionary. The terms are bigrams, as in BM25, so no word segmentation is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.atomic_io import read_arrays
from index.crosslingual.news_terms import CORRECTIONS, NEWS_TERMS
from index.crosslingual.offices import OFFICES

TABLE = Path(__file__).parent / "translations.npz"
MAX_PHRASE_WORDS = 4
"""Maximum words of a phrase."""


@dataclass(frozen=True, slots=True)
class Translations:
    """Chinese terms for English words and phrases.

    `words`: (words,) bytes, ascending stems, those of a phrase separated by spaces. `offsets`: (words + 1,) int32; word
    i has the slice `offsets[i]:offsets[i+1]` of `terms` and `shares`. `terms`: (translations,) two-character strings,
    the likeliest first. `shares`: (translations,) uint8, each one's likelihood relative to the likeliest, in 255ths.
    """

    words: NDArray[np.bytes_]
    offsets: NDArray[np.int32]
    terms: NDArray[np.str_]
    shares: NDArray[np.uint8]

    def of(self, word: str) -> dict[str, float]:
        """Chinese terms and their shares (0 to 1, the likeliest has 1); empty for an unknown word."""
        return self.of_phrase([word])

    def likely(self, word: str, least: float) -> list[str]:
        """The Chinese terms of a word that have at least this share."""
        return [term for term, share in self.of(word).items() if share >= least]

    def of_phrase(self, words: Iterable[str]) -> dict[str, float]:
        """Chinese terms and shares for consecutive words; empty if they are not a known phrase."""
        written = " ".join(map(stem, words))
        if written in OFFICES:
            return dict(OFFICES[written])
        if written in CORRECTIONS:
            return dict.fromkeys(_bigrams(CORRECTIONS[written]), 1.0)
        told = dict.fromkeys(_bigrams(NEWS_TERMS.get(written, "")), 1.0)
        return told | {term: share for term, share in self.learnt(written.encode()).items() if term not in told}

    def learnt(self, stems: bytes) -> dict[str, float]:
        """The table's own terms for a word or phrase, given as stems separated by spaces."""
        if len(stems) > self.words.itemsize:  # otherwise NumPy would widen every word of the table
            return {}
        i = int(np.searchsorted(self.words, np.bytes_(stems)))
        if i == len(self.words) or self.words[i] != stems:
            return {}
        where = slice(int(self.offsets[i]), int(self.offsets[i + 1]))
        return {str(t): int(share) / 255 for t, share in zip(self.terms[where], self.shares[where], strict=True)}


@lru_cache(maxsize=1)
def translations() -> Translations:
    """The bundled table, loaded once."""
    return Translations(**read_arrays(TABLE))


def is_translated(word: str) -> bool:
    """Whether the bundled table has a word, by itself or in a phrase."""
    return stem(word) in _stems()


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(word for written in translations().words.tolist() for word in written.decode().split())


def _bigrams(words: str) -> list[str]:
    return [word[i : i + 2] for word in words.split() for i in range(len(word) - 1)]


_ENDS_IN_OE = frozenset(
    ("shoes", "horseshoes", "toes", "tiptoes", "foes", "hoes", "woes", "canoes", "oboes", "aloes", "throes")
)


def stem(word: str) -> str:
    """Lower-case a word and remove its plural ending, by the S-stemmer of Harman 1991, "How effective is suffixing?".

    A rule for -oes ("goes") is added.
    """
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) <= 3:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("oes") and word not in _ENDS_IN_OE:
        return word[:-2]
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word
