"""Compare an index in Qdrant's core with the same index in files: results, speed and size."""

import gzip
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import pytest

from qa.service import Service
from tests.bench.apart import peak_memory, size_on_disk, timed
from tests.bench.news_questions import write_questions
from tests.engine_clients import start

HEAD = ("questions", "asked", "same ten, same order", "same ten", "p50 ms files", "p50 ms engine")
SIZE_HEAD = ("passages", "files MB", "engine MB", "engine bytes a passage", "load s", "memory MB")
FIRST = 10
POOL = 2_000
"""Articles that the questions for a figure are generated from; each is compared with all others."""


def compare(home: Path, place: Path, sets: Mapping[str, Sequence[str]]) -> tuple[list[list[object]], list[object]]:
    """Rows below both heads. `home` holds an index in files; a copy of it in `place` is sent to the engine."""
    with pytest.MonkeyPatch.context() as patch:
        start("core", place / "engine", patch)
        shutil.copytree(home, place / "home")
        files, engine = Service(home), Service(place / "home")
        with timed() as loading:
            report = engine.rebuild(store="qdrant://core/bench")
        rows = [[name, *_both(files, engine, questions)] for name, questions in sets.items()]
        count, size = report.passages, size_on_disk(place / "engine")
        kept = size_on_disk(home / "generations" / str(files.status().generation))
        return rows, [count, kept, size, 1e6 * size / count, loading.seconds, peak_memory()]


def _both(files: Service, engine: Service, questions: Sequence[str]) -> list[object]:
    same = ordered = 0
    seconds: tuple[list[float], list[float]] = [], []
    for service in (files, engine):
        service.search(questions[0], FIRST)  # opens the index and the model
    for question in questions:
        found: list[list[int]] = []
        for service, taken in zip((files, engine), seconds, strict=True):
            with timed() as watch:
                hits = service.search(question, FIRST)
            taken.append(1000 * watch.seconds)
            found.append([hit.passage.id for hit in hits])
        same += set(found[0]) == set(found[1])
        ordered += found[0] == found[1]
    count = len(questions)
    return [count, ordered / count, same / count, *map(median, seconds)]


def questions(news: Path, english: Path, place: Path, count: int) -> dict[str, list[str]]:
    """`count` questions of each kind: for a figure, headlines, and in English about something else."""
    with gzip.open(news, "rt", encoding="utf-8") as file:
        titles = [json.loads(line)["title"] for line in file]
    made = write_questions(news, place / "questions.jsonl", POOL).read_text("utf-8").splitlines()
    figures = [question for question in map(_question, made) if question != "?"]
    return {
        "figures": _spread(figures, count),
        "headlines": _spread(titles, count),
        "English (XQuAD)": _spread(list(_english(english)), count),
    }


def _question(line: str) -> str:
    return str(json.loads(line)["zh"])


def _english(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield str(row["en"])


def _spread(items: Sequence[str], count: int) -> list[str]:
    return list(items[:: max(1, len(items) // count)])[:count]
