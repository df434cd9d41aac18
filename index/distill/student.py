"""The model in training: mean pooling over the last layer, unit length, as it is exported."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAD = 0
LONGEST = 512
"""Word pieces that the model has positions for."""


class Encoder(nn.Module):
    """A BERT body with the pooling of the bundled model."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self.body.config.hidden_size)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """(n, dim) unit rows from (n, length) ids and mask."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state.float()
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return normalize((hidden * mask).sum(1) / mask.sum(1).clamp_min(1e-9), dim=1)

    @classmethod
    def load(cls, folder: Path) -> "Encoder":
        """From a sentence-transformers folder, in float32 and without dropout: the signal is scarce and clean."""
        from transformers import AutoModel

        body = AutoModel.from_pretrained(folder, dtype=torch.float32, attn_implementation="sdpa", add_pooling_layer=False)
        return cls(body).eval()

    @classmethod
    def start(cls, teacher: Path, table: Tensor) -> "Encoder":
        """The teacher's body with another token table, (pieces, dim)."""
        model = cls.load(teacher)
        model.body.resize_token_embeddings(len(table), mean_resizing=False)
        model.body.get_input_embeddings().weight.data.copy_(table)
        return model


def save_folder(model: Encoder, texts: "Texts", folder: Path) -> None:
    """Write the model, in half precision, as sentence-transformers reads it; training goes on from there."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
    from transformers import PreTrainedTokenizerFast

    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=texts.tokenizer,
        model_max_length=LONGEST,
        **{f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")},
    )
    with tempfile.TemporaryDirectory() as part:
        model.body.save_pretrained(part)
        wrapped.save_pretrained(part)
        body = Transformer(part)
    whole = SentenceTransformer(modules=[body, Pooling(model.dim), Normalize()], device="cpu")
    whole.half().save(str(folder), create_model_card=False)


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
        rows.append(model(**_padded([ids[i] for i in order[start:end]], device)))
        start = end
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(rows)[back.to(device)]


def _padded(ids: Sequence[Sequence[int]], device: str) -> dict[str, Any]:
    width = max(map(len, ids))
    input_ids = torch.full((len(ids), width), PAD, dtype=torch.long)
    for row, one in enumerate(ids):
        input_ids[row, : len(one)] = torch.tensor(one)
    mask = torch.arange(width)[None, :] < torch.tensor([len(one) for one in ids])[:, None]
    return {"input_ids": input_ids.to(device), "attention_mask": mask.long().to(device)}
