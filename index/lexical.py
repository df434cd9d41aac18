"""BM25 over arrays: scores are worked out when the index is built, a query adds up a few slices.

The eager scoring of bm25s (Lù 2024, arXiv:2407.03618) with the formula of Robertson & Zaragoza 2009 and the
never-negative idf that Lucene uses. Terms are kept as 64-bit hashes, so opening an index parses no vocabulary.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.query import Concept
from index.tokens import tokenise
from index.types import Ids, Scores

K1, B = 1.2, 0.75

TERMS_TYPE = np.dtype([("key", "<u8"), ("count", "<u4")])
Terms: TypeAlias = NDArray[np.void]
"""(terms,) TERMS_TYPE: the different terms of one passage and how often each is in it."""


@lru_cache(maxsize=1 << 12)
def term_key(term: str) -> int:
    """64-bit hash of a term; among a million terms two collide with a chance of 3e-8."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def count_terms(text: str) -> Terms:
    """The terms of a text, counted."""
    return _counted(tokenise(text))


def _counted(document: Iterable[str]) -> Terms:
    counted = Counter(document)
    return np.array([(term_key(term), count) for term, count in counted.items()], TERMS_TYPE)


@dataclass(frozen=True, slots=True)
class Lexical:
    """Postings of all terms, term after term.

    `keys`: (terms,) uint64 ascending. `offsets`: (terms + 1,) int64; term i has the postings
    `offsets[i]:offsets[i+1]`. `passages`: (postings,) int32 ascending within a term. `weights`: (postings,) float32,
    what the term adds to the passage's score. `count`: how many passages there are.
    """

    keys: NDArray[np.uint64]
    offsets: NDArray[np.int64]
    passages: NDArray[np.int32]
    weights: NDArray[np.float32]
    count: int

    @classmethod
    def build(cls, documents: Iterable[Iterable[str]]) -> "Lexical":
        """Index the terms of each passage; passage ids are positions."""
        return cls.of(_counted(document) for document in documents)

    @classmethod
    def of(cls, documents: Iterable[Terms]) -> "Lexical":
        """Index passages whose terms have been counted; passage ids are positions."""
        found = list(documents)
        sizes = np.fromiter((len(terms) for terms in found), np.int64, len(found))
        every = np.concatenate(found) if found else np.empty(0, TERMS_TYPE)
        del found
        passages = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        lengths = np.bincount(passages, every["count"], len(sizes))
        # Stable: within a term the passages stay in order.
        order = np.argsort(every["key"], kind="stable")
        keys, document_frequency = np.unique(every["key"], return_counts=True)
        offsets = np.concatenate(([0], np.cumsum(document_frequency))).astype(np.int64)
        mean_length = float(lengths.sum()) / max(len(lengths), 1) or 1.0
        norm = (K1 * (1 - B + B * lengths / mean_length)).astype(np.float32)
        tf = every["count"][order].astype(np.float32)
        passages = passages[order]
        tf *= (K1 + 1) / (tf + norm[passages])
        tf *= np.repeat(_idf(document_frequency, len(lengths)), document_frequency)
        return cls(keys, offsets, passages, tf, len(lengths))

    def postings(self, term: str) -> slice:
        """Where the term's postings are; empty for a term that no passage has."""
        key = np.uint64(term_key(term))
        i = int(np.searchsorted(self.keys, key))
        if i == len(self.keys) or self.keys[i] != key:
            return slice(0, 0)
        return slice(int(self.offsets[i]), int(self.offsets[i + 1]))

    def passages_with(self, term: str) -> NDArray[np.int32]:
        """The ids of the passages that hold a term, ascending."""
        return self.passages[self.postings(term)]

    def scores(self, concepts: Iterable[Concept]) -> tuple[Scores, list[float]]:
        """(count,) BM25 scores of what a query is about, and what each concept can add to a score at the most."""
        scores = np.zeros(self.count, np.float32)
        bounds: list[float] = []
        for concept in concepts:
            if len(concept.terms) == 1:
                (term,) = concept.terms
                where = self.postings(term)
                scores[self.passages[where]] += concept.weight * self.weights[where]
                bounds.append(concept.weight * self._most(where.stop - where.start))
            else:
                frequency = self._any_of(concept)
                bounds.append(concept.weight * self._most(int(np.count_nonzero(frequency))))
                scores += frequency * np.float32(bounds[-1])
        return scores, bounds

    def _any_of(self, concept: Concept) -> Scores:
        """(count,) how much each passage has of terms of which any will do, 0 to 1.

        The terms' saturated frequencies, by share, add up as if they were one term (Darwish & Oard 2003,
        "Probabilistic structured query methods").
        """
        frequency = np.zeros(self.count, np.float32)
        for term, share in concept.terms.items():
            where = self.postings(term)
            if where.start < where.stop:
                frequency[self.passages[where]] += self.weights[where] * np.float32(
                    share / self._most(where.stop - where.start)
                )
        return np.minimum(frequency, 1, out=frequency)

    def _most(self, passages: int) -> float:
        """What a term that this many passages have adds at the most."""
        return (K1 + 1) * float(_idf(np.array([passages]), self.count)[0])

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The arrays to store, by name."""
        return {
            "keys": self.keys,
            "offsets": self.offsets,
            "passages": self.passages,
            "weights": self.weights,
        }


def _idf(document_frequency: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    df = document_frequency.astype(np.float64)
    return np.log1p((count - df + 0.5) / (df + 0.5)).astype(np.float32)


def best(scores: Scores, k: int) -> Ids:
    """The ids of the k highest scores above 0, best first, ties by id."""
    found = np.flatnonzero(scores > 0)
    if 0 < k < len(found):
        threshold = np.partition(scores[found], len(found) - k)[len(found) - k]
        found = found[scores[found] >= threshold]
    return found[np.lexsort((found, -scores[found]))][: max(k, 0)].astype(np.int64)
