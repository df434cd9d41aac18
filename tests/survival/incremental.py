"""Index the news set, rebuild it with nothing changed, then with one article in a hundred changed.

Embedding with the bundled model takes a quarter of an hour and costs the same for every passage. So its rate is
measured on some passages, a stand-in makes the vectors, and the time for the passages that each rebuild embeds is
added. All figures are seconds of CPU time, which other work on the machine affects least.
"""

import gzip
import hashlib
import json
import random
import resource
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.build import BuildRequest, build
from index.dense.embedders import load_embedder
from index.types import Report, Vectors
from tests.survival import shim

NEWS = Path(__file__).parents[3] / "shared" / "news"
Layout = Callable[[Path, Sequence[str]], None]
MEASURED = 100
"""Passages that the bundled model embeds to measure its rate."""


class StandIn:
    """Unit vectors of the bundled model's dimension that depend on the text and cost next to nothing."""

    name = fingerprint = "stand-in"
    dim = 512

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), 512) unit rows."""
        seeds = (int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little") for text in texts)
        rows = np.vstack([np.random.default_rng(seed).standard_normal(self.dim, np.float32) for seed in seeds])
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def query(self, text: str) -> Vectors:
        """(1, 512) unit row."""
        return self.passages([text])


def run(share: float) -> dict[str, object]:
    """Assert that a rebuild takes at most 5 % of a full one for 1 % changed, and at most 1 % for nothing changed.

    Measured with the articles in one file and in many.
    """
    if not NEWS.is_dir():
        return {"skipped": "the news set is not here"}
    packed = (path.read_bytes() for path in sorted(NEWS.glob("*.jsonl.gz")))
    lines = [line for data in packed for line in gzip.decompress(data).decode().splitlines(keepends=True)]
    lines = lines[: round(len(lines) * share)]
    rate = _rate(lines)
    folder = shim.memory_folder()
    try:
        figures: dict[str, object] = {"articles": len(lines), "seconds a passage": round(rate, 4)}
        for name, layout in (("one file", _one_file), ("many files", _many_files)):
            place = folder / name.replace(" ", "-")
            full = _measured(place, layout, lines, rate)
            none = _measured(place, layout, lines, rate, same=True)
            changed = _measured(place, layout, _changed(lines), rate)
            figures[name] = {
                "full": round(full),
                "1 % changed": f"{changed:.1f}, {changed / full:.2%}",
                "nothing changed": f"{none:.1f}, {none / full:.2%}",
            }
            assert changed <= 0.05 * full, f"{name}: {figures[name]}"
            assert none <= 0.01 * full, f"{name}: {figures[name]}"
        figures["peak MB without a model"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return figures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _rate(lines: Sequence[str]) -> float:
    """CPU seconds per passage with the bundled model."""
    model = load_embedder("bundled")
    texts = [next(iter(_body(json.loads(line)).values()))[:400] for line in lines[:MEASURED]]
    model.passages(texts[:2])
    start = time.process_time()
    model.passages(texts)
    return (time.process_time() - start) / len(texts)


def _measured(place: Path, layout: Layout, lines: Sequence[str], rate: float, *, same: bool = False) -> float:
    """CPU seconds of a rebuild, including what embedding its new passages would take."""
    if not same:
        layout(place / "articles", lines)
    start = time.process_time()
    report: Report = build(
        place / "home", BuildRequest((place / "articles",)), StandIn(), full=False, progress=lambda *_: None
    )
    seconds = time.process_time() - start
    assert report.articles == len(lines)
    assert report.published != same
    return seconds + report.embedded * rate


def _one_file(folder: Path, lines: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / "all.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as file:
        file.writelines(lines)


def _many_files(folder: Path, lines: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(lines):
        path = folder / f"{number}.json"
        if not path.exists() or path.read_text("utf-8") != line:
            path.write_text(line, "utf-8")


def _changed(lines: Sequence[str]) -> list[str]:
    """The articles, of which one in a hundred, chosen at random, has another sentence."""
    chosen = set(random.Random(1).sample(range(len(lines)), len(lines) // 100))
    return [_longer(line, number) if number in chosen else line for number, line in enumerate(lines)]


def _longer(line: str, number: int) -> str:
    record = json.loads(line)
    key, text = next(iter(_body(record).items()))
    record[key] = f"{text}\n后来又补充了第{number}条消息，说明了项目的最新进展。"
    return json.dumps(record, ensure_ascii=False) + "\n"


def _body(record: dict[str, str]) -> dict[str, str]:
    return {key: record[key] for key in ("text", "body", "content") if key in record}
