"""Convert an exported reader back to float for more training. The file has only the positions that are used."""

import shutil
from pathlib import Path

import numpy as np
import onnx
import torch

from index.training.model.graph_weights import graph_constants, heads, layer_weights, named
from index.training.reader.model.reader_model import TOKENS, ReaderModel, save_start


def _weights(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """The weights of a graph from `export.reader_graph`, under the names of `ReaderModel`."""
    constants = graph_constants(graph)
    rows, scales, places = list(constants.values())[:3]
    head = next(node for node in graph.node if node.op_type == "MatMul")
    state = {
        "body.embeddings.word_embeddings.weight": rows.astype(np.float32) * scales,
        "body.embeddings.position_embeddings.weight": places,
        "body.embeddings.token_type_embeddings.weight": np.zeros((2, places.shape[1]), np.float32),
        **layer_weights(graph, constants, "body"),
        **named("head", constants[head.input[1]].T, constants[graph.node[-1].input[1]]),
    }
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()}


def exported_reader(path: Path) -> ReaderModel:
    """The float model of an exported reader."""
    from transformers import BertConfig, BertModel

    graph = onnx.load_model(str(path)).graph
    state = _weights(graph)
    pieces, hidden = state["body.embeddings.word_embeddings.weight"].shape
    layers = sum(name.endswith("intermediate.dense.bias") for name in state)
    config = BertConfig(
        vocab_size=pieces,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads(graph),
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
