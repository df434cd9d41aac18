"""Vectors made beforehand in the place of a model's, where embedding all passages would take hours.

A question still goes through a model, for the time that takes; the vector that comes out is the one made for it, near
that of the passage it was taken from.
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
"""Standard deviation of a question's vector in each dimension, around its passage's."""
_NUMBER = re.compile(r"第(\d+)篇")


def title(number: int) -> str:
    """What a passage begins with: its number."""
    return f"第{number}篇"


def numbered(text: str) -> int:
    """The number of a passage, -1 for any other text."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else -1


def write_vectors(folder: Path, count: int, dim: int) -> None:
    """Vectors for so many passages and for the questions that lie in the folder."""
    vectors = made_vectors(count, dim)
    near = np.stack([vectors[number] for _, number in read_questions(folder / "questions")])
    near += NOISE * np.random.default_rng(count).standard_normal(near.shape, np.float32)
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "near.npy", near / np.linalg.norm(near, axis=1, keepdims=True))


class Prepared:
    """An embedder that gives out the vectors of a folder. `name` is `prepared:MODEL@FOLDER`."""

    def __init__(self, name: str) -> None:
        model, _, folder = name.partition("@")
        self._model = load_embedder(model)
        self._vectors: Vectors = np.load(Path(folder, "vectors.npy"), mmap_mode="r")
        asked = [fold(question) for question, _ in read_questions(Path(folder, "questions"))]
        self._near = dict(zip(asked, np.load(Path(folder, "near.npy")), strict=True))
        self.name, self.fingerprint, self.dim = f"prepared:{name}", name, self._vectors.shape[1]

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) what was made for these passages."""
        return np.asarray(self._vectors[[numbered(text) for text in texts]])

    def query(self, text: str) -> Vectors:
        """(1, dim) what was made for this question, after the model has read it."""
        self._model.query(text)
        return np.asarray(self._near[fold(text)][None])


def embedder(model: str, folder: Path) -> Embedder:
    """The model of this name, behind the folder's vectors if there are any."""
    return Prepared(f"{model}@{folder}") if (folder / "vectors.npy").exists() else load_embedder(model)
