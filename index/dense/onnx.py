"""The bundled bilingual model, by onnxruntime and tokenizers; neither torch nor transformers is imported."""

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelUnavailable
from index.types import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL = Path(__file__).parents[1] / "model"
"""The bundled files."""

WINDOW = 512
"""Texts that are tokenised at once, which bounds the memory for any number of texts."""


class OnnxEmbedder:
    """Unit sentence vectors. Any number of threads may share one.

    Each text runs through the model alone. On a CPU, padding to batches of 32 gives two fifths of the throughput, and with
    dynamic int8 scales a vector would depend on the other texts in its batch (cosine down to 0.983), so that a rebuild
    would not be reproducible.

    Passages of all callers share one pool of workers, one for each processor. A query does not queue: it runs in the
    thread that asks.
    """

    name = "bundled"

    def __init__(self, folder: Path = MODEL) -> None:
        self._model, self._tokens, config = (folder / name for name in ("model.onnx", "tokenizer.json", "config.json"))
        for path in (self._model, self._tokens, config):
            if not path.is_file():
                raise ModelUnavailable("model_incomplete", path=path)
        settings = json.loads(config.read_text("utf-8"))
        self.dim: int = settings["dim"]
        self._max_tokens: int = settings["max_seq_length"]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the model and the tokenizer."""
        digest = hashlib.sha256()
        for path in (self._model, self._tokens):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="embed")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._tokens))
        tokenizer.enable_truncation(self._max_tokens)
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # before the import, which otherwise records a machine id
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        options = SessionOptions()
        # Texts run in parallel in our own threads, which scales better than threads within one text.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # The graph already has fused operators; what onnxruntime fuses beyond them is slower.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        return InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows, computed in one thread for each processor."""
        vectors = np.empty((len(texts), self.dim), np.float32)
        for start in range(0, len(texts), WINDOW):
            ids = self._ids(texts[start : start + WINDOW])
            for row, vector in enumerate(self._workers.map(self._one, ids), start=start):
                vectors[row] = vector
        return vectors

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row."""
        return self._one(self._ids([text])[0])

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]

    def _one(self, ids: list[int]) -> Vectors:
        vector: Vectors = self._session.run(None, {"input_ids": np.array([ids], np.int64)})[0]
        return vector
