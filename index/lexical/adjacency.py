"""Which characters follow a character anywhere in the articles, cached while the index is open."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.lexical.terms import pair_key
from index.lexical.vocabulary import Vocabulary


class Adjacency:
    """Rows of the table of all bigrams in the passages, each computed on first use."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._keys = vocabulary.keys
        self._rows: dict[tuple[str, str], NDArray[np.bool_]] = {}

    def __call__(self, character: str, others: str) -> NDArray[np.bool_]:
        """(len(others),) whether each of the others follows the character in some passage."""
        row = self._rows.get((character, others))
        if row is None:
            code = ord(character)
            begin, end = np.searchsorted(self._keys, np.array([pair_key(code, 0), pair_key(code + 1, 0)], np.uint64))
            seconds = (self._keys[begin:end] - np.uint64(pair_key(code, 0))).astype(np.uint32)
            row = self._rows[character, others] = np.isin(_codes(others), seconds)
        return row


@lru_cache(maxsize=1 << 4)
def _codes(characters: str) -> NDArray[np.uint32]:
    return np.array([*map(ord, characters)], np.uint32)
