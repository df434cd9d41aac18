"""The full integrity check."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.types import Article
from index.errors import DamagedIndex, NoIndex
from index.storage.deletion import remaining
from index.storage.embedding_cache import BATCH, inspect
from index.storage.generation import candidates, live_folder
from index.storage.manifest import VECTORS, check_files, read_manifest, strays
from index.storage.reader import Index, open_generation
from index.storage.retrieval_tables import Tables, stored_texts

LISTED = 10
"""Passages with a bad vector that are listed one by one."""


def verify(home: Path) -> list[str]:
    """What is wrong with an index, a line each; an empty list if nothing is. Raises NoIndex, HomeUnusable.

    Every byte of every generation is checked against its manifest. For the live one, every passage and vector is
    checked, and all tables are made again and compared. Every value in the cache must have its checksum. Nothing may be
    left of removed articles.
    """
    try:
        index = open_generation(live_folder(home))
    except DamagedIndex as damage:
        return [str(damage), *_wrong_generations(home)]
    try:
        tables = Tables.of(stored_texts(index.store))
        return [
            *_wrong_generations(home),
            *_wrong_passages(index),
            *_wrong_vectors(index),
            *_wrong_tables(index, tables),
            *_wrong_cache(home, index, tables),
            *_remains(home, index),
        ]
    finally:
        index.close()


def _wrong_generations(home: Path) -> Iterator[str]:
    """Files that differ from their manifest or are not in it."""
    live = next(candidates(home), None)
    for folder in candidates(home):
        try:
            manifest = read_manifest(folder)
            if folder != live:
                check_files(folder, manifest)
            yield from (f"{folder / name} is no file of the index" for name in strays(folder, manifest))
        except (DamagedIndex, NoIndex) as damage:
            if folder != live:
                yield f"{damage}; it could not be fallen back to"


def _wrong_passages(index: Index) -> Iterator[str]:
    """Passages must cover each article from the first character to the last, without gaps."""
    last: Article | None = None
    end = count = 0
    for passage in index.store.all_passages():
        fresh = last is None or passage.article.id != last.id
        if fresh and last is not None and end != len(last.text):
            yield f"article {last.id}: its passages end at {end} of {len(last.text)} characters"
        if passage.id != count or passage.start != (0 if fresh else end) or passage.end <= passage.start:
            yield f"passage {passage.id} of article {passage.article.id} is out of place"
        last, end, count = passage.article, passage.end, count + 1
    if last is not None and end != len(last.text):
        yield f"article {last.id}: its passages end at {end} of {len(last.text)} characters"
    if count != index.manifest.passages:
        yield f"{count} passages in the database, {index.manifest.passages} in the manifest"


def _wrong_vectors(index: Index) -> Iterator[str]:
    if len(index.vectors) != index.manifest.passages:
        yield f"{len(index.vectors)} vectors in {VECTORS}, {index.manifest.passages} passages in the manifest"
        return
    ids = np.arange(index.manifest.passages)
    lengths = np.concatenate([np.linalg.norm(index.vectors.get(some), axis=1) for some in np.split(ids, ids[::BATCH])])
    bad = np.flatnonzero(~(np.abs(lengths - 1) < 1e-3))
    yield from (f"the vector of passage {i} has length {lengths[i]:.3f}, not 1" for i in bad[:LISTED])
    if len(bad) > LISTED:
        yield f"{len(bad) - LISTED} more vectors have not length 1"


def _wrong_tables(index: Index, tables: Tables) -> Iterator[str]:
    """The tables on disk must be those that the passages make."""
    stored = {f"terms-{name}.npy": array for name, array in index.lexical.arrays().items()} | {"han.npy": index.han}
    for name, array in tables.arrays().items():
        if not np.array_equal(array, stored[name]):
            yield f"{name} is not what the passages make: run qa rebuild --full"
    if json.loads(tables.names()) != index.readings:
        yield "readings.json is not what the passages make: run qa rebuild --full"


def _wrong_cache(home: Path, index: Index, tables: Tables) -> Iterator[str]:
    """Damaged values, and those of texts that no passage has, unless a rebuild was interrupted."""
    path = home / "cache.sqlite"
    if not path.exists():
        return
    try:
        contents = inspect(path)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return  # a rebuild is writing it
        yield f"{path} cannot be read ({error}): delete it, which costs time only"
        return
    left = contents.texts - set(tables.keys) if contents.pruned_for == index.manifest.inputs else ()
    if contents.wrong:
        yield f"{contents.wrong} values in {path} have changed: the next rebuild works them out again"
    if left:
        yield f"{path} knows {len(left)} texts that no passage has: run qa rebuild"


def _remains(home: Path, index: Index) -> Iterator[str]:
    """Removed articles that are still on disk."""
    for what in index.manifest.removed:
        if count := remaining(home, what):
            yield f"{count} articles of {what!r}, which was removed, are still on disk: run qa rebuild"
