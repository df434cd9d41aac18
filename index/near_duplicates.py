"""Find near-duplicate articles: news is syndicated.

MinHash over character shingles with banding (Broder 1997, "On the resemblance and containment of documents"), with
rensa. Articles that share a band are compared, and similar ones join a cluster.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from rensa import RMinHash, RMinHashLSH

from corpus.text.fold import fold
from corpus.types import Article

SHINGLE = 5
"""Length of a shingle, in characters."""
BATCH = 1 << 16
"""Characters shingled at once."""
HASHES, BANDS = 128, 16
"""Two texts with a similarity of 0.8 share a band with a probability of 0.95; with 0.9, of 0.9999."""
MIN_SIMILARITY = 0.8
"""Minimum Jaccard similarity of the shingles of two prints of one text."""


def near_identical(terms: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Whether two passages have nearly the same terms."""
    return len(terms & others) >= MIN_SIMILARITY * len(terms | others)


def empty_hash() -> RMinHash:
    """The MinHash of no text yet."""
    return RMinHash(num_perm=HASHES, seed=1)


def min_hash(text: str) -> RMinHash:
    """The MinHash of a text, which is similar for two prints of one text."""
    hashes = empty_hash()
    for shingles in _shingles(text):
        hashes.update(shingles)
    return hashes


@dataclass(slots=True)
class ReprintFinder:
    """Collects articles, added one by one; `clusters` groups those that print the same text."""

    _articles: list[tuple[str, str]] = field(default_factory=list)
    """Date and id of each article."""
    _hashes: list[RMinHash] = field(default_factory=list)

    def add(self, article: Article, hashes: RMinHash) -> None:
        """Add an article with the `min_hash` of its text."""
        self._articles.append((article.published.isoformat() if article.published else "9999", article.id))
        self._hashes.append(hashes)

    def clusters(self) -> list[list[str]]:
        """Clusters of two or more article ids with the same text, the earliest first, the undated last."""
        near = RMinHashLSH(threshold=MIN_SIMILARITY, num_perm=HASHES, num_bands=BANDS)
        parents = list(range(len(self._hashes)))
        for i, hashes in enumerate(self._hashes):
            for j in near.query(hashes):
                if hashes.jaccard(self._hashes[j]) >= MIN_SIMILARITY:
                    _join(parents, i, j)
            near.insert(i, hashes)
        clusters: dict[int, list[int]] = {}
        for i in range(len(parents)):
            clusters.setdefault(_root_of(parents, i), []).append(i)
        return [self._in_order(members) for members in clusters.values() if len(members) > 1]

    def _in_order(self, members: Iterable[int]) -> list[str]:
        return [article for _, article in sorted(self._articles[i] for i in members)]


def _shingles(text: str) -> Iterator[list[str]]:
    """The shingles of a folded text without white space, in batches: all at once take 80 times its memory."""
    carried, batches = "", 0
    for start in range(0, len(text), BATCH):
        window = carried + "".join(fold(text[start : start + BATCH]).split())
        carried = window[1 - SHINGLE :]
        if len(window) >= SHINGLE:
            batches += 1
            yield [window[i : i + SHINGLE] for i in range(len(window) - SHINGLE + 1)]
    if not batches:
        yield [carried]


def _root_of(parents: Sequence[int], i: int) -> int:
    while parents[i] != i:
        i = parents[i]
    return i


def _join(parents: list[int], i: int, j: int) -> None:
    first, second = sorted((_root_of(parents, i), _root_of(parents, j)))
    parents[second] = first
