"""Order passages so that those with similar words are neighbours."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

import numpy as np

from index.lexical.bm25 import Lexical
from index.lexical.tokens import tokenise

Item = TypeVar("Item")

GROUP = 4
"""Size of a group of similar passages."""


def side_by_side(items: Sequence[Item], text: Callable[[Item], str], rng: Random) -> list[Item]:
    """All items in random order, but each followed by its best BM25 matches among those not yet placed.

    Items in one batch are then hard negatives of each other without extra passages (topic-aware sampling,
    Hofstätter et al. 2021, by words instead of clusters).
    """
    terms = [tokenise(text(item)) for item in items]
    lexical = Lexical.build(terms)
    order = list(range(len(items)))
    rng.shuffle(order)
    placed = np.zeros(len(items), bool)
    result: list[Item] = []
    for seed in order:
        if placed[seed]:
            continue
        placed[seed] = True
        result.append(items[seed])
        for near in _nearest(lexical, terms[seed], placed):
            placed[near] = True
            result.append(items[near])
    return result


def _nearest(lexical: Lexical, terms: Sequence[str], placed: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> list[int]:
    scores = np.zeros(lexical.count, np.float32)
    for term in set(terms):
        found = lexical.postings(term)
        scores[lexical.passages[found]] += lexical.weights[found]
    scores[placed] = 0
    best = np.argsort(-scores, kind="stable")[: GROUP - 1]
    return [int(i) for i in best if scores[i] > 0]
