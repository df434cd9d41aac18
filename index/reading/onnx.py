"""The bundled reader, an ONNX model."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.text.fold import fold
from index.onnx_model import OnnxModel
from index.reading.types import Span, Window, WindowReading

if TYPE_CHECKING:
    from tokenizers import Encoding

MODEL = Path(__file__).parents[1] / "model" / "reader"
"""The files that come with the package."""

START, END, SENTENCE, NULL = range(4)
"""Columns of the logits: the answer starts here, ends here, this sentence answers; at the first token, no sentence
answers.
"""
MAX_SPAN_TOKENS = 32
UNREAD = -20.0
"""Score of a sentence that was truncated."""

Logits = NDArray[np.float32]


class OnnxReader(OnnxModel):
    """Reads `<s> question </s></s> window </s>`, one window at a time."""

    def __init__(self, folder: Path = MODEL) -> None:
        super().__init__(folder, "reader_incomplete")

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """One reading for each window.

        Questions are truncated to `max_question_length` tokens, the whole input to `max_seq_length`.
        """
        asked = self._encode([fold(question)])[0].ids[: self._settings["max_question_length"]]
        texts = self._encode([fold(window.text[window.start : window.end]) for window in windows])
        return list(self._workers.map(lambda pair: self._read(asked, *pair), zip(windows, texts, strict=True)))

    def _encode(self, texts: Sequence[str]) -> "list[Encoding]":
        return self._tokenizer.encode_batch(list(texts), add_special_tokens=False)

    def _read(self, asked: Sequence[int], window: Window, text: "Encoding") -> WindowReading:
        first, last = (self._tokenizer.token_to_id(piece) for piece in ("<s>", "</s>"))
        opening = [first, *asked, last, last]
        room = self._settings["max_seq_length"] - len(opening) - 1
        ids = [*opening, *text.ids[:room], last]
        logits = self._run(ids)[0]
        offsets = np.array(text.offsets[:room], np.int64).reshape(-1, 2) + window.start
        return reading(window, logits[0], logits[len(opening) : len(opening) + len(offsets)], offsets)


def reading(window: Window, nothing: Logits, logits: Logits, offsets: NDArray[np.int64]) -> WindowReading:
    """Decode the (tokens, 4) logits of a window; `nothing` is the (4,) logits of "no answer".

    `offsets`: (tokens, 2), of the tokens in the window's text. A sentence has two log odds against "no answer": one for
    the whole sentence (log-mean-exp over its tokens), and one for its best span (the mean of start and end). Its score
    is the lower one, so both have to agree that it answers.
    """
    scores, spans, wholes = [], list[Span | None](), []
    for start, end in window.sentences:
        mine = (offsets[:, 1] > start) & (offsets[:, 0] < end)
        if not mine.any():
            scores.append(UNREAD)
            spans.append(None)
            wholes.append(UNREAD)
            continue
        tokens = logits[mine]
        whole = np.logaddexp.reduce(tokens[:, SENTENCE]) - np.log(len(tokens)) - nothing[NULL]
        first, last, best = best_span(tokens)
        scores.append(float(min(whole, (best - nothing[START] - nothing[END]) / 2)))
        spans.append(_trimmed(window.text, int(offsets[mine][first, 0]), int(offsets[mine][last, 1])))
        wholes.append(float(whole))
    return WindowReading(tuple(scores), max(scores), tuple(spans), tuple(wholes))


def best_span(tokens: Logits) -> tuple[int, int, float]:
    """Start and end of the best span of at most MAX_SPAN_TOKENS tokens, and the sum of their logits."""
    both = tokens[:, START, None] + tokens[None, :, END]
    allowed = np.triu(np.ones(both.shape, bool)) & ~np.triu(np.ones(both.shape, bool), MAX_SPAN_TOKENS)
    both = np.where(allowed, both, -np.inf)
    first, last = divmod(int(both.argmax()), len(tokens))
    return first, last, float(both[first, last])


def _trimmed(text: str, start: int, end: int) -> Span | None:
    said = text[start:end]
    return (start + len(said) - len(said.lstrip()), start + len(said.rstrip())) if said.strip() else None
