"""Embedding models by name: the bundled one, any sentence-transformers model, and a fake for tests."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from corpus.plugins import find_entry
from index.errors import ModelUnavailable
from index.types import Vectors

BUNDLED = "bundled"
PLUGINS = "article_qa.embedders"
"""Entry point group for more backends: each is a function of a model's name, as in EMBEDDERS."""


class Embedder(Protocol):
    """Turns folded texts into unit vectors."""

    @property
    def name(self) -> str:
        """The name by which `load_embedder` loads it again."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors may change."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows; a text's vector does not depend on the other texts."""
        ...

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row."""
        ...


@cache  # shared by all collections of a process, to save time and memory
def _bundled(_: str) -> Embedder:
    from index.dense.onnx import OnnxEmbedder

    return OnnxEmbedder()


def _sentence_transformers(name: str) -> Embedder:
    from index.dense.sentence_transformers import HubEmbedder

    return HubEmbedder(name)


def _hashing(_: str) -> Embedder:
    from index.dense.hashing import HashingEmbedder

    return HashingEmbedder()


EMBEDDERS: dict[str, Callable[[str], Embedder]] = {
    BUNDLED: _bundled,
    "hashing": _hashing,
    "sentence-transformers": _sentence_transformers,
}
"""Backends by name. A model is called `backend` or `backend:name`. To add a backend, add an entry."""


def load_embedder(model: str) -> Embedder:
    """Load a model by name: a backend, `backend:name`, or any other name for sentence-transformers.

    Raises ModelUnavailable, saying what to do, if it cannot be loaded.
    """
    backend, _, name = model.partition(":")
    make = find_entry(EMBEDDERS, PLUGINS, backend, ModelUnavailable)
    return make(name) if make else EMBEDDERS["sentence-transformers"](model)
