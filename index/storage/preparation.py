"""The work of a rebuild that needs only files and texts, done on this machine or by a cluster (`index.workers`)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from rensa import RMinHash

from corpus.formats.record_fields import Columns
from corpus.read_process import ReadProcess
from corpus.reuse import Item
from corpus.types import Article
from index.dense.embedders import Embedder
from index.lexical.terms import Terms, count_terms
from index.near_duplicates import min_hash
from index.storage.locks import remove_folder

PARTS = "parts"
"""The folder in a home where a cluster's workers keep their results until the generation is published."""

Missing: TypeAlias = Callable[[Sequence[str]], Collection[str]]
"""Returns those of the texts that have no vector yet."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file to read. `sha256`: of its content; `known`: fingerprints of pages that need not be cleaned."""

    path: Path
    sha256: str
    known: Collection[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Passages' texts with their terms, and an embedder for those that have no vector yet."""

    texts: Sequence[str]
    terms: Iterable[Terms]
    embedder: Embedder


class Workers(Protocol):
    """Read files, embed texts and count terms. All results come in the order of the input."""

    def expect(self, files: Sequence[Unread], columns: Columns) -> None:
        """Announce the files that will be read, in this order."""
        ...

    def read(self, path: Path, columns: Columns, known: Collection[str]) -> Iterator[Item | str]:
        """The items of a file, as `corpus.items.read_items` returns them."""
        ...

    def end_reading(self) -> None:
        """Announce that no more files will be read."""
        ...

    def prepare(self, batches: Iterable[Sequence[str]], missing: Missing, embedder: Embedder) -> Iterator[Prepared]:
        """Yield the texts with their terms and vectors."""
        ...

    def hash(self, articles: Iterable[Article]) -> Iterator[tuple[Article, RMinHash]]:
        """Yield the articles with the MinHash of each, for finding reprints."""
        ...

    def clear(self) -> None:
        """Delete intermediate results. Raises OSError."""
        ...


class Here:
    """The workers on this machine: a process that reads, and the threads of the embedder."""

    def __init__(self, process: ReadProcess | None = None, home: Path | None = None) -> None:
        self._process = process or ReadProcess()
        self._home = home

    def expect(self, files: Sequence[Unread], columns: Mapping[str, str]) -> None:
        """Does nothing: files are read on request."""

    def read(self, path: Path, columns: Columns, known: Collection[str]) -> Iterator[Item | str]:
        """The items of the file."""
        return self._process.read(path, columns, known)

    def end_reading(self) -> None:
        """End the process, to free its memory."""
        self._process.close()

    def prepare(self, batches: Iterable[Sequence[str]], missing: Missing, embedder: Embedder) -> Iterator[Prepared]:
        """Terms are counted lazily."""
        return (Prepared(batch, map(count_terms, batch), embedder) for batch in batches)

    def hash(self, articles: Iterable[Article]) -> Iterator[tuple[Article, RMinHash]]:
        """Articles are hashed one by one."""
        return ((article, min_hash(article.text)) for article in articles)

    def clear(self) -> None:
        """Delete the parts of an unfinished rebuild with a cluster."""
        if self._home:
            remove_folder(self._home / PARTS)
