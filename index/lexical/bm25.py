"""BM25 over arrays: scores are computed when the index is built; a query adds up a few slices.

The eager scoring of bm25s (Lù 2024, arXiv:2407.03618) with the formula of Robertson & Zaragoza 2009 and the
non-negative idf of Lucene, without the factor k1 + 1, which all scores share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.text.script import has_han
from index.lexical.concepts import Concept
from index.lexical.postings import Block, Postings, merged_positions, vocabulary
from index.lexical.terms import counted
from index.lexical.vocabulary import OPENING_WEIGHT, Vocabulary
from index.types import Ids, Scores

K1, B = 0.4, 0.75
"""K1 is low, so that a passage with every word of a question ranks above one that repeats some of them. Compared with
1.2, recall@1 is 4 to 5 points higher for news headlines and the same for questions."""
MAX_CHARACTERS = 128
"""Maximum characters whose passages are cached."""
ROWS = 64
"""Rows in which scores are arranged to find the highest."""


@dataclass(frozen=True, slots=True)
class Lexical(Vocabulary):
    """The postings of all terms, term by term.

    `passages`: (postings,) int32 ascending within a term. `weights`: (postings,) float32, what the term adds to the
    passage's score.
    """

    passages: NDArray[np.int32]
    weights: NDArray[np.float32]
    _characters: dict[str, tuple[Ids, Scores, float]] = field(
        default_factory=dict, init=False, repr=False, compare=False, kw_only=True
    )

    @classmethod
    def build(cls, documents: Iterable[Iterable[str]]) -> "Lexical":
        """Index the terms of each passage; passage ids are positions."""
        postings = Postings()
        postings.add(map(counted, documents))
        return cls.of(postings)

    @classmethod
    def of(cls, postings: Postings) -> Self:
        """Index passages from their gathered postings."""
        blocks = postings.blocks()
        keys, sizes = vocabulary(blocks)
        offsets = np.concatenate(([0], np.cumsum(sizes)))
        passages, weights = np.empty(offsets[-1], np.int32), np.empty(offsets[-1], np.float32)
        count = len(postings.lengths)
        norm, rarity = length_norms(postings.lengths), idf(sizes, count)
        for block, terms, at in merged_positions(blocks, keys, offsets):
            passages[at] = block.first + block.passages.astype(np.int32)
            weights[at] = saturated(block, norm) * rarity[terms]
        return cls(keys, offsets, count, passages, weights)

    def passages_with(self, term: str) -> NDArray[np.int32]:
        """The ids of the passages that contain a term, ascending."""
        return self.passages[self.postings(term)]

    def passages_holding(self, term: str) -> NDArray[np.int32]:
        """Like `passages_with`, but a single Han character also counts within a bigram."""
        if len(term) > 1 or not has_han(term):
            return self.passages_with(term)
        slices = [self.passages[self.offsets[i] : self.offsets[i + 1]] for i in self.with_character(term)]
        return np.unique(np.concatenate(slices)) if slices else np.empty(0, np.int32)

    def bounds(self, concepts: Iterable[Concept]) -> list[float]:
        """The upper bound of each concept's contribution to a score."""
        return [concept.weight * self.most(self._held_by(concept)) for concept in concepts]

    def _held_by(self, concept: Concept) -> int:
        """How many passages contain any of a concept's terms."""
        if len(concept.terms) == 1:
            return self.frequency(*concept.terms)
        held = np.zeros(self.count, np.bool_)
        for term in concept.terms:
            held[self.passages_with(term)] = True
        return int(np.count_nonzero(held))

    def scores(self, concepts: Iterable[Concept]) -> tuple[Scores, list[float]]:
        """(count,) BM25 scores for a query's concepts, and the upper bound of each concept's contribution."""
        scores = np.zeros(self.count, np.float32)
        bounds: list[float] = []
        for concept in concepts:
            if len(concept.terms) == 1:
                (term,) = concept.terms
                where = self.postings(term)
                # Three times as fast as `+=` on a selection.
                np.add.at(scores, self.passages[where], np.float32(concept.weight) * self.weights[where])
                bounds.append(concept.weight * self.most(where.stop - where.start))
            else:
                frequency = self._any_of(concept)
                most = self.most(int(np.count_nonzero(frequency)))
                bounds.append(concept.weight * most)
                for character, share in concept.characters.items():
                    ids, held, alone = self._with_character(character)
                    factor = np.float32(share * min(1.0, alone / most))
                    frequency[ids] = np.maximum(frequency[ids], factor * held)
                scores += frequency * np.float32(bounds[-1])
        return scores, bounds

    def _any_of(self, concept: Concept) -> Scores:
        """(count,) how well each passage matches a concept with alternative terms, 0 to 1.

        The terms' saturated frequencies, weighted by share, add up as if they were one term (Darwish & Oard 2003,
        "Probabilistic structured query methods").
        """
        frequency = np.zeros(self.count, np.float32)
        for term, share in concept.terms.items():
            where = self.postings(term)
            if where.start < where.stop:
                scale = np.float32(share / self.most(where.stop - where.start))
                np.add.at(frequency, self.passages[where], scale * self.weights[where])
        return np.minimum(frequency, 1, out=frequency)

    def _with_character(self, character: str) -> tuple[Ids, Scores, float]:
        """The passages with a character's bigrams, how well each matches (0 to 1), and the most that they can add."""
        if character not in self._characters:
            held = np.zeros(self.count, np.float32)
            scales, most = self.of_character(character)
            for term, scale in scales.items():
                where = self.postings(term)
                passages = self.passages[where]
                held[passages] = np.maximum(held[passages], scale * self.weights[where])
            if len(self._characters) == MAX_CHARACTERS:
                self._characters.clear()
            ids = np.flatnonzero(held).astype(np.int64)
            self._characters[character] = ids, held[ids], most
        return self._characters[character]

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """See `Vocabulary.arrays`."""
        return Vocabulary.arrays(self) | {"passages": self.passages, "weights": self.weights}


