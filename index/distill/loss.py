"""The two losses: land where the teacher stands, and stand nearer to the right passage than to any other."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

TEMPERATURE = 0.05


def distillation(student: Tensor, teacher: Tensor) -> Tensor:
    """Mean cosine distance of (n, dim) unit rows to the teacher's (Reimers & Gurevych 2020, arXiv:2004.09813)."""
    return (1 - (student * teacher).sum(1)).mean()


def contrastive(queries: Tensor, passages: Tensor, right: Tensor, keys: Tensor) -> Tensor:
    """Cross entropy of each query over all passages (InfoNCE, van den Oord et al. 2018).

    `queries` (n, dim) and `passages` (m, dim) are unit rows, `right` (n,) is each query's row of `passages` and `keys`
    (m,) tells which passages are the same text: those are no negatives.
    """
    scores = queries @ passages.T / TEMPERATURE
    same = keys[right][:, None] == keys[None, :]
    same[torch.arange(len(right), device=right.device), right] = False
    return cross_entropy(scores.masked_fill(same, float("-inf")), right)


@dataclass(slots=True)
class Memory:
    """The passages of the last steps as further negatives (Wang et al. 2020, cross-batch memory).

    A passage costs ten times what a query does, and at these learning rates its vector of some steps ago is nearly
    the one it has now. `vectors` (size, dim), `keys` (size,) with -1 where nothing is kept yet.
    """

    vectors: Tensor
    keys: Tensor
    at: int = 0

    @classmethod
    def empty(cls, size: int, dim: int, device: str) -> "Memory":
        """Room for `size` passages."""
        return cls(torch.zeros(size, dim, device=device), torch.full((size,), -1, device=device))

    def filled(self) -> tuple[Tensor, Tensor]:
        """Vectors and keys of what is kept."""
        kept = self.keys >= 0
        return self.vectors[kept], self.keys[kept]

    def add(self, vectors: Tensor, keys: Tensor) -> None:
        """Keep these in the place of the oldest."""
        places = (self.at + torch.arange(len(keys), device=keys.device)) % len(self.keys)
        self.vectors[places], self.keys[places] = vectors.detach(), keys
        self.at = int(self.at + len(keys)) % len(self.keys)
