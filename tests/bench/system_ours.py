"""This project through its public API: files are read, cleaned, split and published, and hits carry their article."""

import sys
from collections.abc import Mapping
from pathlib import Path

from index.dense.embedders import EMBEDDERS
from index.types import Mode
from qa.service import Service
from tests.bench.prepared import Prepared, embedder, numbered
from tests.bench.systems import DEPTH, Search, System


def _build(folder: Path, home: Path, model: str) -> None:
    report = _service(folder, home, model).rebuild([folder / "articles.jsonl"])
    steps = (f"{step} {seconds:.1f} s" for step, seconds in report.seconds.items())
    print(f"article-qa, {report.passages} passages:", ", ".join(steps), file=sys.stderr)


def _open(folder: Path, home: Path, model: str) -> Mapping[str, Search]:
    service = _service(folder, home, model)

    def searching(mode: Mode) -> Search:
        return lambda question: [numbered(h.passage.article.title) for h in service.search(question, DEPTH, mode=mode)]

    return {str(mode): searching(mode) for mode in (Mode.HYBRID, Mode.DENSE)}


def _service(folder: Path, home: Path, model: str) -> Service:
    EMBEDDERS["prepared"] = Prepared
    return Service(home, embedder(model, folder).name)


SYSTEM = System(_build, _open)
