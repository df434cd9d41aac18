"""A row of the token table in four bits a number and one scale: with two numbers to a byte the table takes half of what int8
takes, so that twice the word pieces fit. The last training reads the table so (quantisation-aware training, Jacob et al. 2018).
"""

import torch
from torch import Tensor

MIDDLE, CURVE = 7.5, (0.001903, 0.0000936)
"""A number of 0 to 15 stands for u (1 + CURVE[0] u^2 + CURVE[1] u^4) times the row's scale, u being the number less MIDDLE.

So levels lie closer where more of the numbers are. These lose least of what is normally distributed, as a row's numbers are
(Max 1960, "Quantizing for minimum distortion", table I, to within a hundredth); a polynomial costs a graph less than a
table of levels does.
"""
UNIT = 0.258
"""The scale of a row whose numbers have the root mean square 1."""


def levels() -> Tensor:
    """(16,) what the numbers stand for, in a row whose root mean square is 1."""
    u = torch.arange(16) - MIDDLE
    return UNIT * u * (1 + CURVE[0] * u**2 + CURVE[1] * u**4)


def four_bits(rows: Tensor) -> tuple[Tensor, Tensor]:
    """The (n, dim) numbers of 0 to 15 nearest to the rows, int64, and the scales (n, 1) that then bring them nearest."""
    found, _, scale = _nearest(rows)
    return found, UNIT * scale


def rounded(rows: Tensor) -> Tensor:
    """The rows as they are after rounding; gradients go straight through (Bengio et al. 2013, arXiv:1308.3432)."""
    _, near, scale = _nearest(rows.detach())
    return rows + (near * scale - rows.detach())


def _nearest(rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The numbers, the levels they are, and the factor (n, 1) of the levels that brings them nearest to the rows."""
    known = levels().to(rows)
    spread = rows.square().mean(-1, keepdim=True).sqrt().clamp_min(torch.finfo(rows.dtype).tiny)
    found = torch.bucketize(rows / spread, (known[1:] + known[:-1]) / 2)
    near = known[found]
    return found, near, (rows * near).sum(-1, keepdim=True) / near.square().sum(-1, keepdim=True)
