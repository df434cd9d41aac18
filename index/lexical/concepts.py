"""What a question asks for, as BM25 sees it: terms of which any will do."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about: terms of which any will do, each with its share (0 to 1)."""

    terms: Mapping[str, float]
    weight: float = 1.0
    word: str = ""
    """The English word or phrase that the other terms translate or spell; empty where there are none."""

    def likely(self) -> list[str]:
        """The terms that translate the word and are at least half as likely as the likeliest."""
        chinese = list(self.terms.items())[1:] if self.word else []
        return [term for term, share in chinese if share >= chinese[0][1] / 2]

    def held(self, terms: AbstractSet[str]) -> float:
        """The share of it that a text with these terms has, 0 to 1."""
        return max((share for term, share in self.terms.items() if term in terms), default=0.0)
