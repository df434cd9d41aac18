"""A fake embedder for tests and trials: it needs no model, and a text has the same vector everywhere."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

import numpy as np

from index.lexical.tokens import tokenise
from index.types import Vectors


class HashingEmbedder:
    """Adds up a fixed random direction for each term, so texts that share terms are similar."""

    name = "hashing"
    fingerprint = "hashing-1"
    dim: ClassVar[int] = 64

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), 64) unit rows."""
        return np.vstack([self.query(t) for t in texts]) if texts else np.empty((0, self.dim), np.float32)

    def query(self, text: str) -> Vectors:
        """(1, 64) unit row."""
        total = sum((_direction(t, self.dim) for t in tokenise(text)), start=_direction("", self.dim) * 1e-3)
        return (total / np.linalg.norm(total)).astype(np.float32)[None]


@lru_cache(maxsize=1 << 12)
def _direction(term: str, dim: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    seed = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")
    return np.random.default_rng(seed).standard_normal(dim)
