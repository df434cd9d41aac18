"""Write the files of a generation into its folder."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from corpus.read import Reading
from corpus.text.passages import split
from corpus.types import Article, Skipped
from index.aliases.abbreviations import AbbreviationFinder
from index.atomic_io import new_file, write_file
from index.dense.embedders import Embedder
from index.dense.stores import AUTO, choose_store, store_kind
from index.distributed.collections import COLLECTION, fill
from index.distributed.engines import Address
from index.distributed.parts import Part, parts
from index.lexical.vocabulary import Vocabulary
from index.near_duplicates import ReprintFinder
from index.storage.articles import ArticleStore
from index.storage.database import DatabaseWriter
from index.storage.fingerprints import recipe
from index.storage.ledger import FileEntry, Stamp, confirmed
from index.storage.manifest import ABBREVIATIONS, DATABASE, FORMAT, VECTORS, Manifest, describe, write_manifest
from index.storage.preparation import Here, Workers
from index.storage.retrieval_tables import Tables, stored_texts
from index.types import Progress, StoredVectors, Vectors

READING, WRITING = "reading", "writing"

Document: TypeAlias = tuple[Article, Sequence[tuple[int, int]]]
"""An article and the offsets of its passages."""


def write_articles(
    folder: Path, reading: Reading, stamps: dict[Path, Stamp], progress: Progress
) -> tuple[dict[Path, Stamp], int, int]:
    """Write the articles, their passages and the list of files read; return the files' stamps and both counts."""
    seen = dict(stamps)
    with DatabaseWriter(folder / DATABASE) as store:
        for path in reading.files:
            first, left_out = store.articles, reading.left_out
            skipped: list[Skipped] = []
            for item in reading.read(path):
                progress(READING, reading.done, len(reading.files))
                if isinstance(item, Skipped):
                    skipped.append(item)
                    continue
                article, note = item
                store.add(article, split(article.text), note)
            seen[path] = confirmed(path, stamps[path])
            left_out = reading.left_out - left_out
            store.add_file(path, FileEntry(seen[path], first, store.articles, left_out, tuple(skipped)))
    progress(READING, len(reading.files), len(reading.files))
    return seen, store.articles, store.passages


def write_retrieval(folder: Path, tables: Tables, vectors: Vectors | StoredVectors, store: str = AUTO) -> str:
    """Write the tables, and the vectors in the store of this name; return its kind."""
    kind = choose_store(store, *vectors.shape)
    with new_file(folder / VECTORS) as file:
        store_kind(kind).build(vectors).write(file)
    tables.write(folder)
    return kind


def fill_engine(
    home: Path, folder: Path, tables: Tables, vectors: StoredVectors, address: str, progress: Progress
) -> str:
    """Send vectors and postings to an engine, and write the tables that stay local. Raises EngineUnavailable."""
    count, dim = vectors.shape
    if Address.parse(address).local:
        write_retrieval(folder, tables, vectors)
    else:
        tables.write(folder, Vocabulary)
    keys = Vocabulary.of(tables.postings).keys
    store = ArticleStore(folder / DATABASE)

    def sending() -> Iterator[Part]:
        for part in parts(tables.postings, keys, vectors, tables.han, store.all_passages()):
            yield part
            progress(WRITING, part.first + len(part), count)

    try:
        write_file(folder / COLLECTION, fill(home, address, dim, sending()).to_bytes())
    finally:
        store.close()
    return address


def finish(
    folder: Path, tables: Tables, kind: str, articles: int, embedder: Embedder, workers: Workers, number: int
) -> Manifest:
    """Write the clusters of reprints and the abbreviations, and return the manifest."""
    store = ArticleStore(folder / DATABASE)
    reprints, abbreviations = ReprintFinder(), AbbreviationFinder()
    for article, hashes in workers.hash(store.articles()):
        reprints.add(article, hashes)
        abbreviations.add(article.text)
    write_file(folder / "reprints.json", json.dumps(reprints.clusters(), ensure_ascii=False).encode())
    write_file(folder / ABBREVIATIONS, json.dumps(abbreviations.sets(), ensure_ascii=False).encode())
    store.close()
    return Manifest(
        format=FORMAT,
        number=number,
        oldest=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        paths=(),
        removed=(),
        recipe=recipe(),
        inputs="",
        model=embedder.name,
        fingerprint=embedder.fingerprint,
        dim=embedder.dim,
        store=kind,
        store_choice=AUTO,
        articles=articles,
        passages=len(tables.keys),
        files=describe(folder),
    )


def build_standalone(
    folder: Path, documents: Iterable[Document], embedder: Embedder, embed: Callable[[Sequence[str]], Vectors]
) -> None:
    """Write a standalone generation into an empty folder, outside any home; for evaluation."""
    with DatabaseWriter(folder / DATABASE) as writer:
        for article, spans in documents:
            writer.add(article, spans)
    store = ArticleStore(folder / DATABASE)
    texts = list(stored_texts(store))
    store.close()
    tables = Tables.of(texts)
    kind = write_retrieval(folder, tables, embed(texts))
    write_manifest(folder, finish(folder, tables, kind, writer.articles, embedder, Here(), 1))
