"""The terms of a generation, and in how many passages each occurs."""

from dataclasses import dataclass
from math import log1p
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.lexical.postings import Postings, vocabulary
from index.lexical.terms import HASHED, Keys, term_key

OPENING_WEIGHT = 0.15
"""Added for a term in the title or in a passage's first words, where 1 is the most that repetition can give: both say
what the whole is about. Recall@1 rises by 2 points for headlines (without titles) and by 0.1 to 0.3 for questions."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms. It is small beside the postings, which may be elsewhere.

    `keys`: (terms,) ascending. `offsets`: (terms + 1,) int64; term i has the postings `offsets[i]:offsets[i+1]`.
    `count`: the number of passages.
    """

    keys: Keys
    offsets: NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, postings: Postings) -> Self:
        """The terms of gathered postings."""
        keys, sizes = vocabulary(postings.blocks())
        return cls(keys, np.concatenate(([0], np.cumsum(sizes))), len(postings.lengths))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The arrays to store, by name."""
        return {"keys": self.keys, "offsets": self.offsets}

    def position(self, term: str) -> int | None:
        """The position of a term in `keys`; None for an unknown term."""
        key = np.uint64(term_key(term))
        i = int(self.keys.searchsorted(key))
        return i if i < len(self.keys) and self.keys[i] == key else None

    def postings(self, term: str) -> slice:
        """The slice of the term's postings; empty for an unknown term."""
        i = self.position(term)
        return slice(0, 0) if i is None else slice(int(self.offsets[i]), int(self.offsets[i + 1]))

    def frequency(self, term: str) -> int:
        """How many passages hold a term."""
        where = self.postings(term)
        return int(where.stop - where.start)

    def bigrams_with(self, character: str, most: int) -> list[str]:
        """The most frequent bigrams with a Han character, at most so many."""
        found = self.with_character(character)
        frequent = found[np.argsort(-np.diff(self.offsets)[found], kind="stable")]
        pairs = (divmod(int(key), 1 << 32) for key in self.keys[frequent])
        return [chr(first) + chr(second) for first, second in pairs if first][:most]

    def with_character(self, character: str) -> NDArray[np.int64]:
        """The positions in `keys` of a Han character and of the bigrams with it."""
        code, low = np.uint64(ord(character)), np.uint64(0xFFFFFFFF)
        found = (self.keys >> np.uint64(32) == code) | (self.keys & low == code)
        return np.flatnonzero(found & (self.keys < np.uint64(HASHED)))

    @property
    def rarest(self) -> float:
        """The most that a term of weight 1 can add: one that a single passage has."""
        return self.most(1)

    def most(self, passages: int) -> float:
        """The most that a term in this many passages can add."""
        return (1 + OPENING_WEIGHT) * log1p((self.count - passages + 0.5) / (passages + 0.5))
