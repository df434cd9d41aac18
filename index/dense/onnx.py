"""The bundled bilingual model through onnxruntime and tokenizers: neither torch nor transformers is imported."""

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
"""The files that come with the package."""

WINDOW = 512
"""Texts that are tokenised and waited for together: what a hundred thousand need beside their vectors is what these do."""


class OnnxEmbedder:
    """Unit sentence vectors. Any number of threads may share one.

    Each text goes through the model alone. Padding to a batch costs more than it saves on a CPU (in batches of 32 two
    fifths of the passages a second), and with dynamic int8 scales a text's vector would depend on the texts beside it
    (cosine down to 0.983): a rebuild would not repeat itself.

    Passages of all callers wait for the same workers, one for each processor, so callers at the same time do not
    slow each other down by more than their share. A query is not kept waiting: it runs in the thread that asks.
    """

    name = "bundled"

    def __init__(self, folder: Path = MODEL) -> None:
        self._model, self._tokens, config = (folder / name for name in ("model.onnx", "tokenizer.json", "config.json"))
        for path in (self._model, self._tokens, config):
            if not path.is_file():
                raise ModelUnavailable(f"{path} is missing: the bundled model is incomplete, install the package again")
        settings = json.loads(config.read_text("utf-8"))
        self.dim: int = settings["dim"]
        self._longest: int = settings["max_seq_length"]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over both files."""
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
        tokenizer.enable_truncation(self._longest)
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # before the import, which otherwise notes a machine's id
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        options = SessionOptions()
        # Texts run side by side in threads of ours, which scales better than threads inside one text.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # The graph is written in fused operators already; what onnxruntime fuses beyond them is slower.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        return InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows, computed in as many threads as there are processors."""
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
