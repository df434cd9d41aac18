"""The model in training. A vector has a semantic half, from the transformer, and a lexical half, from the words.

The semantic half is the mean over the transformer's last layer, projected. For the lexical half each token has a code
of random -1 and 1, and the codes of a text are summed, weighted by inverse document frequency. This approximates the
overlap of two texts' words in a few hundred dimensions (random projection, Achlioptas 2003, "Database-friendly random
projections"). It preserves rare names, which a small transformer blurs. The code of an English token is made from those
of its Chinese translations (`codes.py`). The cost is a look-up and a sum.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

from index.atomic_io import replace_file
from index.errors import ModelUnavailable
from index.types import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAD = 0
SPECIALS = 5
MAX_PIECES = 512
"""Maximum tokens: the number of position embeddings."""
SENTENCE_DIM, CODE_DIM = 256, 256
"""Dimensions of the semantic and the lexical half."""
WORDS_SHARE = 1 / 3
"""Share of the lexical half in the cosine of two vectors."""
HEAD_FILE = "head.safetensors"


class Transformer(nn.Module):
    """A BERT body and the mean over its last layer. This is the part that is trained."""

    def __init__(self, body: Any) -> None:
        super().__init__()
        self.body = body

    body: Any
    """A BertModel of transformers, which ships no types."""

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self.body.config.hidden_size)

    @property
    def table(self) -> Tensor:
        """(pieces, dim): the token embeddings."""
        rows: Tensor = self.body.get_input_embeddings().weight
        return rows

    def with_table(self, table: Tensor) -> "Transformer":
        """Replace the token table by `table`, (pieces, dim), and return the model."""
        self.body.resize_token_embeddings(len(table), mean_resizing=False)
        self.table.data.copy_(table)
        return self

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """(n, dim) unit rows from (n, length) ids and mask."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state.float()
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return normalize((hidden * mask).sum(1) / mask.sum(1).clamp_min(1e-9), dim=1)

    @classmethod
    def load(cls, folder: Path) -> "Transformer":
        """Load a transformers folder, in float32 and without dropout, because the training data is small and clean."""
        from index.training.model.narrow import NarrowBert

        body = NarrowBert.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="sdpa", add_pooling_layer=False
        )
        return cls(body).eval()

    def save(self, folder: Path, tokenizer: Path) -> None:
        """Write the folder for `load`, with a copy of the file `tokenizer`."""
        with _tokenizer_last(folder, tokenizer):
            self.body.save_pretrained(folder)


class Words(nn.Module):
    """The weighted sum of the codes of a text's tokens, at unit length.

    A token that occurs n times has the square root of n times its inverse document frequency as its weight.
    """

    def __init__(self, codes: Tensor, rarity: Tensor) -> None:
        """`codes` (pieces, CODE_DIM) int8 of -1 and 1, `rarity` (pieces,) float32."""
        super().__init__()
        self.register_buffer("codes", codes)
        self.register_buffer("rarity", rarity)

    codes: Tensor
    rarity: Tensor

    def forward(self, input_ids: Tensor) -> Tensor:
        """(n, CODE_DIM) unit rows from (n, length) ids; zeros for a text of special tokens only, such as padding."""
        times = (input_ids.unsqueeze(1) == input_ids.unsqueeze(2)).sum(1)
        weights = self.rarity[input_ids] * (input_ids >= SPECIALS) / times.sqrt()
        return normalize((self.codes[input_ids].float() * weights.unsqueeze(-1)).sum(1), dim=1)


class ProjectionHead(nn.Module):
    """Projects the transformer's vectors and appends the lexical half."""

    def __init__(self, projection: Tensor) -> None:
        """`projection` (dim, SENTENCE_DIM) float32."""
        super().__init__()
        self.register_buffer("projection", projection)

    projection: Tensor

    def forward(self, sentences: Tensor, words: Tensor) -> Tensor:
        """(n, SENTENCE_DIM + CODE_DIM) unit rows."""
        turned = normalize(sentences @ self.projection, dim=1)
        both = torch.cat([(1 - WORDS_SHARE) ** 0.5 * turned, WORDS_SHARE**0.5 * words], dim=1)
        return normalize(both, dim=1)


class Encoder(nn.Module):
    """The complete bundled model."""

    def __init__(self, transformer: Transformer, words: Words, head: ProjectionHead) -> None:
        super().__init__()
        self.transformer, self.words, self.head = transformer, words, head

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self.head.projection.shape[1] + self.words.codes.shape[1]

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """(n, dim) unit rows from (n, length) ids and mask."""
        both: Tensor = self.head(self.transformer(input_ids, attention_mask), self.words(input_ids))
        return both

    @classmethod
    def load(cls, folder: Path) -> "Encoder":
        """Load a folder that `save` wrote. Raises ModelUnavailable if another version of the recipe wrote it."""
        from safetensors.torch import load_file

        own = load_file(folder / HEAD_FILE)
        try:
            words, head = Words(own["words.codes"], own["words.rarity"]), ProjectionHead(own["head.projection"])
        except KeyError as error:
            raise ModelUnavailable(
                f"{folder / HEAD_FILE} has no {error}: another version of the recipe made it, run head again"
            ) from None
        return cls(Transformer.load(folder), words, head).eval()

    def save(self, folder: Path, tokenizer: Path) -> None:
        """Write the folder for `load`, with a copy of the file `tokenizer`."""
        from safetensors.torch import save_file

        own = {name: value for name, value in self.state_dict().items() if not name.startswith("transformer.")}
        with _tokenizer_last(folder, tokenizer):
            save_file(own, folder / HEAD_FILE)
            self.transformer.body.save_pretrained(folder)


@contextmanager
def _tokenizer_last(folder: Path, tokenizer: Path) -> Iterator[None]:
    """Copy the file `tokenizer` into the folder last, so that its presence means that the folder is complete."""
    copied, own = tokenizer.read_bytes(), folder / tokenizer.name
    folder.mkdir(parents=True, exist_ok=True)
    own.unlink(missing_ok=True)
    yield
    replace_file(own, copied)


class StudentEmbedder:
    """A model in training as an embedder, for evaluation."""

    name = "student"

    def __init__(self, model: Transformer | Encoder, texts: "Texts") -> None:
        self.dim = model.dim
        self._model, self._texts = model, texts

    @property
    def fingerprint(self) -> str:
        """Empty: vectors of a model that still changes must not be cached."""
        return ""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) unit rows."""
        device = str(next(self._model.parameters()).device)
        with torch.inference_mode():
            rows = encode(self._model, self._texts.ids(texts, MAX_PIECES), tokens=4_096, device=device)
        return np.asarray(rows.cpu().numpy(), np.float32)

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row."""
        return self.passages([text])


class Texts:
    """Turns texts into token ids."""

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
        """Token ids of each text, truncated to `longest` but for the closing [SEP]."""
        found = (encoding.ids for encoding in self.tokenizer.encode_batch(list(texts)))
        return [ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]] for ids in found]


def encode(model: nn.Module, ids: Sequence[Sequence[int]], *, tokens: int, device: str = "cpu") -> Tensor:
    """(len(ids), dim) unit rows in the order given, computed in batches of similar length, at most `tokens` tokens."""
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
