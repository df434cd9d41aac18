"""What search asks of the passages, wherever they are kept: in this machine's files or in a distributed engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.lexical.concepts import Concept
from index.types import Filter, Ids, Scores, Vectors


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best passages by meaning and the best by words, each with both scores.

    `dense`, `lexical`: ids, best first, ties by id; empty where that was not asked for. `ids`: (n,) those of `dense`, then the
    others of `lexical`. `cosines`, `words`: (n,) both scores of each; None where that was not asked for. `bounds`: the most
    that each concept can add to `words`.
    """

    dense: Ids
    lexical: Ids
    ids: Ids
    cosines: Scores | None
    words: Scores | None
    bounds: list[float]


class Retriever(Protocol):
    """The passages of one generation. Search needs no more of them, and no array with an entry for every passage.

    Filters come first: the best of what they leave are found.
    """

    @property
    def failed(self) -> bool:
        """Whether it has failed; the index is then opened again."""
        ...

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def candidates(
        self, vector: Vectors | None, concepts: Sequence[Concept] | None, k: int, only: Filter, among: Ids | None
    ) -> Candidates:
        """The k nearest to a vector (1, dim) and the k with the highest BM25 score above 0, of `among` where given.

        One call, because an engine can then answer in one round trip.
        """
        ...

    def bounds(self, concepts: Sequence[Concept]) -> list[float]:
        """The most that each concept can add to a BM25 score: the rarer it is, the more."""
        ...

    def count(self, terms: Sequence[str], *, han: bool = False) -> int:
        """How many passages hold all the terms; with `han`, of those in Han script."""
        ...

    def holding(self, term: str) -> Ids:
        """The ids of the passages that hold a term, ascending; a single Han character also as part of a bigram."""
        ...

    def vectors_of(self, ids: Ids) -> Vectors:
        """(len(ids), dim) the vectors, to half precision at the least."""
        ...
