"""The texts that are measured on: generated ones, the same on every machine, or those of a folder of articles.

A generated passage draws words from the bundled tokenizer's vocabulary with the tokenizer's own probabilities, so that
few words are frequent and many rare, as in real text. Some words belong to the article, which keeps repeating them, and
many are followed by one of the few words that may follow them, so that pairs of words recur.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense.onnx import MODEL
from index.types import Vectors

SEED = 20260101
ARTICLE = 3
"""Passages generated from one article's words."""
OWN, FOLLOWERS = 24, 12
"""How many words an article keeps repeating, and how many may follow a word."""
REPEATED, FOLLOWING = 0.2, 0.6
"""The share of words that are the article's own, and the share of words that have a follower."""
LENGTH = (200, 400)
"""Characters in a passage."""
PAUSES, EVERY = "，，，、。", 8
"""The marks between words, and how often one occurs: after every 8 words on average."""
CENTRES, SPREAD = 1000, 0.06
"""The number of clusters of generated vectors, and their spread: the standard deviation in each dimension."""


def passages(count: int, articles: Path | None = None) -> Iterator[str]:
    """Yield `count` passages: first those of the articles, then generated ones."""
    real = _read(articles) if articles else iter(())
    given = 0
    for text in islice(real, count):
        given += 1
        yield text
    yield from islice(_made(), count - given)


def questions(texts: Sequence[str], count: int) -> list[tuple[str, int]]:
    """Questions, each an excerpt of a passage (Han characters only), with the passage's position."""
    source = random.Random(SEED + 1)
    asked = []
    for number in (source.randrange(len(texts)) for _ in range(count)):
        letters = re.sub(r"[^\u4e00-\u9fff]", "", texts[number])
        start = source.randrange(max(1, len(letters) - 16))
        asked.append((letters[start : start + source.randint(8, 16)], number))
    return asked


def made_vectors(count: int, dim: int, seed: int = SEED) -> Vectors:
    """(count, dim) unit rows around `CENTRES` centres, which are the same for every seed."""
    centres = np.random.default_rng(SEED).standard_normal((CENTRES, dim), np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    source = np.random.default_rng(seed)
    vectors = np.empty((count, dim), np.float32)
    for start in range(0, count, 50_000):  # in batches, to save memory
        part = vectors[start : start + 50_000]
        part[:] = SPREAD * source.standard_normal(part.shape, np.float32)
        part += centres[source.integers(CENTRES, size=len(part))]
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return vectors


def write_lines(path: Path, texts: Iterable[str]) -> Path:
    """Write one text per line, for each process to read."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(text, ensure_ascii=False)}\n" for text in texts)
    return path


def read_lines(path: Path) -> Iterator[str]:
    """The texts that `write_lines` wrote, one by one."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def write_questions(path: Path, asked: Iterable[tuple[str, int]]) -> None:
    """Write the result of `questions`, one per line."""
    write_lines(path, (json.dumps(question) for question in asked))


def read_questions(path: Path, count: int | None = None) -> list[tuple[str, int]]:
    """The first `count` questions that `write_questions` wrote, or all."""
    return [(text, number) for text, number in map(json.loads, islice(read_lines(path), count))]


def _made() -> Iterator[str]:
    source = np.random.default_rng(SEED)
    words, cumulative = _vocabulary()

    def draw(*shape: int) -> NDArray[np.int64]:
        drawn: NDArray[np.int64] = np.searchsorted(cumulative, source.random(shape) * cumulative[-1])
        return drawn

    followers = draw(len(words), FOLLOWERS)
    followers[source.random(followers.shape) > FOLLOWING] = -1  # the empty word
    marks = np.array([*PAUSES, ""], object)
    while True:
        own = draw(OWN)
        for length in source.integers(*LENGTH, size=ARTICLE):
            drawn = np.where(source.random(length) < REPEATED, source.choice(own, length), draw(length))
            next_ones = followers[drawn, source.integers(FOLLOWERS, size=length)]
            pauses = source.integers(len(PAUSES) * EVERY, size=length).clip(max=len(PAUSES))
            parts = np.stack([words[drawn], words[next_ones], marks[pauses]], axis=1)
            yield f"{''.join(parts.ravel())[: length - 1]}。"


def _vocabulary() -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """The tokenizer's Chinese words with the empty word at the end, and the cumulative probabilities without it."""
    pieces = json.loads((MODEL / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    chinese = [(piece, score) for piece, score in pieces if re.fullmatch(r"[\u4e00-\u9fff]+", piece)]
    words = np.array([*(piece for piece, _ in chinese), ""], object)
    return words, np.cumsum(np.exp([score for _, score in chinese]))


def _read(folder: Path) -> Iterator[str]:
    from corpus.read import Reading
    from corpus.text.passages import split

    return (article.text[start:end] for article in Reading([folder]) for start, end in split(article.text))
