"""An embedder with an in-memory cache, so that a question is embedded once for retrieval and for choosing sentences."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.dense.embedders import Embedder
from index.types import Vectors

CACHED = 4_096
"""Maximum vectors in the cache, about 8 MB at 512 dimensions; the least recently used are evicted first."""


class CachingEmbedder:
    """Wraps another embedder. Safe to share between threads."""

    def __init__(self, embedder: Embedder, size: int = CACHED) -> None:
        self._embedder, self._size = embedder, size
        self._lock = Lock()
        self._vectors: OrderedDict[tuple[str, str], Vectors] = OrderedDict()

    @property
    def name(self) -> str:
        """The wrapped embedder's name."""
        return self._embedder.name

    @property
    def fingerprint(self) -> str:
        """The wrapped embedder's fingerprint."""
        return self._embedder.fingerprint

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._embedder.dim

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows; only texts that are not cached are embedded."""
        found = {text: vector for text in texts if (vector := self._get("passage", text)) is not None}
        new = list(dict.fromkeys(text for text in texts if text not in found))
        for text, vector in zip(new, self._embedder.passages(new), strict=True):
            found[text] = vector
            self._put("passage", text, vector)
        return np.vstack([found[text] for text in texts]) if texts else np.empty((0, self.dim), np.float32)

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
        own = vector.copy()  # not a view that keeps a whole batch alive
        with self._lock:
            self._vectors[kind, text] = own
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)
