"""The terms of a generation, and how many passages contain each."""

from dataclasses import dataclass, field
from math import log1p
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.lexical.postings import Postings, vocabulary
from index.lexical.terms import HASHED, Keys, pair_key, term_key

OPENING_WEIGHT = 0.15
"""Added for a term in the title or in a passage's first words, which say what the whole is about; repetition can add at
most 1. Recall@1 rises by 2 points for headlines (without titles) and by 0.1 to 0.3 for questions."""
CHARACTER_BIGRAMS = 32
"""Maximum bigrams searched for a character; 16 to 64 find as much."""
COMMON_CHARACTER = 0.15
"""Share of the passages above which a character is ignored; 0.07 to 0.3 find as much."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms. It is small compared with the postings, which may be stored elsewhere.

    `keys`: (terms,) ascending. `offsets`: (terms + 1,) int64; term i has the postings `offsets[i]:offsets[i+1]`.
    `count`: the number of passages.
    """

    keys: Keys
    offsets: NDArray[np.int64]
    count: int
    _seconds: list[tuple[Keys, NDArray[np.int64]]] = field(
        default_factory=list, init=False, repr=False, compare=False, kw_only=True
    )
    """Filled on first use: second characters of bigrams, and single characters, ascending, with their positions."""

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
        """How many passages contain a term."""
        where = self.postings(term)
        return int(where.stop - where.start)

    def bigrams_with(self, character: str, most: int) -> list[str]:
        """The most frequent bigrams with a Han character, at most `most`."""
        found = self.with_character(character)
        frequent = found[np.argsort(-np.diff(self.offsets)[found], kind="stable")]
        pairs = (divmod(int(key), 1 << 32) for key in self.keys[frequent])
        return [chr(first) + chr(second) for first, second in pairs if first][:most]

    def of_character(self, character: str) -> tuple[dict[str, np.float32], float]:
        """The most frequent bigrams with a character, each with the factor that scales its weight in a passage to at
        most 1, and the most that the character can add; empty and 0 for a character that is too common.
        """
        held = {term: self.frequency(term) for term in self.bigrams_with(character, CHARACTER_BIGRAMS)}
        passages = sum(held.values())
        if passages > COMMON_CHARACTER * self.count:
            return {}, 0.0
        return {term: np.float32(1 / self.most(count)) for term, count in held.items()}, self.most(passages)

    def with_character(self, character: str) -> NDArray[np.int64]:
        """The positions in `keys` of a Han character and of the bigrams that contain it."""
        code = ord(character)
        begin, end = self.keys.searchsorted(np.array([pair_key(code, 0), pair_key(code + 1, 0)], np.uint64))
        if not self._seconds:
            seconds = self.keys[: self.keys.searchsorted(np.uint64(HASHED))] & np.uint64(0xFFFFFFFF)
            order = np.argsort(seconds, kind="stable")
            self._seconds.append((seconds[order], order))
        seconds, order = self._seconds[0]
        where = slice(*seconds.searchsorted(np.array([code, code + 1], np.uint64)))
        return np.union1d(np.arange(begin, end), order[where])

    @property
    def rarest(self) -> float:
        """The most that a term of weight 1 can add: one that only one passage contains."""
        return self.most(1)

    def most(self, passages: int) -> float:
        """The most that a term in this many passages can add."""
        return (1 + OPENING_WEIGHT) * log1p((self.count - passages + 0.5) / (passages + 0.5))
