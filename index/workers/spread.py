"""Split the work of a rebuild into batches for a cluster's workers, and put the results together in order."""

import hashlib
import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from rensa import RMinHash

from corpus.formats.record_fields import Columns
from corpus.read_process import ReadProcess
from corpus.reuse import Item
from corpus.types import Article
from corpus.wire import unpack
from index.dense.embedders import Embedder
from index.errors import WorkersUnavailable
from index.near_duplicates import empty_hash
from index.storage.ledger import take_stamp
from index.storage.preparation import PARTS, Missing, Prepared, Unread
from index.types import StoredVectors, Vectors
from index.workers.cluster import Cluster
from index.workers.parts import Parts
from index.workers.ray_cluster import RayCluster, connected
from index.workers.tasks import Batch, Setup, terms_of

FILES, BYTES = 64, 8 << 20
"""Maximum files of a batch, and bytes at which it is full."""
BYTES_A_SECOND = 50_000
"""Minimum speed at which files are read and cleaned."""
ARTICLES = 256
"""Articles hashed in one batch."""


@contextmanager
def spread(cluster: Cluster, home: Path, embedder: Embedder, process: ReadProcess) -> Iterator["Spread"]:
    """Connect to a cluster until the block ends. Raises WorkersUnavailable."""
    own = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]  # other homes may use the same place
    place = f"{cluster.parts.rstrip('/')}/{own}" if cluster.parts else str(home.resolve() / PARTS)
    try:
        parts = Parts(place)
    except (OSError, ValueError, ImportError) as error:  # fsspec does not know it, or needs another package
        raise WorkersUnavailable("ray_parts", place=place, detail=error) from None
    with connected(cluster, parts, Setup.of(embedder)) as workers:
        yield Spread(workers, parts, process)


@dataclass(slots=True)
class Spread:
    """The workers of a cluster, as `index.storage.preparation.Workers`."""

    cluster: RayCluster
    parts: Parts
    process: ReadProcess
    _expected: dict[Path, tuple[int, Unread]] = field(default_factory=dict)
    _items: Iterator[tuple[int, str | None]] = field(default_factory=lambda: iter(()))
    _next: tuple[int, str | None] | None = None

    def expect(self, files: Sequence[Unread], columns: Columns) -> None:
        """Let the workers read ahead."""
        self._expected = {file.path: (number, file) for number, file in enumerate(files)}
        parts = self.cluster.map(_reading(files, columns))
        self._items = ((row["file"], row["item"]) for _, part in parts for rows in part for row in rows.to_pylist())
        self._next = next(self._items, None)

    def read(self, path: Path, columns: Columns, known: Collection[str]) -> Iterator[Item | str]:
        """The items that a worker read. Raises WorkersUnavailable if the worker does not see the same file."""
        number, file = self._expected[path]
        while self._next and self._next[0] == number:
            if item := self._next[1]:
                yield unpack(json.loads(item))
            elif take_stamp(path).sha256 == file.sha256:
                raise WorkersUnavailable("ray_not_shared", path=path)
            else:  # it changed meanwhile
                yield from self.process.read(path, columns, known)
            self._next = next(self._items, None)

    def end_reading(self) -> None:
        """End the process that read the files that had changed meanwhile."""
        self.process.close()

    def prepare(self, batches: Iterable[Sequence[str]], missing: Missing, embedder: Embedder) -> Iterator[Prepared]:
        """Equal texts in flight at once may be embedded by more than one worker."""

        def requests() -> Iterator[Batch]:
            for texts in batches:
                wanted = set(missing(texts))
                embed = [i for i, text in enumerate(texts) if text in wanted]
                yield Batch("count", {"texts": texts, "embed": embed})

        for batch, part in self.cluster.map(requests()):
            texts, made = batch.request["texts"], list(terms_of(part))
            vectors = {text: vector for text, (vector, _) in zip(texts, made, strict=True) if len(vector)}
            yield Prepared(texts, [terms for _, terms in made], _Embedded(embedder, vectors))

    def hash(self, articles: Iterable[Article]) -> Iterator[tuple[Article, RMinHash]]:
        """Articles are hashed in batches."""
        waiting = deque[list[Article]]()

        def requests() -> Iterator[Batch]:
            remaining = iter(articles)
            while chunk := list(islice(remaining, ARTICLES)):
                waiting.append(chunk)
                yield Batch("hash", {"texts": [article.text for article in chunk]})

        for _, part in self.cluster.map(requests()):
            states = (state for rows in part for state in rows.column("hash").to_pylist())
            yield from zip(waiting.popleft(), map(_hash_of, states), strict=True)

    def clear(self) -> None:
        """Delete the parts, which contain texts."""
        self.parts.clear()


@dataclass(frozen=True, slots=True)
class _Embedded:
    """An embedder that already has the vectors of some texts."""

    embedder: Embedder
    vectors: dict[str, StoredVectors]

    @property
    def name(self) -> str:
        """The embedder's name."""
        return self.embedder.name

    @property
    def fingerprint(self) -> str:
        """The embedder's fingerprint."""
        return self.embedder.fingerprint

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self.embedder.dim

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim) vectors; those that it already has are in half precision."""
        others = [text for text in texts if text not in self.vectors]
        more = dict(zip(others, self.embedder.passages(others), strict=True)) if others else {}
        return np.stack([more[text] if text in more else self.vectors[text] for text in texts]).astype(np.float32)

    def query(self, text: str) -> Vectors:
        """(1, dim) unit row."""
        return self.embedder.query(text)


def _reading(files: Sequence[Unread], columns: Columns) -> Iterator[Batch]:
    """Yield the files in batches."""
    batch: list[object] = []
    size = 0
    for number, file in enumerate(files):
        batch.append([number, str(file.path), file.sha256, sorted(file.known)])
        size += file.path.stat().st_size if file.path.exists() else 0
        if len(batch) == FILES or size >= BYTES or number == len(files) - 1:
            yield Batch("read", {"files": batch, "columns": dict(columns)}, size / BYTES_A_SECOND)
            batch, size = [], 0


def _hash_of(state: bytes) -> RMinHash:
    hashes = empty_hash()
    hashes.__setstate__(state)
    return hashes
