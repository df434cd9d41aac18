"""txtai with its content database, as its documentation shows it: dense, or hybrid with its own BM25."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from txtai import Embeddings

from index.types import Vectors
from tests.bench.passages import read_lines
from tests.bench.prepared import embedder, numbered
from tests.bench.systems import DEPTH, Search, System


def _build(mode: str, folder: Path, home: Path, model: str) -> None:
    index = Embeddings({"content": True, "hybrid": mode == "hybrid", **_vectors(folder, model)})
    index.index(enumerate(read_lines(folder / "passages")))
    index.config.pop("transform", None)  # a function, which cannot be saved
    index.save(str(home))


def _open(mode: str, folder: Path, home: Path, model: str) -> Mapping[str, Search]:
    index = Embeddings()
    index.load(str(home), config=_vectors(folder, model))
    return {mode: lambda question: [int(found["id"]) for found in index.search(question, DEPTH)]}


def _vectors(folder: Path, model: str) -> dict[str, Any]:
    """The model's folder for txtai to load, or one of our embedders as an external method."""
    if Path(model).is_dir() and not (folder / "vectors.npy").exists():
        return {"path": model}
    inner = embedder(model, folder)

    def transform(texts: list[str]) -> Vectors:
        return inner.passages(texts) if numbered(texts[0]) >= 0 else inner.query(texts[0])

    return {"method": "external", "transform": transform}


DENSE, HYBRID = (System(partial(_build, mode), partial(_open, mode)) for mode in ("dense", "hybrid"))
