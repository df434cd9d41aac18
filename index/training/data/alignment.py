"""Word alignment: which words of one language translate which words of another, learnt from parallel texts.

IBM model 1 (Brown et al. 1993, "The mathematics of statistical machine translation") by expectation maximisation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NULL_TERM = 0
"""The null word, in every text: words that translate nothing are aligned with it. Words are numbered from 1."""
ROUNDS = 6
MAX_TERMS = 70
"""Maximum words of a text; longer texts align badly and are skipped."""
LIKELY, SEEN = 0.02, 0.4
"""Minimum probability and minimum expected count of a translation."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Each (n,): a word, a word of the other language, and the probability that the latter translates the former."""

    word: NDArray[np.int32]
    other: NDArray[np.int32]
    probability: NDArray[np.float64]


def aligned(texts: Iterable[tuple[Sequence[int], Sequence[int]]]) -> Aligned:
    """The likely translations, learnt from pairs of texts; each text is given as its distinct words."""
    keys, slots, count = [], [], 0
    for words, others in texts:
        if not words or not others or max(len(words), len(others)) > MAX_TERMS:
            continue
        rows, columns = np.array([NULL_TERM, *words], np.int64), np.array(others, np.int64)
        keys.append((rows[:, None] << 32 | columns).ravel())
        slots.append(np.tile(np.arange(count, count + len(columns), dtype=np.int32), len(rows)))
        count += len(columns)
    if not keys:
        return Aligned(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))
    seen, where = np.unique(np.concatenate(keys), return_inverse=True)
    word, other = (seen >> 32).astype(np.int32), (seen & 0xFFFFFFFF).astype(np.int32)
    probability, expected = _estimated(word, where.astype(np.int32), np.concatenate(slots), count)
    kept = (word != NULL_TERM) & (probability > LIKELY) & (expected > SEEN)
    return Aligned(word[kept], other[kept], probability[kept])


def _estimated(
    word: NDArray[np.int32], where: NDArray[np.int32], slot: NDArray[np.int32], slots: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """p(other | word) and the expected count of each pair.

    `word`: (pairs,) the word of each pair; `where` and `slot`: (links,) the pair of each link, and the word occurrence
    in the other text that it explains.
    """
    probability: NDArray[np.float64] = 1 / np.bincount(word)[word]
    expected: NDArray[Any] = probability
    for _ in range(ROUNDS):
        link = probability[where]
        link /= np.bincount(slot, link, slots)[slot]
        expected = np.bincount(where, link, len(word))
        probability = expected / np.bincount(word, expected)[word]
    return probability, expected
