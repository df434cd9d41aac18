"""The texts that are measured on: made ones, the same on every machine, or those of a folder of articles.

A made passage draws its words from the bundled tokenizer's vocabulary by the tokenizer's own probabilities, so that
few words are frequent and many rare, as in real text; some of them are the article's own, which it keeps repeating, and
many are followed by one of the few words that may follow them, so that pairs of words come again.
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
"""Passages made of one article's words."""
OWN, FOLLOWERS = 24, 12
"""Words that an article keeps repeating, and those that may follow a word."""
REPEATED, FOLLOWING = 0.2, 0.6
"""Share of the words that are the article's own, and of the words that one of their followers follows."""
LENGTH = (200, 400)
"""Characters in a passage."""
PAUSES, EVERY = "，，，、。", 8
"""The marks between words, and after how many words one stands."""
CENTRES, SPREAD = 1000, 0.06
"""Clusters of made vectors, and how far (standard deviation in each dimension) they spread around their centres."""


def passages(count: int, articles: Path | None = None) -> Iterator[str]:
    """So many passages: those of the articles, and made ones where there are no more."""
    real = _read(articles) if articles else iter(())
    given = 0
    for text in islice(real, count):
        given += 1
        yield text
    yield from islice(_made(), count - given)


def questions(texts: Sequence[str], count: int) -> list[tuple[str, int]]:
    """Questions with the position of the passage each was taken from: a stretch of it, the Han alone."""
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
    for start in range(0, count, 50_000):  # in parts, so that making them takes no memory to speak of
        part = vectors[start : start + 50_000]
        part[:] = SPREAD * source.standard_normal(part.shape, np.float32)
        part += centres[source.integers(CENTRES, size=len(part))]
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return vectors


def write_lines(path: Path, texts: Iterable[str]) -> Path:
    """A file with one text a line, which each process reads for itself."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(text, ensure_ascii=False)}\n" for text in texts)
    return path


def read_lines(path: Path) -> Iterator[str]:
    """The texts of `write_lines`, one by one."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def write_questions(path: Path, asked: Iterable[tuple[str, int]]) -> None:
    """What `questions` gives, one a line."""
    write_lines(path, (json.dumps(question) for question in asked))


def read_questions(path: Path, count: int | None = None) -> list[tuple[str, int]]:
    """The first questions of `write_questions`, or all."""
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
    """The tokenizer's Chinese words, the empty one behind them, and the cumulative probabilities without it."""
    pieces = json.loads((MODEL / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    chinese = [(piece, score) for piece, score in pieces if re.fullmatch(r"[\u4e00-\u9fff]+", piece)]
    words = np.array([*(piece for piece, _ in chinese), ""], object)
    return words, np.cumsum(np.exp([score for _, score in chinese]))


def _read(folder: Path) -> Iterator[str]:
    from corpus.read import Reading
    from corpus.text.passages import split

    return (article.text[start:end] for article in Reading([folder]) for start, end in split(article.text))
