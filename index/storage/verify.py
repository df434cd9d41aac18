"""The full integrity check."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.catalogue import Message
from corpus.types import Article
from index.atomic_io import read_array
from index.distributed.collections import COLLECTION, EngineCollection
from index.distributed.collections import remaining as in_engines
from index.errors import DamagedIndex, NoIndex
from index.lexical.bm25 import Lexical
from index.lexical.vocabulary import Vocabulary
from index.storage.deletion import remaining
from index.storage.embedding_cache import BATCH, inspect
from index.storage.generation import candidates, live_folder
from index.storage.manifest import VECTORS, check_files, read_manifest, strays
from index.storage.reader import Index, open_generation
from index.storage.retrieval_tables import Tables, stored_texts

MAX_LISTED = 10
"""Maximum passages with a bad vector that are listed one by one."""


def verify(home: Path) -> list[Message]:
    """Check an index; return one message for each problem. Raises NoIndex, HomeUnusable.

    Every byte of every generation is checked against its manifest. For the live one, every passage and vector is
    checked, and all tables are rebuilt and compared. Every value in the cache must match its checksum. Nothing may be
    left of removed articles.
    """
    try:
        folder = live_folder(home)
        index = open_generation(folder)
    except DamagedIndex as damage:
        return [damage.message, *_wrong_generations(home)]
    try:
        tables = Tables.of(stored_texts(index.store))
        return [
            *_wrong_generations(home),
            *_wrong_passages(index),
            *(EngineCollection.read(folder).wrong() if COLLECTION in index.manifest.files else _wrong_vectors(index)),
            *_wrong_tables(folder, index, tables),
            *_wrong_cache(home, index, tables),
            *_remains(home, index),
        ]
    finally:
        index.close()


def _wrong_generations(home: Path) -> Iterator[Message]:
    """Files that differ from their manifest or are not in it."""
    live = next(candidates(home), None)
    for folder in candidates(home):
        try:
            manifest = read_manifest(folder)
            if folder != live:
                check_files(folder, manifest)
            yield from (Message("check_stray", path=folder / name) for name in strays(folder, manifest))
        except (DamagedIndex, NoIndex) as damage:
            if folder != live:
                yield Message("check_fallback", damage=damage.message)


def _wrong_passages(index: Index) -> Iterator[Message]:
    """Passages must cover each article from the first character to the last, without gaps."""
    last: Article | None = None
    end = count = 0
    for passage in index.store.all_passages():
        fresh = last is None or passage.article.id != last.id
        if fresh and last is not None and end != len(last.text):
            yield Message("check_article", article=last.id, end=end, length=len(last.text))
        if passage.id != count or passage.start != (0 if fresh else end) or passage.end <= passage.start:
            yield Message("check_passage", passage=passage.id, article=passage.article.id)
        last, end, count = passage.article, passage.end, count + 1
    if last is not None and end != len(last.text):
        yield Message("check_article", article=last.id, end=end, length=len(last.text))
    if count != index.manifest.passages:
        yield Message("check_passages", found=count, expected=index.manifest.passages)


def _wrong_vectors(index: Index) -> Iterator[Message]:
    if len(index.retriever) != index.manifest.passages:
        yield Message("check_vectors", found=len(index.retriever), file=VECTORS, expected=index.manifest.passages)
        return
    ids = np.arange(index.manifest.passages)
    batches = np.split(ids, ids[::BATCH])
    lengths = np.concatenate([np.linalg.norm(index.retriever.vectors_of(some), axis=1) for some in batches])
    bad = np.flatnonzero(~(np.abs(lengths - 1) < 1e-3))
    yield from (Message("check_vector", passage=int(i), length=float(lengths[i])) for i in bad[:MAX_LISTED])
    if len(bad) > MAX_LISTED:
        yield Message("check_more_vectors", count=len(bad) - MAX_LISTED)


def _wrong_tables(folder: Path, index: Index, tables: Tables) -> Iterator[Message]:
    """The tables on disk must equal those rebuilt from the passages."""
    kind = Lexical if VECTORS in index.manifest.files else Vocabulary
    for name, array in tables.arrays(kind).items():
        if not np.array_equal(array, read_array(folder / name)):
            yield Message("check_table", file=name)
    if json.loads(tables.names()) != index.readings:
        yield Message("check_table", file="readings.json")


def _wrong_cache(home: Path, index: Index, tables: Tables) -> Iterator[Message]:
    """Damaged values, and values of texts that are in no passage, unless a rebuild was interrupted."""
    path = home / "cache.sqlite"
    if not path.exists():
        return
    try:
        contents = inspect(path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return  # a rebuild is writing it
        yield Message("check_cache", path=path, detail=error)
        return
    left = contents.texts - set(tables.keys) if contents.pruned_for == index.manifest.inputs else ()
    if contents.wrong:
        yield Message("check_cache_values", count=contents.wrong, path=path)
    if left:
        yield Message("check_cache_texts", count=len(left), path=path)


def _remains(home: Path, index: Index) -> Iterator[Message]:
    """Removed articles that are still on disk."""
    for what in index.manifest.removed:
        if count := remaining(home, what):
            yield Message("check_remains", count=count, what=what)
        if count := in_engines(home, what):
            yield Message("check_engine_remains", count=count, what=what)
