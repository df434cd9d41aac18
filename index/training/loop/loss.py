"""The two losses: distillation towards the teacher's vectors, and a contrastive loss between queries and passages."""

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
    (m,) is equal for equal passages, which are not negatives of each other.
    """
    scores = queries @ passages.T / TEMPERATURE
    same = keys[right][:, None] == keys[None, :]
    same[torch.arange(len(right), device=right.device), right] = False
    return cross_entropy(scores.masked_fill(same, float("-inf")), right)


@dataclass(slots=True)
class Memory:
    """The teacher's vectors of the last steps as additional negatives (Wang et al. 2020, cross-batch memory).

    The teacher is frozen, so they stay valid. Stored vectors of the student do not, and make it worse as negatives.
    `vectors` (size, dim), `keys` (size,) with -1 in empty slots.
    """

    vectors: Tensor
    keys: Tensor
    at: int = 0

    @classmethod
    def empty(cls, size: int, dim: int, device: str) -> "Memory":
        """Room for `size` vectors."""
        return cls(torch.zeros(size, dim, device=device), torch.full((size,), -1, device=device))

    def filled(self) -> tuple[Tensor, Tensor]:
        """Vectors and keys of the filled slots."""
        kept = self.keys >= 0
        return self.vectors[kept], self.keys[kept]

    def add(self, vectors: Tensor, keys: Tensor) -> None:
        """Replace the oldest vectors by these."""
        places = (self.at + torch.arange(len(keys), device=keys.device)) % len(self.keys)
        self.vectors[places], self.keys[places] = vectors.detach(), keys
        self.at = int(self.at + len(keys)) % len(self.keys)

    def told_apart(self, said: Tensor, targets: Tensor, keys: Tensor) -> Tensor:
        """Contrastive loss of each row of `said` with its own row of `targets`, against all targets and the memory.

        Adds the targets to the memory.
        """
        old, old_keys = self.filled()
        own = torch.arange(len(targets), device=targets.device)
        loss = contrastive(said, torch.cat([targets, old]), own, torch.cat([keys, old_keys]))
        self.add(targets, keys)
        return loss

    def state(self) -> dict[str, Tensor]:
        """The memory as tensors, for a checkpoint."""
        return {"memory.vectors": self.vectors, "memory.keys": self.keys, "memory.at": torch.tensor(self.at)}

    @classmethod
    def restored(cls, state: Mapping[str, Tensor], device: str) -> "Memory":
        """The memory from the result of `state`."""
        return cls(state["memory.vectors"].to(device), state["memory.keys"].to(device), int(state["memory.at"]))
