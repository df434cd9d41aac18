"""The bundled reader through onnxruntime and tokenizers: neither torch nor transformers is imported."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.text.fold import fold
from index.errors import ModelUnavailable
from index.reading.types import Span, Window, WindowReading

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

MODEL = Path(__file__).parents[1] / "model" / "reader"
"""The files that come with the package."""

START, END, SENTENCE, NULL = range(4)
"""Columns of the model's output: an answer starts, ends at a token; its sentence answers; at the first token: none does."""
MAX_SPAN_TOKENS = 32
UNREAD = -20.0
"""Score of a sentence that lies beyond the last token that is read."""

Logits = NDArray[np.float32]


class OnnxReader:
    """Reads `<s> question </s></s> window </s>`. Any number of threads may share one.

    Each window goes through the model alone, as many at a time as there are processors: padding costs more than it saves, and
    a window's scores would depend on those beside it.
    """

    name = "bundled"

    def __init__(self, folder: Path = MODEL) -> None:
        self._model, self._tokens, config = (folder / name for name in ("model.onnx", "tokenizer.json", "config.json"))
        for path in (self._model, self._tokens, config):
            if not path.is_file():
                raise ModelUnavailable("reader_incomplete", path=path)
        settings = json.loads(config.read_text("utf-8"))
        self._max_tokens: int = settings["max_seq_length"]
        self._max_question: int = settings["max_question_length"]

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="read")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._tokens))

    @cached_property
    def _session(self) -> "InferenceSession":
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # before the import, which otherwise notes a machine's id
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = 1  # windows run side by side in threads of ours
        options.inter_op_num_threads = 1
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        return InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """One reading for each window. A question is cut at `max_question_length` pieces, and both at `max_seq_length`."""
        asked = self._encode([fold(question)])[0].ids[: self._max_question]
        texts = self._encode([fold(window.text[window.start : window.end]) for window in windows])
        return list(self._workers.map(lambda pair: self._read(asked, *pair), zip(windows, texts, strict=True)))

    def _encode(self, texts: Sequence[str]) -> "list[Encoding]":
        return self._tokenizer.encode_batch(list(texts), add_special_tokens=False)

    def _read(self, asked: Sequence[int], window: Window, text: "Encoding") -> WindowReading:
        first, last = (self._tokenizer.token_to_id(piece) for piece in ("<s>", "</s>"))
        opening = [first, *asked, last, last]
        room = self._max_tokens - len(opening) - 1
        ids = [*opening, *text.ids[:room], last]
        logits: Logits = self._session.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]
        offsets = np.array(text.offsets[:room], np.int64).reshape(-1, 2) + window.start
        return reading(window, logits[0], logits[len(opening) : len(opening) + len(offsets)], offsets)


def reading(window: Window, nothing: Logits, logits: Logits, offsets: NDArray[np.int64]) -> WindowReading:
    """What the (tokens, 4) logits of a window say, `nothing` being the (4,) logits of "no answer".

    `offsets`: (tokens, 2), of the tokens in the window's text. Two parts of the model judge a sentence, and each gives log odds against
    "no answer": as a whole, by the mean of its tokens' exponentials, and by its best span, half for the start and half for the end.
    A sentence answers as far as both say so: its score is the lower one.
    """
    scores, spans = [], list[Span | None]()
    for start, end in window.sentences:
        mine = (offsets[:, 1] > start) & (offsets[:, 0] < end)
        if not mine.any():
            scores.append(UNREAD)
            spans.append(None)
            continue
        tokens = logits[mine]
        whole = np.logaddexp.reduce(tokens[:, SENTENCE]) - np.log(len(tokens)) - nothing[NULL]
        first, last, best = best_span(tokens)
        scores.append(float(min(whole, (best - nothing[START] - nothing[END]) / 2)))
        spans.append(_trimmed(window.text, int(offsets[mine][first, 0]), int(offsets[mine][last, 1])))
    return WindowReading(tuple(scores), max(scores), tuple(spans))


def best_span(tokens: Logits) -> tuple[int, int, float]:
    """The likeliest start and end, in this order and less than MAX_SPAN_TOKENS apart, and the sum of their logits."""
    both = tokens[:, START, None] + tokens[None, :, END]
    allowed = np.triu(np.ones(both.shape, bool)) & ~np.triu(np.ones(both.shape, bool), MAX_SPAN_TOKENS)
    both = np.where(allowed, both, -np.inf)
    first, last = divmod(int(both.argmax()), len(tokens))
    return first, last, float(both[first, last])


def _trimmed(text: str, start: int, end: int) -> Span | None:
    said = text[start:end]
    return (start + len(said) - len(said.lstrip()), start + len(said.rstrip())) if said.strip() else None
