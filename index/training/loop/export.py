"""From the trained model to the shipped one: the graph, and files that describe it."""

import json
import shutil
from pathlib import Path

from index.atomic_io import replace_file
from index.training.model.graph import model_graph
from index.training.model.student import MAX_PIECES, Encoder, Texts

MODULE = Path(__file__).parents[2] / "model" / "onnx_sentence.py"
"""How sentence-transformers reads the folder."""


def export(model: Encoder, texts: Texts, folder: Path) -> None:
    """Write `tokenizer.json`, what sentence-transformers needs to load the folder, and `model.onnx` (int8, the token table
    in four bits) last: where it is, all is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").unlink(missing_ok=True)
    texts.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    describe(model.dim, folder)
    replace_file(folder / "model.onnx", model_graph(model).SerializeToString())


def describe(dim: int, folder: Path) -> None:
    """The configuration files beside the weights."""
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
