"""Whole systems side by side: the cost of indexing passages, storing them and answering a question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.bench.apart import Figures, latencies, size_on_disk, timed
from tests.bench.passages import read_questions

DEPTH = 10
"""Passages retrieved."""

Search = Callable[[str], list[int]]
"""A question -> the numbers of the passages found, best first."""


@dataclass(frozen=True, slots=True)
class System:
    """How to index the passages of a folder into `home`, and how to open that index.

    `model` is a name for `tests.bench.prepared.embedder`, or a model folder that another system loads in its own way,
    if the folder of passages holds no prepared vectors. `open` returns a search function for each mode.
    """

    build: Callable[[Path, Path, str], None]
    open: Callable[[Path, Path, str], Mapping[str, Search]]


HEAD = (
    "passages",
    "system",
    "model",
    "indexed /s",
    "CPU ms a passage",
    "disk MB",
    "memory indexing MB",
    "mode",
    "p50 ms",
    "p95 ms",
    "CPU ms a query",
    "found in 10",
    "memory searching MB",
)


def build(system: str, model: str, folder: str, count: int) -> Figures:
    """Passages indexed per second, from text (or prepared vectors) to files on disk, and MB on disk.

    The few passages in `warm` are indexed first, so that loading libraries and the model does not count.
    """
    chosen, home = _system(system), _home(system, folder, model)
    for source, target in ((Path(folder, "warm"), _home(system, f"{folder}/warm", model)), (Path(folder), home)):
        target.mkdir()
        with timed() as watch:
            chosen.build(source, target, model)
    return {"rate": count / watch.seconds, "work": 1000 * watch.work / count, "disk": size_on_disk(home)}


def ask(system: str, model: str, folder: str, count: int) -> Figures:
    """Milliseconds per query in each mode, and the share of questions whose passage was found."""
    asked = read_questions(Path(folder, "questions"), count)
    figures: Figures = {}
    for mode, search in _system(system).open(Path(folder), _home(system, folder, model), model).items():
        search(asked[0][0])  # the first query loads the model
        watches, found = [], 0
        for question, number in asked:
            with timed() as watch:
                ids = search(question)
            watches.append(watch)
            found += number in ids
        figures |= latencies(f"{mode} ", [watch.seconds for watch in watches])
        figures[f"{mode} work"] = 1000 * sum(watch.work for watch in watches) / len(asked)
        figures[f"{mode} found"] = found / len(asked)
    return figures


def rows(size: int, system: str, model: str, built: Figures, asked: Figures) -> list[list[object]]:
    """Rows below `HEAD`, one for each mode."""
    indexing = [built[name] for name in ("rate", "work", "disk", "memory")]
    modes = [name.removesuffix(" p50") for name in asked if name.endswith(" p50")]
    figures = ("p50", "p95", "work", "found")
    return [
        [size, system, Path(model).name, *indexing, mode, *(asked[f"{mode} {f}"] for f in figures), asked["memory"]]
        for mode in modes
    ]


def _home(system: str, folder: str, model: str) -> Path:
    return Path(folder, f"{system} {Path(model).name}")


def _system(name: str) -> System:
    module, attribute = SYSTEMS[name]
    system: System = getattr(import_module(f"tests.bench.{module}"), attribute)
    return system


OURS = "article-qa"
SYSTEMS = {
    OURS: ("system_ours", "SYSTEM"),
    "LangChain + FAISS": ("system_langchain", "SYSTEM"),
    "txtai": ("system_txtai", "DENSE"),
    "txtai hybrid": ("system_txtai", "HYBRID"),
}
"""Where each system is. Only the measuring process imports it, so that none loads another's libraries."""
