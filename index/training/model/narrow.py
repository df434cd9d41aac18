"""Structured pruning of a transformer, layer by layer: removes attention heads and feed-forward neurons, and refits the
weights of the remaining ones.

The heads and neurons whose removal increases the error of the layer's output least are removed (optimal brain surgeon,
Hassibi & Stork 1993), by least squares over the tokens of some texts. Each layer is fitted on the output of the pruned
layers below it, so it corrects their errors (He et al. 2017, "Channel pruning for accelerating very deep neural
networks").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention
from transformers import BertConfig, BertModel

HEADS, NEURONS = 8, 1_152
"""Kept per layer, of 12 and 1,536. A passage then takes three quarters of the time."""
FITTED_ON = 11
"""Steps of the distillation that follows, whose texts it is fitted on: about 1,500, in both languages."""
RIDGE = 1e-3
"""Ridge penalty that keeps fitted weights near the old ones, as a share of the inputs' mean square."""
AT_ONCE = 64
"""Neurons removed before the losses of the others are recomputed."""
TOKENS = 8_192
"""Rows converted to float64 at a time."""


class NarrowBert(BertModel):  # type: ignore[misc]  # transformers ships no types
    """A BertModel whose configuration may have fewer heads per layer (`kept_heads`) than hidden size over head size."""

    def __init__(self, config: BertConfig, **options: Any) -> None:
        super().__init__(config, **options)
        for layer in self.encoder.layer:
            inner, output = layer.attention.self, layer.attention.output
            width = inner.attention_head_size * kept_heads(config)
            for part in ("query", "key", "value"):
                setattr(inner, part, nn.Linear(config.hidden_size, width))
            output.dense = nn.Linear(width, config.hidden_size)


def kept_heads(config: BertConfig) -> int:
    """The number of heads per layer."""
    return int(getattr(config, "kept_heads", config.num_attention_heads))


@dataclass(frozen=True, slots=True)
class Fit:
    """Least squares over tokens: an output (dim) from inputs (width) and a bias, with a ridge towards the old weights.

    `squares` (width + 1, width + 1) and `products` (width + 1, dim) are sums over the tokens, `before` (width + 1, dim)
    the weights; all float64.
    """

    squares: Tensor
    products: Tensor
    before: Tensor

    @classmethod
    def of(cls, given: Tensor, wanted: Tensor, layer: nn.Linear, weights: Tensor) -> "Fit":
        """The fit for (tokens, width) inputs and (tokens, dim) outputs, with one weight per token."""
        before = torch.cat([layer.weight.T, layer.bias.unsqueeze(0)]).detach().double()
        squares, products = torch.zeros(len(before), len(before)).double(), torch.zeros_like(before)
        for at in range(0, len(given), TOKENS):
            some = slice(at, at + TOKENS)
            inputs = torch.cat([given[some], torch.ones(len(given[some]), 1)], dim=1).double()
            weighted = (inputs * weights[some].unsqueeze(1)).T
            squares += weighted @ inputs
            products += weighted @ wanted[some].double()
        return cls(squares, products, before)

    def _of(self, kept: Sequence[int]) -> tuple["Fit", Tensor]:
        """The fit from these inputs alone, and its sums of squares with the ridge added."""
        rows = [*kept, len(self.before) - 1]
        fit = Fit(self.squares[rows][:, rows], self.products[rows], self.before[rows])
        held = fit.squares.clone()
        inputs = held.diagonal()[:-1]
        inputs += RIDGE * inputs.mean()
        return fit, held

    def _solved(self, held: Tensor) -> Tensor:
        solution: Tensor = torch.linalg.solve(held, self.products + (held - self.squares) @ self.before)
        return solution

    def solved(self, kept: Sequence[int]) -> Tensor:
        """(len(kept) + 1, dim) weights for these inputs."""
        fit, held = self._of(kept)
        return fit._solved(held)

    def explained(self, kept: Sequence[int]) -> float:
        """How much these inputs reduce the sum of squared errors."""
        fit, held = self._of(kept)
        solved = fit._solved(held)
        return float((solved * (2 * fit.products - fit.squares @ solved)).sum())

    def losses(self, kept: Sequence[int]) -> Tensor:
        """(len(kept),) the increase in error if each of these is removed and the others are refitted."""
        fit, held = self._of(kept)
        inverse: Tensor = torch.linalg.inv(held)
        return fit._solved(held)[:-1].square().sum(1) / inverse.diagonal()[:-1]

    def linear(self, kept: Sequence[int]) -> nn.Linear:
        """The fitted layer for these inputs."""
        solved = self.solved(kept).float()
        layer = nn.Linear(len(kept), solved.shape[1])
        layer.weight.data, layer.bias.data = solved[:-1].T.contiguous(), solved[-1].contiguous()
        return layer


