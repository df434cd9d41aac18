"""4-bit quantisation of the token table, with one scale per row. The table is half as large as in int8, so twice the
vocabulary fits. The last training stage uses the quantised table (quantisation-aware training, Jacob et al. 2018).
"""

import torch
from torch import Tensor

MIDDLE, CURVE = 7.5, (0.001903, 0.0000936)
"""A number n of 0 to 15 stands for u (1 + CURVE[0] u^2 + CURVE[1] u^4) times the row's scale, where u = n - MIDDLE.

Levels are denser near zero, where most numbers are. They are, to within 0.01, the optimal levels for a normal
distribution, which a row's numbers have (Max 1960, "Quantizing for minimum distortion", table I). A polynomial is
cheaper in the graph than a look-up table.
"""
UNIT = 0.258
"""The scale of a row whose root mean square is 1."""


def levels() -> Tensor:
    """(16,) the values of the 16 numbers, in a row whose root mean square is 1."""
    u = torch.arange(16) - MIDDLE
    return UNIT * u * (1 + CURVE[0] * u**2 + CURVE[1] * u**4)


def four_bits(rows: Tensor) -> tuple[Tensor, Tensor]:
    """The (n, dim) numbers of 0 to 15 nearest to the rows, int64, and the least-squares scales (n, 1)."""
    found, _, scale = _nearest(rows)
    return found, UNIT * scale


def rounded(rows: Tensor) -> Tensor:
    """The rows after quantisation, with straight-through gradients (Bengio et al. 2013, arXiv:1308.3432)."""
    _, near, scale = _nearest(rows.detach())
    return rows + (near * scale - rows.detach())


def _nearest(rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The numbers, their levels, and the factor (n, 1) that fits the levels to the rows by least squares."""
    known = levels().to(rows)
    spread = rows.square().mean(-1, keepdim=True).sqrt().clamp_min(torch.finfo(rows.dtype).tiny)
    found = torch.bucketize(rows / spread, (known[1:] + known[:-1]) / 2)
    near = known[found]
    return found, near, (rows * near).sum(-1, keepdim=True) / near.square().sum(-1, keepdim=True)
