"""A model that remembers what it has embedded: a question is embedded once for searching and choosing sentences."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.dense.embedders import Embedder
from index.types import Vectors

REMEMBERED = 4_096
"""Vectors kept, some 8 MB of 512 numbers each; those not used for longest go first."""


class Remembering:
    """An embedder over another one. Safe to share between threads."""

    def __init__(self, embedder: Embedder, most: int = REMEMBERED) -> None:
        self._embedder, self._most = embedder, most
        self._lock = Lock()
        self._vectors: OrderedDict[tuple[str, str], Vectors] = OrderedDict()

    @property
    def name(self) -> str:
        """The other one's name."""
        return self._embedder.name

    @property
    def fingerprint(self) -> str:
        """The other one's fingerprint."""
        return self._embedder.fingerprint

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._embedder.dim

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows; only what is not remembered is embedded."""
        known = {text: vector for text in texts if (vector := self._get("passage", text)) is not None}
        new = list(dict.fromkeys(text for text in texts if text not in known))
        for text, vector in zip(new, self._embedder.passages(new), strict=True):
            known[text] = vector
            self._put("passage", text, vector)
        return np.vstack([known[text] for text in texts]) if texts else np.empty((0, self.dim), np.float32)

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row."""
        vector = self._get("query", text)
        if vector is None:
            vector = self._embedder.query(text)
            self._put("query", text, vector)
        return vector

    def _get(self, kind: str, text: str) -> Vectors | None:
        with self._lock:
            vector = self._vectors.get((kind, text))
            if vector is not None:
                self._vectors.move_to_end((kind, text))
            return vector

    def _put(self, kind: str, text: str, vector: Vectors) -> None:
        kept = vector.copy()  # what it is cut from, or the model's own memory, is let go
        with self._lock:
            self._vectors[kind, text] = kept
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
