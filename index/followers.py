"""Which characters stand behind a character anywhere in the articles: looked up once, kept while the index is open."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.lexical import Lexical, term_key


class Followers:
    """Rows of the table of bigrams that any passage holds, each made when it is first asked for."""

    def __init__(self, lexical: Lexical) -> None:
        self._keys = lexical.keys
        self._rows: dict[tuple[str, str], NDArray[np.bool_]] = {}

    def __call__(self, character: str, others: str) -> NDArray[np.bool_]:
        """(len(others),) whether each of the others stands behind the character in a passage."""
        row = self._rows.get((character, others))
        if row is None:
            keys = _bigram_keys(character, others)
            places = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
            held = self._keys[places] == keys if len(self._keys) else np.zeros(len(keys), np.bool_)
            row = self._rows[character, others] = held
        return row


@lru_cache(maxsize=1 << 10)
def _bigram_keys(character: str, others: str) -> NDArray[np.uint64]:
    return np.array([term_key(character + other) for other in others], np.uint64)
