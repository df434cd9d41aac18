"""The model as an ONNX graph for onnxruntime on a CPU, written directly in the operators that are fast there.

PyTorch's exporter keeps an attention mask that a single text does not need, recomputes shapes, and uses three products
where one is enough; onnxruntime's fusions then pick a normalisation that is five times as slow as the plain one. This
graph takes a third of the time for a question and two thirds for a passage.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from index.training.model.narrow import kept_heads
from index.training.model.rounding import CURVE, MIDDLE, four_bits
from index.training.model.student import SPECIALS, WORDS_SHARE, Encoder

OPSET, CONTRIB, IR = 17, "com.microsoft", 9
BODY = "transformer.body"
EPSILON = 1e-12
"""Epsilon of every LayerNormalization, as in BERT."""

Float = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and constants, in the order in which they are added."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, value: NDArray[np.generic]) -> str:
        """Add a constant and return its name."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> list[str]:
        """Add a node and return the names of its outputs."""
        names = [f"n{len(self.nodes)}.{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output and return its name."""
        return self.node(operator, *inputs, domain=domain, **attributes)[0]


def model_graph(model: Encoder) -> onnx.ModelProto:
    """`input_ids` (n, tokens) int64, all of one length -> `sentence_embedding` (n, dim) float32 unit rows.

    Layer weights are int8 with one scale per output, activations uint8 with one scale per product. The token table has
    4 bits per number and one scale per row, codes are bits. The head, attention and sums are float32.
    """
    config = model.transformer.body.config
    assert (config.hidden_act, config.layer_norm_eps) == ("gelu", EPSILON)
    graph = Graph()
    weights = {name: value.detach().cpu() for name, value in model.state_dict().items()}
    text = _embedded(graph, weights)
    for layer in range(config.num_hidden_layers):
        text = encoder_layer(graph, text, weights, f"{BODY}.encoder.layer.{layer}", kept_heads(config))
    mean = graph.add("ReduceMean", text, axes=[1], keepdims=0)
    sentence = _unit(graph, graph.add("MatMul", mean, graph.constant(weights["head.projection"].numpy())))
    words = _words(graph, weights)
    parts = (_times(graph, sentence, 1 - WORDS_SHARE), _times(graph, words, WORDS_SHARE))
    _unit(graph, graph.add("Concat", *parts, axis=1))
    graph.nodes[-1].output[0] = "sentence_embedding"
    made = helper.make_graph(
        graph.nodes,
        "sentence",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", model.dim])],
        graph.constants,
    )
    versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=IR)


def quantised(weights: Float) -> tuple[NDArray[np.int8], Float]:
    """(inputs, outputs) -> the same in int8 and (outputs,) scales. A column of zeros has scale 1."""
    most = np.abs(weights).max(axis=0)
    scales = np.where(most > 0, most / 127, 1).astype(np.float32)
    return np.rint(weights / scales).astype(np.int8), scales


