"""The head, worked out in one go from vectors of texts that belong together, the rest of the model held still.

Directions in which a question differs from its passage, or a sentence from its translation, say nothing of what a text is
about: they are shrunk (within-class covariance normalisation, Hatch et al. 2006; the language of a text is one of
them). Of the transformer's numbers and the words' together, as many principal directions are kept as a vector has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from index.distill.batches import Batches
from index.distill.student import SPECIALS, Encoder, Head, Texts, encode

EXAMPLES = {"news": 700, "questions": 750, "documents": 450, "laws": 150}
PAIRS = 6_000
LONGEST = 320
SHARE = 0.65
"""What the words count beside the transformer's vector, which counts 1."""
POWER = 0.25
"""How strongly a direction of large differences is shrunk: 0 not at all, 0.5 until all differ alike."""
FLOOR = 0.1
"""Added to each direction's differences, as a share of the mean one, so that small ones are not blown up."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """What the transformer says of each text, and its words; each (n, dim) unit rows."""

    said: Tensor
    words: Tensor

    def joined(self) -> Tensor:
        """(n, 2 * dim)"""
        return torch.cat([self.said, SHARE * self.words], dim=1)


@dataclass(frozen=True, slots=True)
class Known:
    """Vectors of everything that the head is made from; `right` (queries,) is each query's passage."""

    passages: Vectors
    queries: Vectors
    right: Tensor
    english: Vectors
    chinese: Vectors


def count_rarity(model: Encoder, texts: Texts, passages: Sequence[str]) -> None:
    """Set each piece's weight to its inverse document frequency (Spärck Jones 1972), and the middle of the table."""
    table = model.body.get_input_embeddings().weight.detach()
    found = torch.ones(len(table))
    for ids in texts.ids(passages, LONGEST):
        found[list(set(ids))] += 1
    set_rarity(model, torch.log((len(passages) + 1) / found))


def set_rarity(model: Encoder, weights: Tensor) -> None:
    """Set each piece's weight, (pieces,), and the middle of the table."""
    table = model.body.get_input_embeddings().weight.detach()
    model.words.rarity.data = weights.clamp_min(1e-3).log()
    model.words.middle.data = table[SPECIALS:].mean(0)


def embed_all(model: Encoder, texts: Texts, batches: Batches) -> Known:
    """Run the model once over what the head is made from: the first step of `batches`."""
    batch = batches[0]
    queries = [q for e in batch.examples for q in e.queries]
    right = torch.tensor([n for n, e in enumerate(batch.examples) for _ in e.queries])

    def vectors(said: Sequence[str]) -> Vectors:
        with torch.no_grad():
            both = encode(_Parts(model), texts.ids(said, LONGEST), tokens=4_096)
        return Vectors(both[:, : model.dim], both[:, model.dim :])

    return Known(
        vectors([e.passage for e in batch.examples]),
        vectors(queries),
        right,
        vectors([p.en for p in batch.pairs]),
        vectors([p.zh for p in batch.pairs]),
    )


def fit_head(head: Head, known: Known) -> None:
    """Set both matrices of the head."""
    passages, queries = known.passages.joined(), known.queries.joined()
    english, chinese = known.english.joined(), known.chinese.joined()
    within = _spread(queries - passages[known.right]) + _spread(english - chinese)
    values, directions = torch.linalg.eigh(within)
    shrunk = (values / values.mean() + FLOOR) ** -POWER
    shrink = directions @ torch.diag(shrunk) @ directions.T
    _, principal = torch.linalg.eigh(_spread(torch.cat([queries, passages, english, chinese]) @ shrink))
    dim = known.passages.said.shape[1]
    matrix = shrink @ principal[:, -dim:]
    head.said.data = matrix[:dim].contiguous()
    head.words.data = (SHARE * matrix[dim:]).contiguous()


def _spread(rows: Tensor) -> Tensor:
    """Mean outer product, about nought and not about the mean: what all differ in counts too."""
    return rows.T @ rows / len(rows)


class _Parts(nn.Module):
    """Gives both vectors of a text side by side, (n, 2 * dim)."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return torch.cat(self._model.parts(input_ids, attention_mask), dim=1)
