"""BM25 engines side by side, all on this project's terms: the cost of building, storing and searching."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from index.lexical.tokens import tokenise
from tests.bench.apart import Figures, latencies, size_on_disk, timed
from tests.bench.passages import read_lines, read_questions, write_lines

DEPTH = 100
"""Passages retrieved, as many as `index.search` fuses."""

Documents = Iterable[list[str]]
Searcher = Callable[[Sequence[str]], Sequence[int]]
"""Distinct terms -> the passages that score highest, best first, at most `DEPTH`."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How to write an index into a folder and how to open it again; `module` is the module to import for it."""

    module: str
    build: Callable[[Path, Documents], None]
    open: Callable[[Path], Searcher]


def write_terms(folder: Path) -> None:
    """Write the terms of the folder's passages, so that no engine's time includes our tokenising."""
    write_lines(folder / "terms", (" ".join(tokenise(text)) for text in read_lines(folder / "passages")))


def build(engine: str, folder: str, count: int) -> Figures:
    """Passages indexed per second of CPU time, from terms to files on disk, and MB on disk."""
    import_module(ENGINES[engine].module)
    target = Path(folder, engine)
    target.mkdir()
    with timed() as watch:
        ENGINES[engine].build(target, (line.split(" ") for line in read_lines(Path(folder, "terms"))))
    return {"rate": count / watch.work, "disk": size_on_disk(target)}


def ask(engine: str, folder: str, count: int) -> Figures:
    """Milliseconds to import, to open and per query, and the share of questions whose passage is in the first ten."""
    import numpy  # noqa: F401 - every engine here needs it anyway

    asked = [(sorted(set(tokenise(text))), number) for text, number in read_questions(Path(folder, "questions"), count)]
    with timed() as importing:
        import_module(ENGINES[engine].module)
    with timed() as opening:
        search = ENGINES[engine].open(Path(folder, engine))
    seconds, found = [], 0
    for terms, number in asked:
        with timed() as watch:
            ids = search(terms)
        seconds.append(watch.seconds)
        found += number in list(ids)[:10]
    times = {"import": 1000 * importing.seconds, "open": 1000 * opening.seconds, **latencies("", seconds)}
    return {**times, "found": found / len(asked)}


def _ours_build(folder: Path, documents: Documents) -> None:
    from index.atomic_io import write_array
    from index.lexical.bm25 import Lexical

    index = Lexical.build(documents)
    for name, array in index.arrays().items():
        write_array(folder / f"{name}.npy", array)
    (folder / "count").write_text(str(index.count))


def _ours_open(folder: Path) -> Searcher:
    from index.atomic_io import read_array
    from index.lexical.bm25 import Lexical, top_k
    from index.lexical.concepts import Concept

    arrays: dict[str, Any] = {path.stem: read_array(path) for path in folder.glob("*.npy")}
    index = Lexical(**arrays, count=int((folder / "count").read_text()))
    return lambda terms: top_k(index.scores(Concept({term: 1.0}) for term in dict.fromkeys(terms))[0], DEPTH).tolist()


def _bm25s_build(folder: Path, documents: Documents) -> None:
    from bm25s import BM25

    from index.lexical.bm25 import K1, B

    index = BM25(method="lucene", k1=K1, b=B)
    index.index(list(documents), show_progress=False)
    index.save(folder)


def _bm25s_open(folder: Path) -> Searcher:
    from bm25s import BM25

    index = BM25.load(folder, mmap=True)
    most = min(DEPTH, index.scores["num_docs"])  # it rejects a k larger than the number of passages

    def search(terms: Sequence[str]) -> Sequence[int]:
        found: list[int] = index.retrieve([list(terms)], k=most, show_progress=False).documents[0].tolist()
        return found

    return search


def _tantivy_build(folder: Path, documents: Documents) -> None:
    from tantivy import Document, Index

    index = Index(_tantivy_schema(), path=str(folder))
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for number, terms in enumerate(documents):
        writer.add_document(Document(id=number, terms=" ".join(terms)))
    writer.commit()
    writer.wait_merging_threads()


def _tantivy_open(folder: Path) -> Searcher:
    from tantivy import Index, Occur, Query

    schema = _tantivy_schema()
    index = Index(schema, path=str(folder))
    searcher = index.searcher()

    def search(terms: Sequence[str]) -> Sequence[int]:
        query = Query.boolean_query([(Occur.Should, Query.term_query(schema, "terms", t)) for t in terms])
        best = searcher.search(query, DEPTH, count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in best]

    return search


def _tantivy_schema() -> Any:
    from tantivy import SchemaBuilder

    schema = SchemaBuilder()
    schema.add_integer_field("id", stored=True)
    schema.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    return schema.build()


def _fts5_build(folder: Path, documents: Documents) -> None:
    import sqlite3

    with closing(sqlite3.connect(folder / "terms.sqlite")) as db:
        # Keeps the punctuation inside terms. The table stores no text, only the search index.
        tokens = """tokenize="unicode61 remove_diacritics 0 tokenchars '.+''’&/-'" """
        db.execute(f"CREATE VIRTUAL TABLE passages USING fts5(terms, content='', {tokens})")
        rows = ((number, " ".join(terms)) for number, terms in enumerate(documents))
        db.executemany("INSERT INTO passages(rowid, terms) VALUES (?, ?)", rows)
        db.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        db.commit()


def _fts5_open(folder: Path) -> Searcher:
    import sqlite3

    db = sqlite3.connect(f"file:{folder / 'terms.sqlite'}?mode=ro&immutable=1", uri=True)

    def search(terms: Sequence[str]) -> Sequence[int]:
        either = " OR ".join(f'"{term}"' for term in terms)
        rows = db.execute("SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (either, DEPTH))
        return [number for (number,) in rows]

    return search


ENGINES: dict[str, Engine] = {
    "index.lexical.bm25": Engine("index.lexical.bm25", _ours_build, _ours_open),
    "bm25s": Engine("bm25s", _bm25s_build, _bm25s_open),
    "tantivy": Engine("tantivy", _tantivy_build, _tantivy_open),
    "SQLite FTS5": Engine("sqlite3", _fts5_build, _fts5_open),
}
"""Engines by their name in the table."""

HEAD = (
    "passages",
    "engine",
    "indexed /s",
    "build memory MB",
    "disk MB",
    "import ms",
    "open ms",
    "p50 ms",
    "p95 ms",
    "search memory MB",
    "found in 10",
)


def row(size: int, engine: str, built: Figures, asked: Figures) -> list[object]:
    """A row below `HEAD`."""
    times = (asked["import"], asked["open"], asked["p50"], asked["p95"])
    return [size, engine, built["rate"], built["memory"], built["disk"], *times, asked["memory"], asked["found"]]
