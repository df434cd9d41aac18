"""Occurrences in a few texts, found by brute force, with the methods of an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts, one passage each."""

    texts: Sequence[str]

    def passage_count(self, term: str) -> int:
        """The number of texts in which all bigrams of a term occur."""
        pairs = ["".join(pair) for pair in pairwise(term)] or [term]
        return sum(all(pair in text for pair in pairs) for text in self.texts)

    def adjacent(self, character: str, others: str) -> NDArray[np.bool_]:
        """(len(others),), whether each of the others directly follows the character in a text."""
        return np.array([self.passage_count(character + other) > 0 for other in others])
