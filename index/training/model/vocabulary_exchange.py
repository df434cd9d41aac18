"""Exchange the vocabulary of a trained model: known tokens keep their embeddings, new ones get predicted ones.

Training moves the embeddings in similar ways. So a linear map from initial to trained embeddings, fitted on the Chinese
tokens of both vocabularies, predicts those of new tokens (centred mean cosine 0.95 on held-out words), as such maps do
between languages (Mikolov et al. 2013, arXiv:1309.4168).
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from corpus.text.script import has_han
from index.training.model.student import Texts, Transformer

RIDGE = 1e-2
"""Added to the sums of squares, as a share of their mean."""


def exchanged(trained: Transformer, known: Texts, started: Transformer, texts: Texts) -> Transformer:
    """`trained`, with the vocabulary of `texts` in place of `known`; `started` is the untrained model for `texts`."""
    table = exchanged_table(
        trained.table.detach(), known.tokenizer.get_vocab(), started.table.detach(), texts.tokenizer.get_vocab()
    )
    return trained.with_table(table)


def exchanged_table(trained: Tensor, known: Mapping[str, int], start: Tensor, place: Mapping[str, int]) -> Tensor:
    """(tokens of `place`, dim): rows of `trained` (tokens of `known`, dim); for new tokens, mapped rows of `start`."""
    table = torch.empty_like(start)
    pieces = sorted(place, key=place.__getitem__)  # a fixed order, so that sums are the same to the last digit
    both = [piece for piece in pieces if piece in known]
    chinese = [piece for piece in both if has_han(piece)]
    new = [place[piece] for piece in pieces if piece not in known]
    moved = _fitted(start[[place[piece] for piece in chinese]], trained[[known[piece] for piece in chinese]])
    table[new] = _with_one(start[new]) @ moved
    table[[place[piece] for piece in both]] = trained[[known[piece] for piece in both]]
    return table


def _fitted(given: Tensor, wanted: Tensor) -> Tensor:
    """(dim + 1, dim): the least-squares map from `given`, with a bias, to `wanted`."""
    inputs = _with_one(given).double()
    squares = inputs.T @ inputs
    squares += RIDGE * squares.diagonal().mean() * torch.eye(len(squares)).double()
    solution: Tensor = torch.linalg.solve(squares, inputs.T @ wanted.double()).float()
    return solution


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, torch.ones(len(rows), 1)], dim=1)
