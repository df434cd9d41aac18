"""Run the bundled models with onnxruntime and tokenizers; neither torch nor transformers is imported."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


class OnnxModel:
    """A folder with a graph, its tokenizer and its settings, loaded on first use. Any number of threads may share one.

    Each input runs through the graph alone, as many in parallel as there are processors. On a CPU, padded batches of 32
    have only two fifths of the throughput. With dynamic int8 scales, an output would also depend on the other inputs in
    its batch (the cosine of two vectors of one text falls to 0.983), so a rebuild would not be reproducible.
    """

    name = "bundled"

    def __init__(self, folder: Path, missing: str, *, truncates: bool = False) -> None:
        """Raises ModelUnavailable with the message `missing` if a file is not there.

        With `truncates`, the tokenizer truncates texts to the graph's maximum length.
        """
        self._graph, self._tokens, config = (folder / name for name in ("model.onnx", "tokenizer.json", "config.json"))
        for path in (self._graph, self._tokens, config):
            if not path.is_file():
                raise ModelUnavailable(missing, path=path)
        self._truncates = truncates
        self._settings: dict[str, int] = json.loads(config.read_text("utf-8"))

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        # As many as OMP_NUM_THREADS says, if it is set: a cluster runs one process per processor.
        told = os.environ.get("OMP_NUM_THREADS", "")
        return ThreadPoolExecutor(int(told) if told.isdecimal() else os.cpu_count(), thread_name_prefix="model")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._tokens))
        if self._truncates:
            tokenizer.enable_truncation(self._settings["max_seq_length"])
        return tokenizer

    @cached_property
    def _session(self) -> "InferenceSession":
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # before the import, which otherwise records a machine id
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        options = SessionOptions()
        # Inputs run in parallel in our own threads, which scales better than threads within one input.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # The graph already has fused operators, so this level adds none; the option below needs at least this level.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        # On processors without VNNI, products of int8 weights overflow 16 bits, unless onnxruntime is told to be exact.
        options.add_session_config_entry("session.x64quantprecision", "1")
        return InferenceSession(str(self._graph), options, providers=["CPUExecutionProvider"])

    def _run(self, ids: Sequence[int | None]) -> NDArray[np.float32]:
        """The output for one input; its first axis has length 1."""
        output: NDArray[np.float32] = self._session.run(None, {"input_ids": np.array([ids], np.int64)})[0]
        return output
