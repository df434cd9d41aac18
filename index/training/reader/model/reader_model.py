"""The reader: the trunk over `<s> question </s></s> window </s>`, with four logits for each token.

The logits of a token: the answer starts here, ends here, and its sentence answers. The first two of `<s>` stand for "no
answer", and its fourth for "no sentence answers".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from index.training.reader.data.examples import ReadingExample

if TYPE_CHECKING:
    from tokenizers import Tokenizer

START, END, SENTENCE, NULL = range(4)
OUTPUTS = 4
OPEN, CLOSE = 1, 2
"""Ids of <s> and </s>."""
QUESTION_TOKENS, TOKENS = 72, 192
FROZEN = 3
"""Number of lowest layers that are frozen, with the embeddings."""
SPAN_WEIGHT = 0.5
HEAD = "head.safetensors"
HIDDEN = -1e4
"""Logit of masked positions."""


class ReaderModel(nn.Module):
    """Trunk and head."""

    def __init__(self, body: Any) -> None:
        super().__init__()
        self.body = body
        self.head = nn.Linear(body.config.hidden_size, OUTPUTS)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(n, tokens) -> (n, tokens, OUTPUTS) float32."""
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        with torch.autocast(ids.device.type, enabled=False):
            logits: Tensor = self.head(states.float())
        return logits

    def freeze(self, layers: int = FROZEN) -> None:
        """Freeze the embeddings and the lowest layers, and switch off their dropout."""
        for part in (self.body.embeddings, *self.body.encoder.layer[:layers]):
            part.eval()
            for parameter in part.parameters():
                parameter.requires_grad_(False)


def load_start(folder: Path) -> ReaderModel:
    """The reader before training: a trunk, and a head if the folder has one."""
    from safetensors.torch import load_file
    from transformers import BertModel

    reader = ReaderModel(BertModel.from_pretrained(folder, add_pooling_layer=False))
    if (folder / HEAD).is_file():
        reader.head.load_state_dict(load_file(folder / HEAD))
    return reader


def save_start(reader: ReaderModel, folder: Path) -> None:
    """Write trunk and head for `load_start`."""
    from safetensors.torch import save_file

    reader.body.save_pretrained(folder)
    save_file(reader.head.state_dict(), folder / HEAD)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A tokenised example. `owner`: the sentence of each token or -1; `start`, `end`: positions, 0 for no answer."""

    ids: list[int]
    owner: list[int]
    answer: int
    start: int
    end: int
    has_span: bool


@dataclass(frozen=True, slots=True)
class ReaderBatch:
    """Encoded examples, padded to the longest."""

    ids: Tensor
    mask: Tensor
    owner: Tensor
    answer: Tensor
    start: Tensor
    end: Tensor
    has_span: Tensor


def encode(tokenizer: "Tokenizer", examples: Sequence[ReadingExample]) -> list[Encoded]:
    """Tokenise examples. Those whose answer is truncated are dropped."""
    questions = tokenizer.encode_batch([e.question for e in examples], add_special_tokens=False)
    texts = tokenizer.encode_batch([e.text for e in examples], add_special_tokens=False)
    found = []
    for example, question, text in zip(examples, questions, texts, strict=True):
        ids = [OPEN, *question.ids[:QUESTION_TOKENS], CLOSE, CLOSE]
        first = len(ids)
        room = TOKENS - first - 1
        offsets = text.offsets[:room]
        owner = [-1] * first + [_sentence(example, *offset) for offset in offsets] + [-1]
        start = end = 0
        if example.span is not None:
            inside = [n for n, (a, b) in enumerate(offsets) if b > example.span[0] and a < example.span[1]]
            if not inside:
                continue
            start, end = first + inside[0], first + inside[-1]
        if example.answer is not None and example.answer not in owner:
            continue
        answer = 0 if example.answer is None else example.answer + 1
        found.append(Encoded([*ids, *text.ids[:room], CLOSE], owner, answer, start, end, example.has_span))
    return found


def _sentence(example: ReadingExample, start: int, end: int) -> int:
    return next((n for n, (a, b) in enumerate(example.sentences) if end > a and start < b), -1)


def collate(encoded: Sequence[Encoded]) -> ReaderBatch:
    """A padded batch."""
    longest = max(len(e.ids) for e in encoded)

    def padded(rows: list[list[int]], value: int) -> Tensor:
        return torch.tensor([row + [value] * (longest - len(row)) for row in rows])

    ids = padded([e.ids for e in encoded], 0)
    numbers = torch.tensor([[e.answer, e.start, e.end, int(e.has_span)] for e in encoded]).T
    return ReaderBatch(ids, (ids != 0).long(), padded([e.owner for e in encoded], -1), *numbers)


def sentence_logits(logits: Tensor, owner: Tensor) -> Tensor:
    """(n, 1 + sentences): the logit of "no answer", then of each sentence, pooled over its tokens by log-mean-exp."""
    count = int(owner.max()) + 1
    mine = owner.unsqueeze(1) == torch.arange(count).view(1, -1, 1)
    tokens = logits[:, None, :, SENTENCE].masked_fill(~mine, HIDDEN)
    size = mine.sum(-1)
    pooled = tokens.logsumexp(-1) - size.clamp_min(1).log()
    return torch.cat([logits[:, :1, NULL], pooled.masked_fill(size == 0, HIDDEN)], dim=1)


def span_logits(logits: Tensor, owner: Tensor) -> Tensor:
    """(2, n, tokens) logits of starts and ends. Position 0 is "no answer"; all others outside sentences are masked."""
    allowed = owner >= 0
    allowed[:, 0] = True
    return logits[..., :SENTENCE].permute(2, 0, 1).masked_fill(~allowed, HIDDEN)


def loss(logits: Tensor, batch: ReaderBatch) -> tuple[Tensor, Tensor]:
    """The cross entropy of the sentence, and that of start and end."""
    sentence = cross_entropy(sentence_logits(logits, batch.owner), batch.answer)
    spans = span_logits(logits, batch.owner)
    both = sum(
        cross_entropy(row, gold, reduction="none") for row, gold in zip(spans, (batch.start, batch.end), strict=True)
    )
    return sentence, (both * batch.has_span).sum() / (2 * batch.has_span.sum().clamp_min(1))
