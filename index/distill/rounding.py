"""A row of the token table in four bits a number and one scale: with two numbers to a byte the table takes half of what int8
takes, so that twice the word pieces fit.
"""

import torch
from torch import Tensor

POSITIVE = (0.1284, 0.3881, 0.6568, 0.9424, 1.256, 1.618, 2.069, 2.733)
LEVELS = torch.tensor([*(-level for level in reversed(POSITIVE)), *POSITIVE])
"""Sixteen values that lose least of numbers that are normally distributed, as a row's are (Max 1960, "Quantizing for
minimum distortion", table I).
"""
_BETWEEN = (LEVELS[1:] + LEVELS[:-1]) / 2


def levels_of(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Which of LEVELS each number of (n, dim) rows is, as int64, and the scale (n, 1) that brings those nearest to the row."""
    spread = rows.square().mean(-1, keepdim=True).sqrt().clamp_min(torch.finfo(rows.dtype).tiny)
    which = torch.bucketize(rows / spread, _BETWEEN.to(rows.device))
    found = LEVELS.to(rows.device)[which]
    return which, (rows * found).sum(-1, keepdim=True) / found.square().sum(-1, keepdim=True)


def rounded(rows: Tensor) -> Tensor:
    """The rows as they are after rounding; gradients go straight through (Bengio et al. 2013, arXiv:1308.3432)."""
    which, scale = levels_of(rows.detach())
    return rows + (LEVELS.to(rows.device)[which] * scale - rows.detach())
