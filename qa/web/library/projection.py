"""Passages in two dimensions: their vectors projected onto the first two principal components."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.types import Passage
from index.storage.reader import Index
from index.types import Vectors

MAP_PASSAGES = 2_000
"""Maximum number of passages drawn: more make the page slow and the map black."""

Places: TypeAlias = NDArray[np.float64]
"""(n, 2) float64, a place for each passage."""


@dataclass(frozen=True, slots=True)
class Map:
    """Passages and their places on the map; the index holds `total` passages."""

    passages: tuple[Passage, ...]
    places: Places
    total: int


def lay_out(index: Index, also: Iterable[int] = (), most: int = MAP_PASSAGES) -> Map:
    """Lay out every passage or, if there are more than `most`, an evenly spaced sample; always those in `also`."""
    total = index.manifest.passages
    spread = np.unique(np.linspace(0, total - 1, min(most, total)).astype(np.int64)) if total else np.empty(0, np.int64)
    wanted = [i for i in also if 0 <= i < total]
    ids = np.union1d(spread, np.array(wanted, np.int64))
    places = principal(index.retriever.vectors_of(ids), np.isin(ids, spread)) if len(ids) else np.empty((0, 2))
    return Map(tuple(index.store.passages(ids)), places, total)


def principal(vectors: Vectors, fitted: NDArray[np.bool_] | None = None) -> Places:
    """The vectors, projected onto the first two principal components (Pearson 1901) of the `fitted` ones, or of all.

    The sign of a component is chosen so that its largest weight is positive: the picture is the same each time.
    """
    basis = vectors if fitted is None else vectors[fitted]
    mean = basis.mean(axis=0, dtype=np.float64)
    centred = basis - mean
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    two = np.zeros((2, vectors.shape[1]))
    two[: min(2, len(components))] = components[:2]
    largest = np.take_along_axis(two, np.abs(two).argmax(axis=1)[:, None], axis=1)
    placed: Places = (vectors - mean) @ (two * np.where(largest < 0, -1, 1)).T
    return placed
