"""Evaluate dense retrieval alone, on question sets that are not part of the training data.

`qa eval` measures the whole product; this measures the vectors, fast enough to compare checkpoints.
"""

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from corpus.text.fold import fold
from index.dense.embedders import Embedder
from index.types import Vectors

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Task:
    """Folded queries, a pool of passages, and the index of each query's gold passage."""

    queries: Sequence[str]
    pool: Sequence[str]
    right: Sequence[int]

    def cut(self, most: int) -> "Task":
        """The first `most` passages of the pool, with the queries whose gold passage is among them."""
        kept = [n for n, right in enumerate(self.right) if right < most]
        return Task([self.queries[n] for n in kept], self.pool[:most], [self.right[n] for n in kept])


@dataclass(frozen=True, slots=True)
class Score:
    """Measures from 0 to 1."""

    mrr: float
    """MRR@10"""
    first: float
    """Share of queries whose gold passage ranks first."""


def question_tasks(path: Path) -> dict[str, Task]:
    """The tasks of a file of `{"zh", "en"?, "passage", "passage_en"?}`, by language of question and passage."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[Mapping[str, str]] = [json.loads(line) for line in lines]
    ways = {"zh-zh": ("zh", "passage"), "en-zh": ("en", "passage"), "en-en": ("en", "passage_en")}
    return {
        f"{path.name.split('_')[0]} {way}": _task(rows, question, passage)
        for way, (question, passage) in ways.items()
        if question in rows[0] and passage in rows[0]
    }


def headline_task(path: Path, most: int | None = None, seed: int = 0) -> Task:
    """Headlines that occur once in a file of `{"title", "body"}`, each with its body as the gold passage.

    The pool is all bodies, or the bodies of `most` random articles with such headlines.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[Mapping[str, str]] = [json.loads(line) for line in lines]
    counts = Counter(row["title"] for row in rows)
    if most is not None:
        once = [row for row in rows if counts[row["title"]] == 1]
        rows = Random(seed).sample(once, min(most, len(once)))
    asked = [n for n, row in enumerate(rows) if counts[row["title"]] == 1]
    return Task([fold(rows[n]["title"]) for n in asked], [fold(row["body"]) for row in rows], asked)


def evaluate(model: Embedder, tasks: Mapping[str, Task]) -> dict[str, Score]:
    """The score of each task. Every distinct text is embedded once."""
    texts = list(dict.fromkeys(text for task in tasks.values() for text in (*task.queries, *task.pool)))
    rows = dict(zip(texts, model.passages(texts), strict=True))
    return {
        name: score(np.stack([rows[q] for q in task.queries]), np.stack([rows[p] for p in task.pool]), task.right)
        for name, task in tasks.items()
    }


def score(queries: Vectors, pool: Vectors, right: Sequence[int]) -> Score:
    """The score of unit rows. A tie counts as correct: a passage with an equal score does not rank higher."""
    scores = queries @ pool.T
    own = scores[np.arange(len(queries)), list(right)]
    ranks = (scores > own[:, None]).sum(axis=1) + 1
    return Score(float(np.where(ranks <= DEPTH, 1 / ranks, 0).mean()), float((ranks == 1).mean()))


def _task(rows: Sequence[Mapping[str, str]], question: str, passage: str) -> Task:
    pool = list(dict.fromkeys(fold(row[passage]) for row in rows))
    place = {text: n for n, text in enumerate(pool)}
    return Task([fold(row[question]) for row in rows], pool, [place[fold(row[passage])] for row in rows])
