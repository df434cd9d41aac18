"""A tiny model to train, and settings that train it in seconds."""

from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

import torch

from index.training.data.batches import (
    RetrievalBatches,
)
from index.training.data.sources import TrainingData
from index.training.data.tokenizer import build_tokenizer, chinese_pieces, english_pieces, english_vocabulary
from index.training.loop.train import EmbedderSettings
from index.training.model.codes import piece_codes
from index.training.model.head import counted_rarity
from index.training.model.initialisation import explained, started
from index.training.model.student import (
    Encoder,
    ProjectionHead,
    Texts,
    Transformer,
    Words,
)

MIXTURE = {"news": 2, "questions": 2, "documents": 2, "laws": 1}
SMALL = EmbedderSettings(
    steps=6,
    warmup=2,
    mixture=MIXTURE,
    pairs=6,
    passage_pairs=2,
    lists=2,
    english=2,
    memory=16,
    save_every=2,
    table_rate=1e-2,
    body_rate=1e-2,
)


def write_start(folder: Path, data: TrainingData, teacher: Path) -> Path:
    """Write a model before training, with its tokenizer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.training.data.tokenizer.WORDS", 300)
        chinese = chinese_pieces(data.news(), explained(data.glosses()))
        tokenizer = build_tokenizer(english_pieces(english_vocabulary(teacher)), chinese)
    tokenizer.save(str(folder / "tokenizer.json"))
    started(Texts(tokenizer), teacher, data.glosses()).save(folder / "start", folder / "tokenizer.json")
    return folder / "start"


def whole(start: Path, data: TrainingData) -> Encoder:
    """A model with all its parts."""
    texts = Texts.load(start)
    passages = [law.body for law in data.laws()]
    words = Words(piece_codes(texts, data.parallel("tatoeba")), counted_rarity(texts, passages))
    return Encoder(
        Transformer.load(start), words, ProjectionHead(torch.randn(16, 8, generator=torch.Generator().manual_seed(0)))
    )


def batches(data: TrainingData) -> RetrievalBatches:
    return RetrievalBatches(data, MIXTURE, SMALL.pairs, SMALL.seed, SMALL.passage_pairs, SMALL.lists)
