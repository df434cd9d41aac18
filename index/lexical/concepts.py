"""What BM25 looks for: terms and their alternatives."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about: alternative terms, each with its share (0 to 1)."""

    terms: Mapping[str, float]
    weight: float = 1.0
    word: str = ""
    """The English word or phrase that the other terms translate or transliterate; empty if there are none."""
    characters: Mapping[str, float] = field(default_factory=dict)
    """Characters that many of the translations share, with their shares: 车 of 汽车, 车辆 and 轿车 finds 车企. A
    passage matches the concept by its terms or by a character, whichever scores higher."""

    def likely(self) -> list[str]:
        """The translations that are at least half as likely as the likeliest."""
        chinese = list(self.terms.items())[1:] if self.word else []
        return [term for term, share in chinese if share >= chinese[0][1] / 2]

    def held(self, terms: AbstractSet[str]) -> float:
        """The highest share among the terms that a text contains, 0 to 1."""
        return max((share for term, share in self.terms.items() if term in terms), default=0.0)
