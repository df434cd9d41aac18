"""The interface between search and the passages, which may be in local files or in a distributed engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.lexical.concepts import Concept
from index.types import Filter, Ids, Scores, Vectors


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best passages by meaning and the best by words, each with both scores.

    `dense`, `lexical`: ids, best first, ties by id; empty if not requested. `ids`: (n,) those of `dense`, then the
    others of `lexical`. `cosines`, `words`: (n,) both scores of each; None if not requested. `bounds`: the most that
    each concept can add to `words`.
    """

    dense: Ids
    lexical: Ids
    ids: Ids
    cosines: Scores | None
    words: Scores | None
    bounds: list[float]


class Retriever(Protocol):
    """All that search needs from the passages of one generation, without arrays that have an entry for every passage.

    Filters are applied before ranking.
    """

    @property
    def failed(self) -> bool:
        """Whether it has failed; the index is then reopened."""
        ...

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def candidates(
        self, vector: Vectors | None, concepts: Sequence[Concept] | None, k: int, only: Filter, among: Ids | None
    ) -> Candidates:
        """The k nearest to a vector (1, dim) and the k with the highest BM25 score above 0; only ids in `among`, if
        given.

        It is one call, so that an engine can answer in one round trip.
        """
        ...

    def bounds(self, concepts: Sequence[Concept]) -> list[float]:
        """The most that each concept can add to a BM25 score; more for rarer ones."""
        ...

    def count(self, terms: Sequence[str], *, han: bool = False) -> int:
        """How many passages contain all the terms; with `han`, only those in Han script."""
        ...

    def holding(self, term: str) -> Ids:
        """Ids of the passages that contain a term, ascending; a single Han character also counts within a bigram."""
        ...

    def vectors_of(self, ids: Ids) -> Vectors:
        """(len(ids), dim) vectors, with at least half precision."""
        ...
