"""English words and phrases and the Chinese terms that translate them, for an English question.

A table that `index.training.tables.translations` made: of words what was learnt from parallel sentences and what a dictionary
adds, of phrases (national anthem, State Council) what the dictionary has. The terms are the bigrams that BM25 counts, so
nothing has to be segmented.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.atomic_io import read_arrays

TABLE = Path(__file__).parent / "translations.npz"
LONGEST_PHRASE = 4
"""Words of a phrase at most."""


@dataclass(frozen=True, slots=True)
class Translations:
    """For each English word or phrase some Chinese terms.

    `words`: (words,) bytes, ascending stems, those of a phrase with spaces between. `offsets`: (words + 1,) int32; word
    i has `offsets[i]:offsets[i+1]` of the others. `terms`: (translations,) two-character strings, the likeliest first.
    `shares`: (translations,) uint8, how likely each is as 255ths of the likeliest one.
    """

    words: NDArray[np.bytes_]
    offsets: NDArray[np.int32]
    terms: NDArray[np.str_]
    shares: NDArray[np.uint8]

    def of(self, word: str) -> dict[str, float]:
        """Chinese terms and their shares (0 to 1, the likeliest has 1); none for a word that is not known."""
        return self.of_phrase([word])

    def of_phrase(self, words: Iterable[str]) -> dict[str, float]:
        """Chinese terms for words that follow each other; none where they are no phrase that is known."""
        wanted = " ".join(map(stem, words)).encode()
        i = int(np.searchsorted(self.words, np.bytes_(wanted)))
        if i == len(self.words) or self.words[i] != wanted:
            return {}
        where = slice(int(self.offsets[i]), int(self.offsets[i + 1]))
        return {str(t): int(share) / 255 for t, share in zip(self.terms[where], self.shares[where], strict=True)}


@lru_cache(maxsize=1)
def translations() -> Translations:
    """The bundled table, read once."""
    return Translations(**read_arrays(TABLE))


def stem(word: str) -> str:
    """A word in lower case without a plural's ending (the S-stemmer of Harman 1991, "How effective is suffixing?")."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) <= 3:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word
