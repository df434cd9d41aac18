"""From the trained model to the shipped one: pooling in the graph, int8 weights, files that describe it."""

import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch

from index.distill.student import LONGEST, Encoder, Texts

ONNX_OPSET = 17
MODULE = Path(__file__).parents[1] / "model" / "onnx_sentence.py"
"""How sentence-transformers reads the folder."""


def export(model: Encoder, texts: Texts, folder: Path) -> None:
    """Write `model.onnx` (int8), `tokenizer.json` and what sentence-transformers needs to load the folder.

    Weights are quantised for each output channel, activations while running. Quantisation costs less than 0.005
    in MRR@10.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as part:
        whole = Path(part) / "float.onnx"
        _write_float(model, whole)
        quantize_dynamic(
            whole,
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )
    texts.tokenizer.save(str(folder / "tokenizer.json"))
    describe(model.dim, folder)


def describe(dim: int, folder: Path) -> None:
    """The configuration files beside the weights."""
    if folder.resolve() != MODULE.parent.resolve():
        shutil.copy(MODULE, folder)
    _json(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": f"{MODULE.stem}.OnnxSentence"}])
    _json(folder / "config.json", {"dim": dim, "max_seq_length": LONGEST})
    _json(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )


def _write_float(model: Encoder, path: Path) -> None:
    model.body.set_attn_implementation("eager")
    ids = torch.randint(5, model.body.config.vocab_size, (2, 16), generator=torch.Generator().manual_seed(0))
    text = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings():
        # Of the older exporter, that it is the older one and that indices must not be negative; the newer needs
        # onnxscript besides.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.cpu().eval(),
            (ids, torch.ones_like(ids)),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_embedding"],
            dynamic_axes={"input_ids": text, "attention_mask": text, "sentence_embedding": {0: "batch"}},
            opset_version=ONNX_OPSET,
            dynamo=False,
        )


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
