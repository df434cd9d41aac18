"""A question's words as weights of a sparse vector, and scores for the passages that an engine finds with them.

An engine adds up products. BM25 over concepts is such a sum, except that alternative terms together count at most once
(`Lexical.scores`). The sum without this cap is never lower, so the passages with the highest sums are fetched and
scored again here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical.bm25 import idf
from index.lexical.concepts import Concept
from index.lexical.vocabulary import OPENING_WEIGHT, Vocabulary
from index.types import Scores


@dataclass(frozen=True, slots=True)
class Row:
    """The terms of a passage: positions in the vocabulary, ascending, and their weights without idf."""

    terms: NDArray[np.uint32]
    weights: Scores

    def weights_of(self, positions: NDArray[np.int64]) -> Scores:
        """(len(positions),) the weights of these terms, 0 for those that the passage lacks."""
        if not len(self.terms):
            return np.zeros(len(positions), np.float32)
        at = np.minimum(np.searchsorted(self.terms, positions), len(self.terms) - 1)
        return np.where(self.terms[at] == positions, self.weights[at], np.float32(0))


class TermQuery:
    """A question's concepts, looked up in a vocabulary; `bounds`: the most that each can add to a score."""

    def __init__(self, concepts: Sequence[Concept], bounds: Sequence[float], vocabulary: Vocabulary) -> None:
        self._concepts = list(zip(concepts, bounds, strict=True))
        self._vocabulary = vocabulary
        self._characters = {c: vocabulary.of_character(c) for concept in concepts for c in concept.characters}
        terms = {*(term for concept in concepts for term in concept.terms)}.union(
            *(scales for scales, _ in self._characters.values())
        )
        places = map(vocabulary.position, terms)
        self.positions = np.array(sorted({place for place in places if place is not None}), np.int64)
        """Positions in the vocabulary of the terms that some passage contains, ascending."""
        self._idf = idf(np.diff(vocabulary.offsets)[self.positions], vocabulary.count)

    @property
    def weights(self) -> Scores:
        """(len(positions),) what the engine multiplies the terms' weights by, for the sum without the cap."""
        weights = np.zeros(len(self.positions))
        for concept, bound in self._concepts:
            for term, share in concept.terms.items():
                if (at := self._at(term)) is not None:
                    alone = concept.weight * self._idf[at]
                    weights[at] += alone if len(concept.terms) == 1 else bound * share / (1 + OPENING_WEIGHT)
            for character in concept.characters:
                for term in self._characters[character][0]:
                    weights[self._at(term)] += bound * self._factor(concept, bound, character) / (1 + OPENING_WEIGHT)
        return weights.astype(np.float32)

    def scores(self, rows: Sequence[Row]) -> Scores:
        """(len(rows),) BM25 scores, computed in the same steps as `Lexical.scores` and so identical."""
        held = np.zeros((len(rows), len(self.positions)), np.float32)
        for i, row in enumerate(rows):
            held[i] = row.weights_of(self.positions) * self._idf
        scores = np.zeros(len(rows), np.float32)
        for concept, bound in self._concepts:
            if len(concept.terms) == 1:
                at = self._at(*concept.terms)
                scores += 0 if at is None else np.float32(concept.weight) * held[:, at]
            else:
                scores += self._any_of(concept, bound, held) * np.float32(bound)
        return scores

    def _any_of(self, concept: Concept, bound: float, held: Scores) -> Scores:
        frequency = np.zeros(len(held), np.float32)
        for term, share in concept.terms.items():
            if (at := self._at(term)) is not None:
                most = self._vocabulary.most(self._vocabulary.frequency(term))
                frequency += np.float32(share / most) * held[:, at]
        frequency = np.minimum(frequency, 1)
        for character in concept.characters:
            factor = self._factor(concept, bound, character)
            for term, scale in self._characters[character][0].items():
                frequency = np.maximum(frequency, factor * (scale * held[:, self._at(term)]))
        return frequency

    def _factor(self, concept: Concept, bound: float, character: str) -> np.float32:
        """How much a character counts for a concept: its share, and less if it is more common than the terms."""
        most = bound / concept.weight
        return np.float32(concept.characters[character] * min(1.0, self._characters[character][1] / most))

    def _at(self, term: str) -> int | None:
        """The index of a term in `positions`; None if no passage contains it."""
        place = self._vocabulary.position(term)
        return None if place is None else int(np.searchsorted(self.positions, place))
