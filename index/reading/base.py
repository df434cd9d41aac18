"""Readers by name: the bundled one, any sentence-transformers cross-encoder, and a fake for tests.

A reader is a cross-encoder: it reads the question and the sentences together, so it can tell a sentence that answers
from one that only repeats the question.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

from corpus.plugins import find_entry
from index.errors import ModelUnavailable
from index.reading.types import Window, WindowReading

BUNDLED = "bundled"
PLUGINS = "article_qa.readers"
"""Entry points that add backends: each is a function that takes a model's name, as in READERS."""


class Reader(Protocol):
    """Scores sentences as answers to a question."""

    @property
    def name(self) -> str:
        """The name that `load_reader` accepts for this reader."""
        ...

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """One reading for each window; it does not depend on the other windows."""
        ...


@cache  # one for all collections in a process: each copy would take time and memory
def _bundled(_: str) -> Reader:
    from index.reading.onnx import OnnxReader

    return OnnxReader()


def _cross_encoder(name: str) -> Reader:
    from index.reading.cross_encoder import HubReader

    return HubReader(name)


def _overlap(_: str) -> Reader:
    from index.reading.overlap import OverlapReader

    return OverlapReader()


READERS: dict[str, Callable[[str], Reader]] = {
    BUNDLED: _bundled,
    "cross-encoder": _cross_encoder,
    "overlap": _overlap,
}
"""Backends. A model is named `backend` or `backend:name`. To add a backend, add an entry."""


def load_reader(model: str = BUNDLED) -> Reader:
    """The reader of this name: a backend, `backend:name`, or any other name for a sentence-transformers CrossEncoder.

    Raises ModelUnavailable, which says what to do, if it cannot be loaded.
    """
    backend, _, name = model.partition(":")
    make = find_entry(READERS, PLUGINS, backend, ModelUnavailable)
    return make(name) if make else READERS["cross-encoder"](model)
