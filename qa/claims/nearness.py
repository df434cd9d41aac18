"""How close two sentences are in meaning, by the bundled embedding model."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from index.dense.embedders import BUNDLED, load_embedder


def nearness(one: str, other: str) -> float:
    """The cosine of two texts' vectors."""
    return float(_vector(fold(one)) @ _vector(fold(other)))


def nearest(sentence: str, text: str) -> float:
    """The cosine of a sentence with the nearest sentence of a text."""
    return max((nearness(sentence, text[start:end]) for start, end in sentences(text)), default=0.0)


@lru_cache(maxsize=1 << 10)
def _vector(folded: str) -> NDArray[np.float32]:
    (row,) = load_embedder(BUNDLED).passages([folded])
    return np.asarray(row, np.float32)
