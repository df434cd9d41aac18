"""Passages in local files: FAISS and our own BM25 behind the interface of `index.retriever`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.dense.stores import VectorStore
from index.lexical.bm25 import Lexical, top_k
from index.lexical.concepts import Concept
from index.retriever import Candidates
from index.storage.articles import ArticleStore
from index.types import Filter, Ids, Scores, Vectors


@dataclass(frozen=True, slots=True)
class LocalRetriever:
    """See `Retriever`. `han`: (passages,) whether a passage is in Han script."""

    store: ArticleStore
    vectors: VectorStore
    lexical: Lexical
    han: NDArray[np.bool_]

    @property
    def failed(self) -> bool:
        """See `Retriever.failed`. Always False: files have their own checks."""
        return False

    def __len__(self) -> int:
        return len(self.vectors)

    def candidates(
        self, vector: Vectors | None, concepts: Sequence[Concept] | None, k: int, only: Filter, among: Ids | None
    ) -> Candidates:
        """See `Retriever.candidates`."""
        allowed = self._allowed(only, among)
        dense = lexical = np.empty(0, np.int64)
        cosines = words = None
        bounds: list[float] = []
        if vector is not None:
            dense, cosines = self.vectors.search(vector, k, allowed)
        if concepts is not None:
            words, bounds = self.lexical.scores(concepts)
            lexical = top_k(words if allowed is None else _only(words, allowed), k)
        others = np.setdiff1d(lexical, dense, assume_unique=True)
        ids = np.concatenate([dense, others])
        if vector is not None and cosines is not None:
            cosines = np.concatenate([cosines, self.vectors.get(others) @ vector[0]])
        return Candidates(dense, lexical, ids, cosines, None if words is None else words[ids], bounds)

    def bounds(self, concepts: Sequence[Concept]) -> list[float]:
        """See `Retriever.bounds`."""
        return self.lexical.bounds(concepts)

    def count(self, terms: Sequence[str], *, han: bool = False) -> int:
        """See `Retriever.count`."""
        held = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), map(self.lexical.passages_with, terms))
        return int(np.count_nonzero(self.han[held])) if han else len(held)

    def holding(self, term: str) -> Ids:
        """See `Retriever.holding`."""
        return self.lexical.passages_holding(term).astype(np.int64)

    def vectors_of(self, ids: Ids) -> Vectors:
        """See `Retriever.vectors_of`."""
        return self.vectors.get(ids)

    def _allowed(self, only: Filter, among: Ids | None) -> Ids | None:
        """The ids, ascending, that may be found; None for all."""
        selected = self.store.select(only)
        if among is None or selected is None:
            return selected if among is None else among
        return np.intersect1d(selected, among, assume_unique=True)


def _only(scores: Scores, allowed: Ids) -> Scores:
    """The scores, with 0 for passages that are not allowed."""
    filtered = np.zeros_like(scores)
    filtered[allowed] = scores[allowed]
    return filtered
