"""Attention in float32 while the rest of a step runs in bfloat16.

On a CPU the backward pass of attention takes two and a half times as long in bfloat16 as in float32, which cancels what
matrix products gain.
"""

from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

NAME = "sdpa_float32"
"""The name of this attention in transformers, after `register`."""


def register() -> None:
    """Register this attention with transformers, with the masks of scaled dot product attention."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    AttentionInterface.register(NAME, _attention)
    AttentionMaskInterface.register(NAME, sdpa_mask)


def _attention(
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """(n, length, heads, size) from (n, heads, length, size) each, as transformers expects."""
    with torch.autocast(query.device.type, enabled=False):
        mixed = scaled_dot_product_attention(
            query.float(), key.float(), value.float(), attn_mask=attention_mask, scale=scaling
        )
    return mixed.transpose(1, 2).to(query.dtype).contiguous(), None
