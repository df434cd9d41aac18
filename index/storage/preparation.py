"""Work on files and texts that needs nothing else of an index: done here, or by workers elsewhere (`index.workers`)."""

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
"""The folder of a home where workers elsewhere keep what they have made, until the generation is published."""

Missing: TypeAlias = Callable[[Sequence[str]], Collection[str]]
"""Which of some texts have no vector yet."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file to read. `sha256`: its content; `known`: fingerprints of pages that need not be cleaned."""

    path: Path
    sha256: str
    known: Collection[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Passages' texts with their terms, and an embedder that has the vectors of those that had none."""

    texts: Sequence[str]
    terms: Iterable[Terms]
    embedder: Embedder


class Workers(Protocol):
    """Who reads, embeds and counts. Everything comes in the order in which it was given."""

    def expect(self, files: Sequence[Unread], columns: Columns) -> None:
        """These files will be read, in this order."""
        ...

    def read(self, path: Path, columns: Columns, known: Collection[str]) -> Iterator[Item | str]:
        """What `corpus.items.read_items` gives."""
        ...

    def end_reading(self) -> None:
        """No more files will be read."""
        ...

    def prepare(self, batches: Iterable[Sequence[str]], missing: Missing, embedder: Embedder) -> Iterator[Prepared]:
        """Texts with their terms and vectors."""
        ...

    def hash(self, articles: Iterable[Article]) -> Iterator[tuple[Article, RMinHash]]:
        """Articles with what tells reprints."""
        ...

    def clear(self) -> None:
        """Delete what was made on the way. Raises OSError."""
        ...


class Here:
    """On one machine: a process that reads, and the threads of the embedder."""

    def __init__(self, process: ReadProcess | None = None, home: Path | None = None) -> None:
        self._process = process or ReadProcess()
        self._home = home

    def expect(self, files: Sequence[Unread], columns: Mapping[str, str]) -> None:
        """Files are read when they are asked for."""

    def read(self, path: Path, columns: Columns, known: Collection[str]) -> Iterator[Item | str]:
        """What the file gives."""
        return self._process.read(path, columns, known)

    def end_reading(self) -> None:
        """End the process: its memory is wanted."""
        self._process.close()

    def prepare(self, batches: Iterable[Sequence[str]], missing: Missing, embedder: Embedder) -> Iterator[Prepared]:
        """Terms are counted as they are taken."""
        return (Prepared(batch, map(count_terms, batch), embedder) for batch in batches)

    def hash(self, articles: Iterable[Article]) -> Iterator[tuple[Article, RMinHash]]:
        """Hashed one by one."""
        return ((article, min_hash(article.text)) for article in articles)

    def clear(self) -> None:
        """Delete the parts of a build with workers elsewhere that did not end."""
        if self._home:
            remove_folder(self._home / PARTS)
