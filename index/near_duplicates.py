"""Articles that print the same text: news is syndicated.

MinHash over shingles of characters, banded (Broder 1997, "On the resemblance and containment of documents"), by rensa;
what shares a band is compared, and what is near enough joins one cluster.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from rensa import RMinHash, RMinHashLSH

from corpus.text.fold import fold
from corpus.types import Article

SHINGLE = 5
"""Characters of a shingle."""
HASHES, BANDS = 128, 16
"""Two texts of which 0.8 is shared have a band in common with a chance of 0.95, of which 0.9, 0.9999."""
SAME = 0.8
"""Share of shingles that two prints of one text have in common (Jaccard)."""


def same(terms: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Whether two passages, by their terms, say the same."""
    return len(terms & others) >= SAME * len(terms | others)


@dataclass(slots=True)
class Reprints:
    """Gathers articles one by one; `clusters` says which print the same text."""

    _articles: list[tuple[str, str]] = field(default_factory=list)
    """Date and id of each article."""
    _hashes: list[RMinHash] = field(default_factory=list)

    def add(self, article: Article) -> None:
        """Take an article's text into account."""
        text = "".join(fold(article.text).split())
        hashes = RMinHash(num_perm=HASHES, seed=1)
        hashes.update([text[i : i + SHINGLE] for i in range(max(1, len(text) - SHINGLE + 1))])
        self._articles.append((article.published.isoformat() if article.published else "9999", article.id))
        self._hashes.append(hashes)

    def clusters(self) -> list[list[str]]:
        """The ids of articles that print the same text, the earliest first and the undated last; no single ones."""
        near = RMinHashLSH(threshold=SAME, num_perm=HASHES, num_bands=BANDS)
        leader = list(range(len(self._hashes)))
        for i, hashes in enumerate(self._hashes):
            for j in near.query(hashes):
                if hashes.jaccard(self._hashes[j]) >= SAME:
                    _join(leader, i, j)
            near.insert(i, hashes)
        together: dict[int, list[int]] = {}
        for i in range(len(leader)):
            together.setdefault(_led_by(leader, i), []).append(i)
        return [self._in_order(members) for members in together.values() if len(members) > 1]

    def _in_order(self, members: Iterable[int]) -> list[str]:
        return [article for _, article in sorted(self._articles[i] for i in members)]


def _led_by(leader: Sequence[int], i: int) -> int:
    while leader[i] != i:
        i = leader[i]
    return i


def _join(leader: list[int], i: int, j: int) -> None:
    first, second = sorted((_led_by(leader, i), _led_by(leader, j)))
    leader[second] = first
