"""Lets sentence-transformers load this folder: `SentenceTransformer(folder, trust_remote_code=True)`.

One module replaces the usual three, since pooling and normalisation are in the graph. Like `index.dense.onnx`, which is
faster, it runs each text through the model alone: with int8 activations, a text's vector would otherwise depend on the
other texts in its batch.
"""

from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer


class OnnxSentence(InputModule):  # type: ignore[misc]
    """Texts to unit vectors through onnxruntime. Texts should be folded, as the index folds them."""

    config_keys: ClassVar[list[str]] = ["dim", "max_seq_length"]
    config_file_name = "config.json"

    def __init__(self, folder: str, dim: int, max_seq_length: int) -> None:
        super().__init__()
        self.dim, self.max_seq_length = dim, max_seq_length
        self.tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        options = SessionOptions()
        options.intra_op_num_threads = torch.get_num_threads()
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED  # the graph is fused already
        # On processors without VNNI, products of int8 weights overflow 16 bits, unless onnxruntime is told to be exact.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = InferenceSession(str(Path(folder) / "model.onnx"), options, providers=["CPUExecutionProvider"])

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **kwargs: Any) -> "OnnxSentence":
        """Load the model from the folder that contains this file."""
        places = {
            key: kwargs[key] for key in ("token", "cache_folder", "revision", "local_files_only") if key in kwargs
        }
        config = cls.load_config(model_name_or_path, subfolder=subfolder, **places)
        return cls(str(cls.load_dir_path(model_name_or_path, subfolder=subfolder, **places)), **config)

    def preprocess(self, inputs: list[str], prompt: str | None = None, **kwargs: Any) -> dict[str, torch.Tensor]:
        """Padded word pieces, and a mask that marks the padding."""
        self.tokenizer.enable_truncation(self.max_seq_length)
        self.tokenizer.enable_padding(pad_id=0)
        found = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([e.ids for e in found]),
            "attention_mask": torch.tensor([e.attention_mask for e in found]),
        }

    def forward(self, features: dict[str, torch.Tensor], **kwargs: Any) -> dict[str, torch.Tensor]:
        """Adds `sentence_embedding`, (n, dim) unit rows."""
        rows = []
        for ids, mask in zip(features["input_ids"], features["attention_mask"], strict=True):
            own = ids[mask.bool()].cpu().numpy()[None].astype(np.int64)
            rows.append(self._session.run(None, {"input_ids": own})[0])
        features["sentence_embedding"] = torch.from_numpy(np.vstack(rows)).to(features["input_ids"].device)
        return features

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return self.dim

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Raises NotImplementedError: the folder is complete, so it can be copied."""
        raise NotImplementedError("copy the folder instead: it holds all that is needed")
