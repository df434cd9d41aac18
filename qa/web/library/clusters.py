"""Groups of passages close together on the map, each named by words that are common in it and rare elsewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from corpus.text.fold import fold
from corpus.types import Passage
from index.crosslingual.glosses import words
from index.lexical.tokens import FUNCTION_WORDS
from qa.facts.entities import latin_words, names
from qa.web.library.projection import Map

MOST, EACH = 8, 6
"""Maximum number of groups, and minimum number of passages that a group has on average."""
TERMS, READ = 3, 40
"""Number of words that name a group, and of its passages that they are taken from."""

NAME_CHARS = 6
"""Maximum length of a name in characters; anything longer in quotation marks is a sentence."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The words that name a group, its passages, nearest to the centre first, and the centre on the map."""

    terms: tuple[str, ...]
    passages: tuple[Passage, ...]
    place: tuple[float, float]


def clusters(points: Map) -> list[Cluster]:
    """The groups, largest first: k-means (Lloyd 1982) on the map, words by TF-IDF (Spärck Jones 1972) per group."""
    import faiss

    k = min(MOST, len(points.passages) // EACH)
    if k < 2:
        return []
    places = np.ascontiguousarray(points.places, np.float32)
    found = faiss.Kmeans(2, k, niter=25, nredo=4, seed=1, min_points_per_centroid=1)
    found.train(places)
    labels = found.assign(places)[1]
    groups = [group for label in range(k) if len(group := np.flatnonzero(labels == label))]
    middles = [points.places[group].mean(axis=0) for group in groups]
    nearest = [_nearest(points, group, middle) for group, middle in zip(groups, middles, strict=True)]
    named = _named([passages[:READ] for passages in nearest])
    made = [
        Cluster(terms, passages, (float(middle[0]), float(middle[1])))
        for terms, passages, middle in zip(named, nearest, middles, strict=True)
    ]
    return sorted(made, key=lambda cluster: -len(cluster.passages))


def _nearest(points: Map, group: NDArray[np.int64], middle: NDArray[np.float64]) -> tuple[Passage, ...]:
    far = np.linalg.norm(points.places[group] - middle, axis=1)
    return tuple(points.passages[i] for i in group[np.argsort(far, kind="stable")])


def _terms(text: str) -> Iterator[str]:
    """Names, Chinese words of two or more characters, and Latin content words."""
    folded: str = fold(text)
    for name in names(folded):
        if len(name) <= NAME_CHARS:
            yield name
            folded = folded.replace(name, "\n")  # or the dictionary would split it: 雄安新区 into 雄, 安新, 区
    yield from (folded[start:end] for start, end in words(folded) if end - start > 1)
    yield from (word for word in latin_words(folded) if len(word) > 2 and word not in FUNCTION_WORDS)


def _named(groups: Sequence[Sequence[Passage]]) -> list[tuple[str, ...]]:
    """The words of each group: in many of its passages and few of all, those in at least half of its passages first."""
    counts = [Counter(term for passage in group for term in set(_terms(passage.text))) for group in groups]
    everywhere, total = sum(counts, Counter[str]()), sum(map(len, groups))
    named = []
    for group, count in zip(groups, counts, strict=True):
        weighed = [(2 * n < len(group), -n * log(total / everywhere[term]), term) for term, n in count.items()]
        named.append(tuple(term for _, _, term in sorted(weighed)[:TERMS]))
    return named
