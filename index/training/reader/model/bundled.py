"""Convert an exported reader back to float for more training: int8 weights times their scales.

The quantisation error remains, but training corrects it. The file holds only the positions that are used.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from index.training.reader.model.reader_model import TOKENS, ReaderModel, save_start

Float = NDArray[np.float32]

PRODUCTS = (
    ("attention.self.query", "attention.self.key", "attention.self.value"),
    ("attention.output.dense",),
    ("intermediate.dense",),
    ("output.dense",),
)
"""Linear layers of a transformer layer, in graph order; the first three are one product."""
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")


def _weights(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """The weights of a graph from `export.reader_graph`, under the names of `ReaderModel`."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    rows, scales, places = (constants[tensor.name] for tensor in graph.initializer[:3])
    state = {
        "body.embeddings.word_embeddings.weight": rows.astype(np.float32) * scales,
        "body.embeddings.position_embeddings.weight": places,
        "body.embeddings.token_type_embeddings.weight": np.zeros((2, places.shape[1]), np.float32),
    }
    norms = (node.input[1:] for node in graph.node if node.op_type == "LayerNormalization")
    first, *others = [tuple(constants[name] for name in names) for names in norms]
    state |= _named("body.embeddings.LayerNorm", *first)
    products = list(_products(graph, constants))
    for layer in range(len(others) // len(NORMS)):
        name = f"body.encoder.layer.{layer}"
        for place, parts in enumerate(PRODUCTS):
            weight, bias = products[layer * len(PRODUCTS) + place]
            shares = zip(parts, np.split(weight, len(parts)), np.split(bias, len(parts)), strict=True)
            for part, w, b in shares:
                state |= _named(f"{name}.{part}", w, b)
        for place, part in enumerate(NORMS):
            state |= _named(f"{name}.{part}", *others[layer * len(NORMS) + place])
    head = next(node for node in graph.node if node.op_type == "MatMul")
    state |= _named("head", constants[head.input[1]].T, constants[graph.node[-1].input[1]])
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()}


def _products(graph: onnx.GraphProto, constants: dict[str, NDArray[Any]]) -> Iterator[tuple[Float, Float]]:
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


def _named(name: str, weight: NDArray[Any], bias: NDArray[Any]) -> dict[str, NDArray[Any]]:
    return {f"{name}.weight": weight, f"{name}.bias": bias}


def exported_reader(path: Path) -> ReaderModel:
    """The float model of an exported reader."""
    from transformers import BertConfig, BertModel

    graph = onnx.load_model(str(path)).graph
    state = _weights(graph)
    mixed = next(node for node in graph.node if node.op_type == "MultiHeadAttention")
    heads = next(attribute.i for attribute in mixed.attribute if attribute.name == "num_heads")
    pieces, hidden = state["body.embeddings.word_embeddings.weight"].shape
    layers = sum(name.endswith("intermediate.dense.bias") for name in state)
    config = BertConfig(
        vocab_size=pieces,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=len(state["body.encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=TOKENS,
        layer_norm_eps=1e-12,
        pad_token_id=0,
        attention_probs_dropout_prob=0.0,
    )
    model = ReaderModel(BertModel(config, add_pooling_layer=False))
    model.load_state_dict(state)
    return model


def save_exported(exported: Path, folder: Path) -> None:
    """Write an exported reader to `folder` as the start of a run."""
    folder.mkdir(parents=True, exist_ok=True)
    save_start(exported_reader(exported / "model.onnx"), folder)
    shutil.copy(exported / "tokenizer.json", folder / "tokenizer.json")
