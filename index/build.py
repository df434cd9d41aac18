"""Paths to a published generation: read, split, embed, tokenise, write, switch."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import numpy as np

from corpus.errors import NothingToRead
from corpus.fold import fold
from corpus.read import Reading
from corpus.script import is_han
from corpus.split import SPLITTER, split
from corpus.types import Article, ReadReport
from index.cache import EmbeddingCache
from index.embed import Embedder
from index.errors import HomeUnusable
from index.files import array_bytes, write_file, writer_lock
from index.generation import FORMAT, Manifest, describe, next_number, publish, staging, write_manifest
from index.lexical import Lexical
from index.names import han_counts, readings
from index.store import StoreWriter
from index.tokens import tokenise
from index.types import Progress, Report, Vectors
from index.vectors import STORES

READING, EMBEDDING, WRITING = "reading", "embedding", "writing"
STORE = "flat"

Document: TypeAlias = tuple[Article, Sequence[tuple[int, int]]]
"""An article and the offsets of its passages."""


def build(home: Path, paths: Sequence[Path], embedder: Embedder, *, full: bool, progress: Progress) -> Report:
    """Make the index in `home` hold exactly what `paths` hold; until the last step the old one answers.

    With `full` no cached embedding is used. Raises NothingToRead, Busy, HomeUnusable.
    """
    clock = _Clock()
    with _writing_in(home), writer_lock(home / "lock"), EmbeddingCache(home / "cache.sqlite") as cache:
        folder = staging(home)
        reading = Reading(paths)
        with clock.time(READING):
            texts, articles = _store(folder, ((a, split(a.text)) for a in _watched(reading, progress)))
            read = reading.report()
            _refuse_nothing(texts, len(reading.files), read)
        with clock.time(EMBEDDING):
            finished = _Counter(len(texts), progress)
            vectors, embedded = cache.embed(embedder, texts, fresh=full, done=finished.add)
        with clock.time(WRITING):
            progress(WRITING, 0, 1)
            number = next_number(home)
            manifest = _write(folder, texts, vectors, articles, embedder, number, paths)
            publish(home, folder, manifest)
            forgotten = _tidied(cache, texts)
            progress(WRITING, 1, 1)
    return Report(
        generation=number,
        model=embedder.name,
        articles=articles,
        passages=len(texts),
        embedded=embedded,
        reused=len(texts) - embedded,
        forgotten=forgotten,
        seconds=clock.seconds,
        read=read,
    )


def _tidied(cache: EmbeddingCache, texts: Sequence[str]) -> int:
    """How many vectors the cache forgot. The index is published by now: a disk too full to tidy up fails nothing."""
    try:
        return cache.keep_only(texts)
    except sqlite3.Error:
        return 0


def build_apart(
    folder: Path, documents: Iterable[Document], embedder: Embedder, embed: Callable[[Sequence[str]], Vectors]
) -> None:
    """Write a generation of its own into an empty folder, outside any home; for evaluation."""
    texts, articles = _store(folder, documents)
    write_manifest(folder, _write(folder, texts, embed(texts), articles, embedder, 1, ()))


def retrieval_texts(article: Article, spans: Sequence[tuple[int, int]]) -> list[str]:
    """What the embedder and BM25 see of each passage: the title, for context, and the passage, folded."""
    title, body = fold(article.title), fold(article.text)
    return [f"{title}\n{body[start:end]}" for start, end in spans]


def _store(folder: Path, documents: Iterable[Document]) -> tuple[list[str], int]:
    """Write articles and passages; gives each passage's text for the retrievers and the number of articles."""
    texts: list[str] = []
    articles = 0
    with StoreWriter(folder / "articles.sqlite") as writer:
        for article, spans in documents:
            writer.add(article, spans)
            texts += retrieval_texts(article, spans)
            articles += 1
    return texts, articles


def _write(
    folder: Path,
    texts: Sequence[str],
    vectors: Vectors,
    articles: int,
    embedder: Embedder,
    number: int,
    paths: Sequence[Path],
) -> Manifest:
    """Write what the retrievers need beside the articles, and describe it all."""
    write_file(folder / "vectors.faiss", STORES[STORE](vectors).to_bytes().data)
    for name, array in Lexical.build(tokenise(t) for t in texts).arrays().items():
        write_file(folder / f"terms-{name}.npy", array_bytes(array))
    write_file(folder / "han.npy", array_bytes(np.array([is_han(t) for t in texts], np.bool_)))
    table = json.dumps(readings(han_counts(texts)), ensure_ascii=False)
    write_file(folder / "readings.json", table.encode())
    return Manifest(
        format=FORMAT,
        number=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        paths=tuple(str(p) for p in paths),
        model=embedder.name,
        fingerprint=embedder.fingerprint,
        dim=embedder.dim,
        splitter=SPLITTER,
        store=STORE,
        articles=articles,
        passages=len(texts),
        files=describe(folder),
    )


def _watched(reading: Reading, progress: Progress) -> Iterator[Article]:
    for article in reading:
        progress(READING, reading.done, len(reading.files))
        yield article
    progress(READING, len(reading.files), len(reading.files))


def _refuse_nothing(texts: Sequence[str], files: int, read: ReadReport) -> None:
    if texts:
        return
    why = f" ({read.skipped[0].path}: {read.skipped[0].reason})" if read.skipped else ""
    raise NothingToRead(
        f"none of {files} files gave an article{why}: the index stays as it was; give readable articles"
    )


@contextmanager
def _writing_in(home: Path) -> Iterator[None]:
    """The home exists; what goes wrong with the disk names the place."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        yield
    except (OSError, sqlite3.OperationalError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        where = getattr(error, "filename", None) or home
        raise HomeUnusable(
            f"cannot write the index at {where} ({reason}): the index stays as it was; "
            "make room, or choose another folder with --home or QA_HOME"
        ) from error


@dataclass(slots=True)
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - start


@dataclass(slots=True)
class _Counter:
    total: int
    progress: Progress
    done: int = 0

    def add(self, finished: int) -> None:
        self.done += finished
        self.progress(EMBEDDING, self.done, self.total)
