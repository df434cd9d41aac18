"""The trained reader as an ONNX graph in int8, with its tokenizer, for `index.reading.onnx`."""

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from index.training.model.graph import CONTRIB, EPSILON, IR, OPSET, Graph, encoder_layer, quantised
from index.training.reader.model.reader_model import OUTPUTS, QUESTION_TOKENS, TOKENS, ReaderModel


def reader_graph(model: ReaderModel) -> onnx.ModelProto:
    """`input_ids` (n, tokens) int64, all of one length -> `logits` (n, tokens, OUTPUTS) float32.

    The token table is int8 with one scale per row, layers are like the embedder's, the head is float32.
    """
    config = model.body.config
    assert (config.hidden_act, config.layer_norm_eps) == ("gelu", EPSILON)
    graph = Graph()
    weights = {name: value.detach().cpu() for name, value in model.state_dict().items()}
    text = _embedded(graph, {name: value.numpy() for name, value in weights.items() if "embeddings" in name})
    for layer in range(config.num_hidden_layers):
        text = encoder_layer(
            graph, text, weights, f"body.encoder.layer.{layer}", config.num_attention_heads, scale_by_token=True
        )
    product = graph.add("MatMul", text, graph.constant(weights["head.weight"].numpy().T))
    graph.add("Add", product, graph.constant(weights["head.bias"].numpy()))
    graph.nodes[-1].output[0] = "logits"
    made = helper.make_graph(
        graph.nodes,
        "reader",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "tokens", OUTPUTS])],
        graph.constants,
    )
    versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=IR)


def _embedded(graph: Graph, weights: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]) -> str:
    """Sum of token and position embeddings, normalised, (n, tokens, dim)."""
    tokens, places, kinds = (
        weights[f"body.embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
    )
    codes, scales = quantised(tokens.T)
    rows = graph.add("Cast", graph.add("Gather", graph.constant(codes.T), "input_ids"), to=TensorProto.FLOAT)
    rows = graph.add("Mul", rows, graph.add("Gather", graph.constant(scales[:, None]), "input_ids"))
    length = graph.add("Shape", "input_ids", start=1, end=2)
    here = graph.constant((places + kinds[0])[:TOKENS])
    here = graph.add("Slice", here, graph.constant(np.array([0], np.int64)), length)
    scale, bias = (graph.constant(weights[f"body.embeddings.LayerNorm.{part}"]) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", graph.add("Add", rows, here), scale, bias, epsilon=EPSILON)


def export(model: ReaderModel, tokenizer: Path, folder: Path) -> int:
    """Write model, tokenizer and config. Returns their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save_model(reader_graph(model), str(folder / "model.onnx"))
    shutil.copy(tokenizer, folder / "tokenizer.json")
    config = {"max_seq_length": TOKENS, "max_question_length": QUESTION_TOKENS}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    return sum((folder / name).stat().st_size for name in ("model.onnx", "tokenizer.json", "config.json"))