def length_norms(lengths: Sequence[int]) -> NDArray[np.float32]:
    """(passages,) what a passage's length adds to the denominator of a saturated frequency."""
    counted = np.array(lengths, np.float64)
    mean = float(counted.sum()) / max(len(counted), 1) or 1.0
    return (K1 * (1 - B + B * counted / mean)).astype(np.float32)


def saturated(block: Block, norm: NDArray[np.float32]) -> NDArray[np.float32]:
    """(postings,) the part of each weight that depends on the passage; idf is the rest. `norm`: all passages' norms."""
    tf = block.counts.astype(np.float32)
    tf /= tf + norm[block.first + block.passages.astype(np.int32)]
    tf += np.float32(OPENING_WEIGHT) * block.opening
    return tf


def idf(document_frequency: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    """The weight of terms by the number of passages that contain them, of `count` passages."""
    df = document_frequency.astype(np.float64)
    return np.log1p((count - df + 0.5) / (df + 0.5)).astype(np.float32)


def top_k(scores: Scores, k: int) -> Ids:
    """The ids of the k highest scores above 0, best first, ties by id."""
    if k <= 0:
        return np.empty(0, np.int64)
    least = _lower_bound(scores, k)
    found = np.flatnonzero(scores >= least) if least > 0 else np.flatnonzero(scores > 0)
    return found[np.lexsort((found, -scores[found]))][:k].astype(np.int64)


def _lower_bound(scores: Scores, k: int) -> float:
    """A bound that at least k scores reach, but few more; 0 if there are too few scores.

    It is the k-th highest of the columns' maxima: far fewer values to sort than all scores.
    """
    columns = len(scores) // ROWS
    if columns < k:
        return 0.0
    highest = scores[: columns * ROWS].reshape(ROWS, columns).max(axis=0)
    return float(np.partition(highest, columns - k)[columns - k])
