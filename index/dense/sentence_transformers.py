"""Any sentence-transformers model, by its name on the hub or its folder."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelUnavailable
from index.hub import load_model
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class HubEmbedder:
    """Loads the model at once, so that an unavailable one is reported before anything is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _load(name)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the weights, which identifies a model whatever its name."""
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.detach().cpu().float().numpy().tobytes())
        return digest.hexdigest()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows, with the model's own prompt for documents if it has one."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        vectors = self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row, with the model's own prompt for queries if it has one."""
        vectors = self._model.encode_query([text], normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


def _load(name: str) -> "SentenceTransformer":
    if not name:
        raise ModelUnavailable("model_unnamed")
    from sentence_transformers import SentenceTransformer

    return load_model(SentenceTransformer, name, "model_unavailable")
