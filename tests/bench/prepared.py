"""Vectors generated in advance instead of embedded, where embedding all passages would take hours.

A question is still embedded by the model, so that its time counts; it then gets the vector generated for it, near that
of the passage it was taken from.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.text.fold import fold
from index.dense.embedders import Embedder, load_embedder
from index.types import Vectors
from tests.bench.passages import made_vectors, read_questions

NOISE = 0.03
"""Standard deviation of a question's vector around its passage's, in each dimension."""
_NUMBER = re.compile(r"第(\d+)篇")


def title(number: int) -> str:
    """The number that a passage begins with."""
    return f"第{number}篇"


def numbered(text: str) -> int:
    """The number of a passage; -1 for any other text."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else -1


def write_vectors(folder: Path, count: int, dim: int) -> None:
    """Write vectors for `count` passages and for the questions in the folder."""
    vectors = made_vectors(count, dim)
    near = np.stack([vectors[number] for _, number in read_questions(folder / "questions")])
    near += NOISE * np.random.default_rng(count).standard_normal(near.shape, np.float32)
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "near.npy", near / np.linalg.norm(near, axis=1, keepdims=True))


class Prepared:
    """An embedder that returns the vectors of a folder. `name` is `prepared:MODEL@FOLDER`."""

    def __init__(self, name: str) -> None:
        model, _, folder = name.partition("@")
        self._model = load_embedder(model)
        self._vectors: Vectors = np.load(Path(folder, "vectors.npy"), mmap_mode="r")
        asked = [fold(question) for question, _ in read_questions(Path(folder, "questions"))]
        self._near = dict(zip(asked, np.load(Path(folder, "near.npy")), strict=True))
        self.name, self.fingerprint, self.dim = f"prepared:{name}", name, self._vectors.shape[1]

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim), the vectors generated for these passages."""
        return np.asarray(self._vectors[[numbered(text) for text in texts]])

    def query(self, text: str) -> Vectors:
        """(1, dim), the vector generated for this question; the model embeds the question first."""
        self._model.query(text)
        return np.asarray(self._near[fold(text)][None])


def embedder(model: str, folder: Path) -> Embedder:
    """The model of this name, or the folder's vectors if there are any."""
    return Prepared(f"{model}@{folder}") if (folder / "vectors.npy").exists() else load_embedder(model)
