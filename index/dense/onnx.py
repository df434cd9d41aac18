"""The bundled bilingual model."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.onnx_model import OnnxModel
from index.types import Vectors

MODEL = Path(__file__).parents[1] / "model"
"""The bundled files."""

WINDOW = 512
"""Texts tokenised at once, to limit memory."""


class OnnxEmbedder(OnnxModel):
    """Embeds texts as unit vectors. A query does not queue for the worker threads, but runs in the calling thread."""

    def __init__(self, folder: Path = MODEL) -> None:
        super().__init__(folder, "model_incomplete", truncates=True)
        self.dim = self._settings["dim"]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the model and the tokenizer."""
        digest = hashlib.sha256()
        for path in (self._graph, self._tokens):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows, computed in one thread per processor."""
        vectors = np.empty((len(texts), self.dim), np.float32)
        for start in range(0, len(texts), WINDOW):
            ids = self._ids(texts[start : start + WINDOW])
            for row, vector in enumerate(self._workers.map(self._run, ids), start=start):
                vectors[row] = vector
        return vectors

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row."""
        return self._run(self._ids([text])[0])

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
