"""What a worker does with a batch; the results are Parquet tables."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from platform import node
from typing import Any, TypeAlias

import pyarrow as pa
from numpy.typing import NDArray

from corpus.read_process import ReadProcess
from corpus.wire import pack
from index.dense.embedders import Embedder, load_embedder
from index.errors import WorkersUnavailable
from index.lexical.terms import Terms, count_terms
from index.near_duplicates import min_hash
from index.storage.fingerprints import recipe
from index.storage.ledger import take_stamp
from index.types import STORED, StoredVectors
from index.workers.parts import ROWS, Parts

Request: TypeAlias = Mapping[str, Any]
"""The content of a batch, as JSON values."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker must match: the model that it loads, the model's fingerprint, and that of our code."""

    model: str
    fingerprint: str
    recipe: str

    @classmethod
    def of(cls, embedder: Embedder) -> "Setup":
        """The setup of this machine."""
        return cls(embedder.name, embedder.fingerprint, json.dumps(recipe()))


@dataclass(frozen=True, slots=True)
class Batch:
    """One task on one batch, and how many seconds more than others it may take."""

    task: str
    request: Request
    seconds: float = 0

    def digest(self, setup: Setup) -> str:
        """A digest of everything that the part may depend on."""
        return hashlib.sha256(json.dumps([*astuple(setup), self.task, self.request]).encode()).hexdigest()


def work(setup: Setup, batch: Batch, place: str) -> str:
    """Run a batch's task and write the part; return its name. Raises WorkersUnavailable."""
    if Setup.of(_embedder(setup.model)) != setup:
        raise WorkersUnavailable("ray_differs", node=node())
    try:
        return Parts(place).write(TASKS[batch.task](setup, batch.request))
    except OSError as error:
        raise WorkersUnavailable("ray_parts", place=place, detail=error) from None


@cache
def _embedder(model: str) -> Embedder:
    return load_embedder(model)


@cache
def _process() -> ReadProcess:
    return ReadProcess()


def read(_setup: Setup, request: Request) -> Iterator[pa.Table]:
    """The items of files, each with the number of its file; a null item if the file is not the expected one."""
    schema = pa.schema([("file", pa.int32()), ("item", pa.string())])
    rows = ({"file": number, "item": item} for number, item in _items(request))
    while chunk := list(islice(rows, ROWS)):
        yield pa.Table.from_pylist(chunk, schema)
    yield schema.empty_table()


def _items(request: Request) -> Iterator[tuple[int, str | None]]:
    for number, path, sha256, known in request["files"]:
        if take_stamp(Path(path)).sha256 != sha256:
            yield number, None
            continue
        for item in _process().read(Path(path), request["columns"], known):
            yield number, json.dumps(pack(item))


def count(setup: Setup, request: Request) -> Iterator[pa.Table]:
    """The terms of each text, and the vectors of those to be embedded; empty vectors for the others."""
    texts: Sequence[str] = request["texts"]
    embedded = iter(_embedder(setup.model).passages([texts[i] for i in request["embed"]]).astype(STORED))
    chosen = set(request["embed"])
    terms = list(map(count_terms, texts))
    yield pa.table(
        {
            "vector": pa.array(
                [next(embedded) if i in chosen else [] for i in range(len(texts))], pa.list_(pa.float16())
            ),
            "keys": pa.array([each.keys for each in terms], pa.list_(pa.uint64())),
            "counts": pa.array([each.counts for each in terms], pa.list_(pa.uint8())),
            "opening": pa.array([each.opening for each in terms], pa.list_(pa.bool_())),
        }
    )


def hash_texts(_setup: Setup, request: Request) -> Iterator[pa.Table]:
    """The MinHash of each text."""
    yield pa.table({"hash": pa.array([min_hash(text).__getstate__() for text in request["texts"]], pa.binary())})


TASKS: dict[str, Callable[[Setup, Request], Iterator[pa.Table]]] = {"read": read, "count": count, "hash": hash_texts}


def terms_of(rows: Iterable[pa.RecordBatch]) -> Iterator[tuple[StoredVectors, Terms]]:
    """The vector and terms that `count` made of each text; the vector is empty if there is none."""
    for batch in rows:
        columns = (_lists(batch.column(name)) for name in ("vector", "keys", "counts", "opening"))
        for vector, *terms in zip(*columns, strict=True):
            yield vector, Terms(*terms)


def _lists(column: pa.ListArray) -> Iterator[NDArray[Any]]:
    values, offsets = column.values.to_numpy(zero_copy_only=False), column.offsets.to_numpy()
    return (values[start:stop] for start, stop in pairwise(offsets))
