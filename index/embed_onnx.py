"""The bundled bilingual model through onnxruntime and tokenizers: neither torch nor transformers is imported."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embed import BUNDLED
from index.errors import ModelUnavailable
from index.types import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL = Path(__file__).parent / "model"
"""The files that come with the package."""

LONGEST = 512
"""Word pieces that the model reads; what lies beyond is not seen."""


class OnnxEmbedder:
    """Unit sentence vectors, 384 numbers each.

    Each text goes through the model alone. Padding to a batch costs more than it saves on a CPU (43 passages a
    second alone, 17 in batches of 32), and with dynamic int8 scales a text's vector would depend on the texts
    beside it (cosine down to 0.983): a rebuild would not repeat itself.
    """

    name = BUNDLED
    dim = 384

    def __init__(self, folder: Path = MODEL) -> None:
        self._model, self._tokens = folder / "model.onnx", folder / "tokenizer.json"
        for path in (self._model, self._tokens):
            if not path.is_file():
                raise ModelUnavailable(f"{path} is missing: the bundled model is incomplete, install the package again")

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over both files."""
        digest = hashlib.sha256()
        for path in (self._model, self._tokens):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._tokens))
        tokenizer.enable_truncation(LONGEST)
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        # Texts run side by side in threads of ours, which scales better than threads inside one text.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        return InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), 384) unit rows, computed in as many threads as there are processors."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.vstack(list(pool.map(self._one, self._ids(texts))))

    def query(self, text: str) -> Vectors:
        """(1, 384) unit row."""
        return self._one(next(self._ids([text])))

    def _ids(self, texts: Sequence[str]) -> Iterator[list[int]]:
        return (encoding.ids for encoding in self._tokenizer.encode_batch(list(texts)))

    def _one(self, ids: list[int]) -> Vectors:
        inputs = {"input_ids": np.array([ids], np.int64), "attention_mask": np.ones((1, len(ids)), np.int64)}
        vector: Vectors = self._session.run(None, inputs)[0]
        return vector
