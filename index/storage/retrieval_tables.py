"""What the retrievers need from each passage's text, gathered in batches; the texts themselves are not kept."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np

from corpus.text.fold import fold
from corpus.text.script import is_han
from corpus.types import SEARCHED_TITLE_CHARS, Passage
from index.atomic_io import write_array, write_file
from index.crosslingual.pinyin_names import han_counts, readings
from index.dense.embedders import Embedder
from index.lexical.bm25 import Lexical
from index.lexical.postings import Postings
from index.lexical.terms import Terms, count_terms
from index.lexical.vocabulary import Vocabulary
from index.storage.articles import ArticleStore
from index.storage.embedding_cache import BATCH, Cache, text_key
from index.storage.preparation import Workers
from index.types import STORED, StoredVectors


@dataclass(slots=True)
class Tables:
    """Postings of all passages, the script and cache key of each, and character counts."""

    postings: Postings = field(default_factory=Postings)
    han: list[bool] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    characters: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The tables of some texts."""
        tables = cls()
        for batch in batched(texts):
            tables.add(batch, map(count_terms, batch))
        return tables

    def add(self, texts: Sequence[str], terms: Iterable[Terms]) -> None:
        """Add the next passages' texts, with the terms of each."""
        self.postings.add(terms)
        self.han += map(is_han, texts)
        self.keys += map(text_key, texts)
        self.characters.update(han_counts(texts))

    def arrays(self, kind: type[Vocabulary] = Lexical) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
        """The arrays to write, by file name: all those of the terms, or only those of the vocabulary."""
        terms = {f"terms-{name}.npy": array for name, array in kind.of(self.postings).arrays().items()}
        return {**terms, "han.npy": np.array(self.han, np.bool_)}

    def names(self) -> bytes:
        """The characters' readings as JSON, for the name bridge."""
        return json.dumps(readings(self.characters), ensure_ascii=False).encode()

    def write(self, folder: Path, kind: type[Vocabulary] = Lexical) -> None:
        """Write all tables, or all but the postings if `kind` is Vocabulary."""
        for name, array in self.arrays(kind).items():
            write_array(folder / name, array)
        write_file(folder / "readings.json", self.names())


def tabulate(
    texts: Iterable[str],
    count: int,
    cache: Cache,
    embedder: Embedder,
    workers: Workers,
    *,
    fresh: bool,
    done: Callable[[int], None],
) -> tuple[Tables, StoredVectors, int]:
    """The tables and (count, dim) vectors of the texts, and how many were newly embedded; with `fresh`, all.

    `done` is called after each batch with the number of texts in it.
    """
    tables = Tables()
    vectors = np.empty((count, embedder.dim), STORED)
    embedded = 0

    def missing(batch: Sequence[str]) -> Collection[str]:
        return cache.missing(embedder, batch, fresh=fresh).values()

    for prepared in workers.prepare(batched(texts), missing, embedder):
        start, batch = len(tables.keys), prepared.texts
        vectors[start : start + len(batch)], new = cache.vectors(prepared.embedder, batch, fresh=fresh)
        tables.add(batch, prepared.terms)
        embedded += new
        done(len(batch))
    return tables, vectors, embedded


def stored_texts(store: ArticleStore) -> Iterator[str]:
    """What the embedder and BM25 see of every passage, in order of id."""
    return map(searched_text, store.all_passages())


def searched_text(passage: Passage) -> str:
    """What the embedder and BM25 see of a passage: the title, for context, and its text; folded."""
    return f"{fold(passage.article.title[:SEARCHED_TITLE_CHARS])}\n{fold(passage.text)}"


def text_keys(store: ArticleStore) -> list[bytes]:
    """The cache key of every passage's text."""
    return [text_key(text) for text in stored_texts(store)]


def batched(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in lists of `BATCH`."""
    remaining = iter(texts)
    while batch := list(islice(remaining, BATCH)):
        yield batch
