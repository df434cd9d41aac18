"""The head, computed in closed form from vectors of matching texts; the rest of the model is frozen.

Directions in which a question differs from its passage, or a sentence from its translation, carry no information about
the subject of a text. They are shrunk (within-class covariance normalisation, Hatch et al. 2006); the language of a
text is one of them. Then the vectors are reduced to their principal directions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from index.training.data.batches import RetrievalBatches
from index.training.model.student import SENTENCE_DIM, ProjectionHead, Texts, Transformer, encode

EXAMPLES = {"news": 700, "questions": 750, "documents": 450, "laws": 150}
PAIRS = 6_000
MAX_FIT_PIECES = 320
POWER = 0.25
"""How strongly directions of large differences are shrunk: 0 not at all, 0.5 until all are equal (whitening)."""
FLOOR = 0.1
"""Added to the variance of each direction, as a share of the mean, so that small ones are not magnified."""


@dataclass(frozen=True, slots=True)
class HeadInputs:
    """The transformer's vectors of the texts that the head is computed from, each (n, dim) unit rows.

    `right` (queries,) is each query's passage; the English and the Chinese texts are each other's translations.
    """

    passages: Tensor
    queries: Tensor
    right: Tensor
    english: Tensor
    chinese: Tensor


def counted_rarity(texts: Texts, passages: Sequence[str]) -> Tensor:
    """(pieces,) inverse document frequency (Spärck Jones 1972) of each token, close to 0 for one in every passage."""
    found = torch.ones(texts.tokenizer.get_vocab_size())
    for ids in texts.ids(passages, MAX_FIT_PIECES):
        found[list(set(ids))] += 1
    return torch.log((len(passages) + 1) / found).clamp_min(1e-3)


def embed_all(model: Transformer, texts: Texts, batches: RetrievalBatches) -> HeadInputs:
    """Encode the texts that the head is computed from: the first batch."""
    batch = batches[0]
    queries = [q for e in batch.examples for q in e.queries]
    right = torch.tensor([n for n, e in enumerate(batch.examples) for _ in e.queries])

    def vectors(said: Sequence[str]) -> Tensor:
        with torch.no_grad():
            return encode(model, texts.ids(said, MAX_FIT_PIECES), tokens=4_096)

    return HeadInputs(
        vectors([e.passage for e in batch.examples]),
        vectors(queries),
        right,
        vectors([p.en for p in batch.pairs]),
        vectors([p.zh for p in batch.pairs]),
    )


def fitted_head(known: HeadInputs, size: int = SENTENCE_DIM) -> ProjectionHead:
    """The head that keeps `size` directions, or all if there are fewer."""
    passages, queries, english, chinese = known.passages, known.queries, known.english, known.chinese
    within = _spread(queries - passages[known.right]) + _spread(english - chinese)
    values, directions = torch.linalg.eigh(within)
    shrunk = (values / values.mean() + FLOOR) ** -POWER
    shrink = directions @ torch.diag(shrunk) @ directions.T
    _, principal = torch.linalg.eigh(_spread(torch.cat([queries, passages, english, chinese]) @ shrink))
    return ProjectionHead((shrink @ principal[:, -size:]).contiguous())


def _spread(rows: Tensor) -> Tensor:
    """Mean outer product, not centred: a difference that all rows share counts too."""
    return rows.T @ rows / len(rows)
