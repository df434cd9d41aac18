"""A 16-dimensional BERT with random weights, saved in the format of transformers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

HIDDEN = 16


def write_bert(kind: Any, words: Iterable[str], folder: Path, tokens: int, **options: Any) -> Path:
    """Write a model of this transformers class, such as BertModel, with a tokenizer for these words."""
    import torch
    from transformers import BertConfig, BertTokenizerFast

    folder.mkdir()
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(words)]
    (folder / "vocab.txt").write_text("\n".join(pieces), "utf-8")
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=HIDDEN,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=tokens,
        **options,
    )
    torch.manual_seed(0)
    kind(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=tokens).save_pretrained(folder)
    return folder
