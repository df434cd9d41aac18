"""Other word pieces for a trained model: those it knows keep their rows, and new ones are put where training would have
moved them.

Training moves the rows of a table much alike: a linear map from where a Chinese piece starts to where it ends, fitted on
the pieces that both vocabularies have, tells where the others would have ended (mean cosine 0.95 about the mean row, on
words kept apart), as such maps do between languages (Mikolov et al. 2013, arXiv:1309.4168).
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from corpus.text.script import has_han
from index.training.model.student import Texts, Transformer

RIDGE = 1e-2
"""Added to the sums of squares, as a share of their mean."""


def exchanged(trained: Transformer, known: Texts, started: Transformer, texts: Texts) -> Transformer:
    """`trained`, whose pieces are those of `known`, with the pieces of `texts`; `started` has these before training."""
    table = exchanged_table(
        trained.table.detach(), known.tokenizer.get_vocab(), started.table.detach(), texts.tokenizer.get_vocab()
    )
    return trained.with_table(table)


def exchanged_table(trained: Tensor, known: Mapping[str, int], start: Tensor, place: Mapping[str, int]) -> Tensor:
    """(pieces of `place`, dim): the rows of `trained` (pieces of `known`, dim), and for new pieces those of `start` moved as
    training has moved the others.
    """
    table = torch.empty_like(start)
    pieces = sorted(place, key=place.__getitem__)  # sums in another order would end in other digits
    both = [piece for piece in pieces if piece in known]
    chinese = [piece for piece in both if has_han(piece)]
    new = [place[piece] for piece in pieces if piece not in known]
    moved = _fitted(start[[place[piece] for piece in chinese]], trained[[known[piece] for piece in chinese]])
    table[new] = _with_one(start[new]) @ moved
    table[[place[piece] for piece in both]] = trained[[known[piece] for piece in both]]
    return table


def _fitted(given: Tensor, wanted: Tensor) -> Tensor:
    """(dim + 1, dim): least squares of `wanted` from `given` and a one."""
    inputs = _with_one(given).double()
    squares = inputs.T @ inputs
    squares += RIDGE * squares.diagonal().mean() * torch.eye(len(squares)).double()
    solution: Tensor = torch.linalg.solve(squares, inputs.T @ wanted.double()).float()
    return solution


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, torch.ones(len(rows), 1)], dim=1)