def narrow(body: Any, ids: Sequence[Sequence[int]], heads: int, neurons: int) -> None:
    """Prune each layer of a BertModel in place to this many heads and neurons, fitted on non-empty texts (token ids).

    The weight of a token is one over the square root of its text's length. Otherwise passages, which have most of the
    tokens, would dominate.
    """
    lengths = [len(one) for one in ids]
    weights = torch.cat([torch.full((length,), length**-0.5) for length in lengths])
    with torch.no_grad():
        whole = torch.cat([body.embeddings(input_ids=torch.tensor([one]))[0] for one in ids])
        narrowed = whole
        for layer in body.encoder.layer:
            whole, narrowed = _narrow_attention(layer.attention, whole, narrowed, lengths, weights, heads)
            whole, narrowed = _narrow_neurons(layer, whole, narrowed, weights, neurons)
    config = body.config
    config.kept_heads, config.intermediate_size = min(heads, kept_heads(config)), min(neurons, config.intermediate_size)


def _narrow_attention(
    attention: Any, whole: Tensor, narrowed: Tensor, lengths: list[int], weights: Tensor, count: int
) -> tuple[Tensor, Tensor]:
    """Prune the attention. Returns its outputs in the full and the pruned model, (tokens, dim) each."""
    inner, output = attention.self, attention.output
    wanted, given = output.dense(_mixed(inner, whole, lengths)) + whole, _mixed(inner, narrowed, lengths)
    fit = Fit.of(given, wanted - narrowed, output.dense, weights)
    kept = _inputs_of_kept_heads(fit, inner.attention_head_size, count)
    for part in ("query", "key", "value"):
        setattr(inner, part, _outputs(getattr(inner, part), kept))
    output.dense = fit.linear(kept)
    return output.LayerNorm(wanted), output.LayerNorm(output.dense(given[:, kept]) + narrowed)


def _narrow_neurons(layer: Any, whole: Tensor, narrowed: Tensor, weights: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """The same for the feed-forward part."""
    wide, output = layer.intermediate, layer.output
    wanted, given = output.dense(wide(whole)) + whole, wide(narrowed)
    fit = Fit.of(given, wanted - narrowed, output.dense, weights)
    kept = list(range(given.shape[1]))
    while len(kept) > count:
        order = fit.losses(kept).argsort()[min(AT_ONCE, len(kept) - count) :]
        kept = [kept[place] for place in sorted(order.tolist())]
    wide.dense, output.dense = _outputs(wide.dense, kept), fit.linear(kept)
    return output.LayerNorm(wanted), output.LayerNorm(output.dense(given[:, kept]) + narrowed)


def _inputs_of_kept_heads(fit: Fit, size: int, count: int) -> list[int]:
    """The output dimensions of the kept heads. Heads are removed one at a time."""
    heads = list(range((len(fit.before) - 1) // size))

    def numbers(some: Sequence[int]) -> list[int]:
        return [number for head in some for number in range(size * head, size * (head + 1))]

    while len(heads) > count:
        heads = max(([h for h in heads if h != gone] for gone in heads), key=lambda some: fit.explained(numbers(some)))
    return numbers(heads)


def _mixed(attention: Any, hidden: Tensor, lengths: list[int]) -> Tensor:
    """(tokens, width): the output of the attention heads, each text by itself."""
    parts = [layer(hidden).split(lengths) for layer in (attention.query, attention.key, attention.value)]
    read = []
    for text in zip(*parts, strict=True):
        query, key, value = (part.unflatten(1, (-1, attention.attention_head_size)).transpose(0, 1) for part in text)
        read.append(scaled_dot_product_attention(query, key, value).transpose(0, 1).flatten(1))
    return torch.cat(read)


def _outputs(layer: nn.Linear, kept: Sequence[int]) -> nn.Linear:
    """The layer restricted to these outputs."""
    cut = nn.Linear(layer.in_features, len(kept))
    cut.weight.data, cut.bias.data = layer.weight[kept].clone(), layer.bias[kept].clone()
    return cut
