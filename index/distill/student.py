"""The model in training: what the sentence says, by the transformer, plus which words it says it with.

The transformer's vector is the mean over its last layer. To it is added a weighted mean of the token table itself, turned
by a matrix: first and last layer together are known to do better than the last alone (Su et al. 2021,
arXiv:2103.15316), and weighting words by rarity is Arora et al. 2017 (SIF). Rare names, which a small transformer
blurs, keep their place in the vector so. It costs one look-up and one product.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import embedding, normalize

from index.types import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAD = 0
SPECIALS = 5
LONGEST = 512
"""Word pieces that the model has positions for."""
HEAD_FILE = "head.safetensors"


class Words(nn.Module):
    """The weighted mean of a text's word pieces, to unit length."""

    def __init__(self, pieces: int, dim: int) -> None:
        super().__init__()
        self.rarity = nn.Parameter(torch.zeros(pieces))
        """Logarithm of each piece's weight."""
        self.middle = nn.Parameter(torch.zeros(dim))
        """Of the token table; taken off, for what all pieces share says nothing."""

    def forward(self, rows: Tensor, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """(n, dim) unit rows from the rows of the table, (n, length, dim)."""
        counted = (attention_mask * (input_ids >= SPECIALS)).to(rows.dtype)
        weights = embedding(input_ids, self.rarity.unsqueeze(1)).squeeze(-1).exp() * counted
        mean = (rows * weights.unsqueeze(-1)).sum(1) / weights.sum(1, keepdim=True).clamp_min(1e-6)
        return normalize(mean - self.middle, dim=1)


class Head(nn.Module):
    """Both vectors of a text, each turned by a matrix, into one."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.said, self.words = nn.Parameter(torch.eye(dim)), nn.Parameter(torch.zeros(dim, dim))

    def forward(self, said: Tensor, words: Tensor) -> Tensor:
        """(n, dim) unit rows."""
        return normalize(said @ self.said + words @ self.words, dim=1)


class Encoder(nn.Module):
    """A BERT body with the pooling of the bundled model."""

    def __init__(self, body: Any, words: Words, head: Head) -> None:
        super().__init__()
        self.body, self.words, self.head = body, words, head

    body: Any
    """A BertModel of transformers, which ships no types."""

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self.body.config.hidden_size)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """(n, dim) unit rows from (n, length) ids and mask."""
        both: Tensor = self.head(*self.parts(input_ids, attention_mask))
        return both

    def parts(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """What the transformer says and the words, each (n, dim) unit rows."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state.float()
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        said = normalize((hidden * mask).sum(1) / mask.sum(1).clamp_min(1e-9), dim=1)
        rows = self.body.get_input_embeddings()(input_ids).float()
        return said, self.words(rows, input_ids, attention_mask)

    @classmethod
    def load(cls, folder: Path) -> "Encoder":
        """From a folder of transformers, in float32 and without dropout: the signal is scarce and clean.

        A folder with no head has one that passes on what the transformer says.
        """
        from safetensors.torch import load_file
        from transformers import AutoModel

        body = AutoModel.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="sdpa", add_pooling_layer=False
        )
        model = cls.around(body)
        if (folder / HEAD_FILE).is_file():
            model.load_state_dict(load_file(folder / HEAD_FILE), strict=False)
        return model

    @classmethod
    def around(cls, body: Any) -> "Encoder":
        """A body with a head that passes on what the transformer says, until it is trained."""
        size, dim = body.config.vocab_size, body.config.hidden_size
        return cls(body, Words(size, dim), Head(dim)).eval()

    def save(self, folder: Path) -> None:
        """As `load` reads it."""
        from safetensors.torch import save_file

        self.body.save_pretrained(folder)
        save_file({n: v for n, v in self.state_dict().items() if not n.startswith("body.")}, folder / HEAD_FILE)

    @classmethod
    def start(cls, teacher: Path, table: Tensor) -> "Encoder":
        """The teacher's body with another token table, (pieces, dim)."""
        body = cls.load(teacher).body
        body.resize_token_embeddings(len(table), mean_resizing=False)
        body.get_input_embeddings().weight.data.copy_(table)
        return cls.around(body)


class Said(nn.Module):
    """What the transformer says, without the head: this is what is taught to stand where the teacher stands."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """(n, dim) unit rows."""
        return self._model.parts(input_ids, attention_mask)[0]


class StudentEmbedder:
    """A model in training as an embedder, for evaluation."""

    name = "student"

    def __init__(self, model: Encoder, texts: "Texts") -> None:
        self.dim = model.dim
        self._model, self._texts = model, texts

    @property
    def fingerprint(self) -> str:
        """None: nothing may be kept of a model that changes."""
        return ""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows."""
        device = str(next(self._model.parameters()).device)
        with torch.inference_mode():
            rows = encode(self._model, self._texts.ids(texts, LONGEST), tokens=4_096, device=device)
        return np.asarray(rows.cpu().numpy(), np.float32)

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row."""
        return self.passages([text])


class Texts:
    """Turns texts into padded batches for one tokenizer."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path) -> "Texts":
        """The tokenizer of a model's folder."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")))

    def ids(self, texts: Sequence[str], longest: int) -> list[list[int]]:
        """Word pieces of each text; a longer one keeps its closing mark."""
        found = (encoding.ids for encoding in self.tokenizer.encode_batch(list(texts)))
        return [ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]] for ids in found]


def encode(model: nn.Module, ids: Sequence[Sequence[int]], *, tokens: int, device: str = "cpu") -> Tensor:
    """(len(ids), dim) unit rows, in the order given; computed in batches of like length of at most `tokens`."""
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    rows: list[Tensor] = []
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end + 1 - start) * len(ids[order[end]]) <= tokens:
            end += 1
        rows.append(model(**padded([ids[i] for i in order[start:end]], device)))
        start = end
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(rows)[back.to(device)]


def padded(ids: Sequence[Sequence[int]], device: str = "cpu") -> dict[str, Any]:
    width = max(map(len, ids))
    input_ids = torch.full((len(ids), width), PAD, dtype=torch.long)
    for row, one in enumerate(ids):
        input_ids[row, : len(one)] = torch.tensor(one)
    mask = torch.arange(width)[None, :] < torch.tensor([len(one) for one in ids])[:, None]
    return {"input_ids": input_ids.to(device), "attention_mask": mask.long().to(device)}