def _embedded(graph: Graph, weights: dict[str, Tensor]) -> str:
    """Sum of token and position embeddings, (n, tokens, dim)."""
    tokens, places, kinds = (
        weights[f"{BODY}.embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
    )
    numbers, scales = (part.numpy() for part in four_bits(tokens))
    first, second = np.split(numbers, 2, axis=1)
    packed = graph.constant((16 * first + second).astype(np.uint8))
    found = _spread(graph, _halves(graph, packed))
    rows = graph.add("Mul", found, graph.add("Gather", graph.constant(scales), "input_ids"))
    length = graph.add("Shape", "input_ids", start=1, end=2)
    here = graph.add("Slice", graph.constant((places + kinds[0]).numpy()), _number(graph, 0), length)
    return _normalised(graph, graph.add("Add", rows, here), weights, f"{BODY}.embeddings.LayerNorm")


def encoder_layer(
    graph: Graph, text: str, weights: dict[str, Tensor], name: str, heads: int, scale_by_token: bool = False
) -> str:
    """One transformer layer, (n, tokens, dim). `scale_by_token` uses `_product_by_token`, for models with outliers."""
    asked = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    three = graph.node("Split", _product(graph, text, weights, asked), outputs=3, axis=2)
    mixed = graph.add("MultiHeadAttention", *three, domain=CONTRIB, num_heads=heads)
    mixed = graph.add("Add", _product(graph, mixed, weights, [f"{name}.attention.output.dense"]), text)
    text = _normalised(graph, mixed, weights, f"{name}.attention.output.LayerNorm")
    wide = graph.add("Gelu", _product(graph, text, weights, [f"{name}.intermediate.dense"]), domain=CONTRIB)
    product = _product_by_token if scale_by_token else _product
    added = graph.add("Add", product(graph, wide, weights, [f"{name}.output.dense"]), text)
    return _normalised(graph, added, weights, f"{name}.output.LayerNorm")


def _words(graph: Graph, weights: dict[str, Tensor]) -> str:
    """The weighted sum of the token codes, (n, CODE_DIM) unit rows, as in `student.Words`."""
    one, other = (graph.add("Unsqueeze", "input_ids", _number(graph, axis)) for axis in (1, 2))
    same = graph.add("Cast", graph.add("Equal", one, other), to=TensorProto.FLOAT)
    times = graph.add("ReduceSum", same, _number(graph, 1), keepdims=0)
    rarity = weights["words.rarity"].clone()
    rarity[:SPECIALS] = 0
    each = graph.add("Gather", graph.constant(rarity.numpy()), "input_ids")
    each = graph.add("Unsqueeze", graph.add("Div", each, graph.add("Sqrt", times)), _number(graph, 1))
    total = graph.add("MatMul", each, _codes(graph, weights["words.codes"]))
    return _unit(graph, graph.add("Squeeze", total, _number(graph, 1)))


def _halves(graph: Graph, packed: str) -> str:
    """(n, tokens, 2 * bytes): the upper four bits of each byte of (pieces, bytes), then the lower four.

    Computed arithmetically, because a look-up table would take a twentieth of the total time.
    """
    byte = graph.add("Cast", graph.add("Gather", packed, "input_ids"), to=TensorProto.FLOAT)
    sixteen = graph.constant(np.array(16, np.float32))
    upper = graph.add("Floor", graph.add("Div", byte, sixteen))
    return graph.add("Concat", upper, graph.add("Sub", byte, graph.add("Mul", upper, sixteen)), axis=2)


def _spread(graph: Graph, numbers: str) -> str:
    """The values of 4-bit numbers, as in `rounding.levels`."""
    middle, first, second, one = (graph.constant(np.array(value, np.float32)) for value in (MIDDLE, *CURVE, 1))
    u = graph.add("Sub", numbers, middle)
    square = graph.add("Mul", u, u)
    curve = graph.add("Add", graph.add("Mul", square, second), first)
    return graph.add("Mul", u, graph.add("Add", graph.add("Mul", square, curve), one))


def _codes(graph: Graph, codes: Tensor) -> str:
    """(n, tokens, CODE_DIM) -1 and 1, unpacked from bits by a table, since onnxruntime has no operator for that."""
    bits = np.packbits(codes.numpy() > 0, axis=1)
    unpacked = np.where(np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1), 1, -1).astype(np.float32)
    found = graph.add("Cast", graph.add("Gather", graph.constant(bits), "input_ids"), to=TensorProto.INT32)
    eights = graph.add("Gather", graph.constant(unpacked), found)
    return graph.add("Reshape", eights, graph.constant(np.array([0, 0, 8 * bits.shape[1]], np.int64)))


def _times(graph: Graph, rows: str, share: float) -> str:
    """Unit rows scaled so that they contribute `share` of the cosine."""
    return graph.add("Mul", rows, graph.constant(np.array(share**0.5, np.float32)))


def _product(graph: Graph, text: str, weights: dict[str, Tensor], names: Sequence[str]) -> str:
    """The linear layers of these names as one product, (n, tokens, outputs)."""
    codes, scales = quantised(np.concatenate([weights[f"{name}.weight"].numpy().T for name in names], axis=1))
    bias = np.concatenate([weights[f"{name}.bias"].numpy() for name in names])
    constants = (graph.constant(codes), graph.constant(scales), "", graph.constant(bias))
    return graph.add("DynamicQuantizeMatMul", text, *constants, domain=CONTRIB)


def _product_by_token(graph: Graph, text: str, weights: dict[str, Tensor], names: Sequence[str]) -> str:
    """As `_product`, with each token scaled to a maximum of 1 before quantisation and back afterwards.

    Otherwise one token with an outlier leaves few of the 256 levels for the others: 90% of e5's quantisation error.
    """
    codes, scales = quantised(np.concatenate([weights[f"{name}.weight"].numpy().T for name in names], axis=1))
    bias = graph.constant(np.concatenate([weights[f"{name}.bias"].numpy() for name in names]))
    most = graph.add("ReduceMax", graph.add("Abs", text), axes=[2], keepdims=1)
    most = graph.add("Max", most, graph.constant(np.array(1e-6, np.float32)))
    scaled = graph.add("Div", text, most)
    product = graph.add("DynamicQuantizeMatMul", scaled, graph.constant(codes), graph.constant(scales), domain=CONTRIB)
    return graph.add("Add", graph.add("Mul", product, most), bias)


def _normalised(graph: Graph, text: str, weights: dict[str, Tensor], name: str) -> str:
    scale, bias = (graph.constant(weights[f"{name}.{part}"].numpy()) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", text, scale, bias, epsilon=EPSILON)


def _unit(graph: Graph, rows: str) -> str:
    return graph.add("LpNormalization", rows, axis=1, p=2)


def _number(graph: Graph, value: int) -> str:
    return graph.constant(np.array([value], np.int64))
