"""Export the trained model: the ONNX graph and its configuration files."""

import json
import shutil
from pathlib import Path

from index.atomic_io import replace_file
from index.training.model.graph import model_graph
from index.training.model.student import MAX_PIECES, Encoder, Texts

MODULE = Path(__file__).parents[2] / "model" / "onnx_sentence.py"
"""The module with which sentence-transformers loads the folder."""


def export(model: Encoder, texts: Texts, folder: Path) -> None:
    """Write `tokenizer.json`, the files for sentence-transformers, and last `model.onnx` (int8, 4-bit token table).

    If `model.onnx` exists, the folder is complete.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").unlink(missing_ok=True)
    texts.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    describe(model.dim, folder)
    replace_file(folder / "model.onnx", model_graph(model).SerializeToString())


def describe(dim: int, folder: Path) -> None:
    """Write the configuration files."""
    if folder.resolve() != MODULE.parent.resolve():
        shutil.copy(MODULE, folder)
    _json(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": f"{MODULE.stem}.OnnxSentence"}])
    _json(folder / "config.json", {"dim": dim, "max_seq_length": MAX_PIECES})
    _json(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
