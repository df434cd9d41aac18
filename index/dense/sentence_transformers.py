"""Any sentence-transformers model, by its name on the hub or its folder."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import numpy as np

from index.errors import ModelUnavailable
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

HUB_SECONDS = 10.0
"""Timeout for asking the hub whether it has a model."""


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

    try:
        check_reachable(name)
        return SentenceTransformer(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        # The hub's client and the loaders raise these for an unknown or unreachable name and for a folder without a model.
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
        raise ModelUnavailable("model_unavailable", name=name, detail=reason) from error


def check_reachable(name: str) -> None:
    """Raises OSError soon where a model is neither on this machine nor to be had from the hub."""
    if not Path(name).exists() and not _cached(name):
        _ask_hub(name)


def _cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(name, "config.json"), str)


def _ask_hub(name: str) -> None:
    """Raises OSError soon if the hub cannot be reached; loading would retry for minutes first."""
    from huggingface_hub.constants import ENDPOINT

    with suppress(HTTPError):  # the hub answered; loading then reports what is wrong with the name
        urlopen(f"{ENDPOINT}/api/models/{name}", timeout=HUB_SECONDS).close()  # noqa: S310 - the hub's own address
