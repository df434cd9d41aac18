"""The two losses: land where the teacher stands, and stand nearer to the right passage than to any other."""

from collections.abc import Mapping
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
    """The teacher's vectors of the last steps as further negatives (Wang et al. 2020, cross-batch memory).

    They never change, as those of passages in training do: a memory of these drives the model away from where it was.
    `vectors` (size, dim), `keys` (size,) with -1 where nothing is kept yet.
    """

    vectors: Tensor
    keys: Tensor
    at: int = 0

    @classmethod
    def empty(cls, size: int, dim: int, device: str) -> "Memory":
        """Room for `size` vectors."""
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

    def told_apart(self, said: Tensor, targets: Tensor, keys: Tensor) -> Tensor:
        """`contrastive` of each row of `said` with its own of `targets` against all these and those kept, which these join."""
        old, old_keys = self.filled()
        own = torch.arange(len(targets), device=targets.device)
        loss = contrastive(said, torch.cat([targets, old]), own, torch.cat([keys, old_keys]))
        self.add(targets, keys)
        return loss

    def state(self) -> dict[str, Tensor]:
        """As tensors, to go on from."""
        return {"memory.vectors": self.vectors, "memory.keys": self.keys, "memory.at": torch.tensor(self.at)}

    @classmethod
    def restored(cls, state: Mapping[str, Tensor], device: str) -> "Memory":
        """From what `state` gave."""
        return cls(state["memory.vectors"].to(device), state["memory.keys"].to(device), int(state["memory.at"]))
