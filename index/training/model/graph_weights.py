"""Read the weights of an exported graph back as floats: int8 weights times their scales. The error of quantisation remains; training
corrects it.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Float = NDArray[np.float32]
Constants = dict[str, NDArray[Any]]

PRODUCTS = (
    ("attention.self.query", "attention.self.key", "attention.self.value"),
    ("attention.output.dense",),
    ("intermediate.dense",),
    ("output.dense",),
)
"""Linear layers of a transformer layer, in graph order; the first three are one product."""
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")


def graph_constants(graph: onnx.GraphProto) -> Constants:
    """The constants of a graph by name, in its order."""
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}


def layer_weights(graph: onnx.GraphProto, constants: Constants, body: str) -> dict[str, Float]:
    """The weights of all layers, and of the first normalisation, under the names of a BertModel that is called `body`."""
    norms = (node.input[1:] for node in graph.node if node.op_type == "LayerNormalization")
    first, *others = [tuple(constants[name] for name in names) for names in norms]
    state = named(f"{body}.embeddings.LayerNorm", *first)
    products = list(_products(graph, constants))
    for layer in range(len(others) // len(NORMS)):
        name = f"{body}.encoder.layer.{layer}"
        for place, parts in enumerate(PRODUCTS):
            weight, bias = products[layer * len(PRODUCTS) + place]
            shares = zip(parts, np.split(weight, len(parts)), np.split(bias, len(parts)), strict=True)
            for part, w, b in shares:
                state |= named(f"{name}.{part}", w, b)
        for place, part in enumerate(NORMS):
            state |= named(f"{name}.{part}", *others[layer * len(NORMS) + place])
    return state


def heads(graph: onnx.GraphProto) -> int:
    """The number of attention heads in each layer."""
    mixed = next(node for node in graph.node if node.op_type == "MultiHeadAttention")
    return int(next(attribute.i for attribute in mixed.attribute if attribute.name == "num_heads"))


def named(name: str, weight: NDArray[Any], bias: NDArray[Any]) -> dict[str, Float]:
    """A layer's two arrays by the names that PyTorch gives them."""
    return {f"{name}.weight": weight, f"{name}.bias": bias}


def _products(graph: onnx.GraphProto, constants: Constants) -> Iterator[tuple[Float, Float]]:
    """(outputs, inputs) weights and (outputs,) biases of the linear layers, in order."""
    nodes = list(graph.node)
    for place, node in enumerate(nodes):
        if node.op_type == "DynamicQuantizeMatMul":
            codes, scales = constants[node.input[1]], constants[node.input[2]]
            biased = len(node.input) > 4
            bias = (
                node.input[4] if biased else nodes[place + 2].input[1]
            )  # scaled by token: a multiplication, then the bias
            yield (codes.astype(np.float32) * scales).T, constants[bias]
