"""Embedding speed, concurrent questions, and whether memory grows."""

import gc
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.dense.embedders import load_embedder
from tests.bench.apart import Figures, current_memory, timed
from tests.bench.passages import passages, read_lines

CALLERS = (1, 4, 16)
ASKED = 64
"""Questions in total, whatever the number of callers."""
SENTENCE = 30
"""Characters in a short sentence."""

RATE_HEAD = ("model", "passages /s", "CPU ms a passage", "times as fast", "less CPU", "memory MB")
CALLERS_HEAD = ("callers at once", "questions /s")
MEMORY_HEAD = ("short sentences embedded", "memory MB")


def widen(source: str, target: str) -> Figures:
    """Save a sentence-transformers model with 32-bit weights."""
    import torch
    from sentence_transformers import SentenceTransformer

    SentenceTransformer(source, model_kwargs={"dtype": torch.float32}, device="cpu").save(target)
    return {}


def rate(model: str, folder: str) -> Figures:
    """Passages embedded per second, after a warm-up, and CPU milliseconds per passage."""
    texts = list(read_lines(Path(folder, "passages")))
    embedder = load_embedder(model)
    embedder.passages(texts[:8])
    with timed() as watch:
        embedder.passages(texts)
    return {"rate": len(texts) / watch.seconds, "work": 1000 * watch.work / len(texts)}


def rate_rows(rates: Mapping[object, Figures]) -> list[list[object]]:
    """Rows below `RATE_HEAD`; the ratios are relative to the last model."""
    *_, slow = rates.values()
    return [
        [Path(str(m)).name, f["rate"], f["work"], f["rate"] / slow["rate"], slow["work"] / f["work"], f["memory"]]
        for m, f in rates.items()
    ]


def callers(model: str, folder: str) -> Figures:
    """Questions per second for each number of concurrent threads in CALLERS."""
    questions = [text.split("\n")[1][:16] for text in read_lines(Path(folder, "passages"))]
    asked = [questions[i % len(questions)] for i in range(ASKED)]
    embedder = load_embedder(model)
    embedder.query(asked[0])
    figures: Figures = {}
    for count in CALLERS:
        with ThreadPoolExecutor(count) as pool, timed() as watch:
            list(pool.map(embedder.query, asked))
        figures[str(count)] = ASKED / watch.seconds
    return figures


def callers_rows(figures: Figures) -> list[list[object]]:
    """Rows below `CALLERS_HEAD`."""
    return [[count, figures[str(count)]] for count in CALLERS]


def growth(model: str, count: int) -> Figures:
    """Memory in use after each tenth of `count` short sentences, in MB; the vectors are not kept."""
    embedder = load_embedder(model)
    texts = (text[start : start + SENTENCE] for text in passages(count) for start in range(0, 180, SENTENCE))
    figures: Figures = {}
    for tenth in range(1, 11):
        embedder.passages([next(texts) for _ in range(count // 10)])
        gc.collect()
        figures[str(count * tenth // 10)] = current_memory()
    return figures


def memory_rows(figures: Figures) -> list[list[object]]:
    """Rows below `MEMORY_HEAD`: after the first tenth, half and all."""
    found = [(int(count), memory) for count, memory in figures.items() if count != "memory"]
    return [[count, memory] for count, memory in (found[0], found[len(found) // 2 - 1], found[-1])]
