"""Convert an exported embedder back to float for more training."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from index.training.model.graph import BODY, EPSILON
from index.training.model.graph_weights import Float, graph_constants, heads, layer_weights
from index.training.model.narrow import NarrowBert
from index.training.model.rounding import UNIT, levels
from index.training.model.student import CODE_DIM, Encoder, ProjectionHead, Transformer, Words

HEAD_SIZE = 32
"""Dimensions of an attention head, in the trunk as in the pruned model."""


def exported_encoder(path: Path) -> Encoder:
    """The float model of a graph from `graph.model_graph`."""
    from transformers import BertConfig

    graph = onnx.load_model(str(path)).graph
    constants = graph_constants(graph)
    packed, scales, rarity, codes, _ = (constants[node.input[0]] for node in graph.node if node.op_type == "Gather")
    places = constants[next(node.input[0] for node in graph.node if node.op_type == "Slice")]
    projection = constants[next(node.input[1] for node in graph.node if node.op_type == "MatMul")]
    pieces, hidden = len(packed), places.shape[1]
    state = {
        f"{BODY}.embeddings.word_embeddings.weight": _rows(packed, scales),
        f"{BODY}.embeddings.position_embeddings.weight": places,
        f"{BODY}.embeddings.token_type_embeddings.weight": np.zeros((2, hidden), np.float32),
        **layer_weights(graph, constants, BODY),
    }
    wide = [value for name, value in state.items() if name.endswith("intermediate.dense.bias")]
    config = BertConfig(
        vocab_size=pieces,
        hidden_size=hidden,
        num_hidden_layers=len(wide),
        num_attention_heads=hidden // HEAD_SIZE,
        kept_heads=heads(graph),
        intermediate_size=len(wide[0]),
        max_position_embeddings=len(places),
        layer_norm_eps=EPSILON,
        pad_token_id=0,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    signs = np.unpackbits(codes, axis=1)[:, :CODE_DIM].astype(np.int8) * 2 - 1
    words = Words(torch.from_numpy(signs), torch.from_numpy(np.array(rarity)))
    head = ProjectionHead(torch.from_numpy(np.array(projection)))
    encoder = Encoder(Transformer(NarrowBert(config, add_pooling_layer=False)), words, head)
    weights = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()}
    encoder.load_state_dict(encoder.state_dict() | weights)
    return encoder.eval()


def _rows(packed: NDArray[np.uint8], scales: Float) -> Float:
    """(pieces, dim) token embeddings from two 4-bit numbers a byte and (pieces, 1) scales, as in `graph._embedded`."""
    numbers = np.concatenate([packed // 16, packed % 16], axis=1)
    rows: Float = (levels().numpy() / UNIT)[numbers] * scales
    return rows
