"""Small indexes to search."""

from datetime import date
from pathlib import Path

from corpus.types import Article
from index.dense.embedders import Embedder, load_embedder
from index.search import NO_FILTER, understand
from index.search import search as search_understood
from index.storage.reader import Index, open_generation
from index.storage.writer import build_standalone
from index.types import Filter, Hit, Mode

EMBEDDER = load_embedder("hashing")


def search(
    index: Index,
    embedder: Embedder | None,
    question: str,
    k: int,
    mode: Mode = Mode.HYBRID,
    only: Filter = NO_FILTER,
) -> list[Hit]:
    """Understand a question and search for it."""
    query = understand(question, index)
    return search_understood(index, embedder, query, k, mode, only)


def reprinted(*articles: Article, folder: Path) -> Index:
    build_standalone(folder, [(a, [(0, len(a.text))]) for a in articles], EMBEDDER, EMBEDDER.passages)
    return open_generation(folder)


LAID = "忻州首批五个开工项目在太忻经济区落地，总投资一百二十亿元，带动就业三千人。"


def print_of(name: str, day: date | None, text: str = LAID) -> Article:
    return Article(name, name, text, name, day, "", f"{name}.txt")


def printed(folder: Path, *texts: str) -> Index:
    """An index of one-passage articles, dated one day apart."""
    documents = [
        (Article(f"{n:04}", "", text, "", date.fromordinal(738_000 + n), "", ""), [(0, len(text))])
        for n, text in enumerate(texts)
    ]
    build_standalone(folder, documents, EMBEDDER, EMBEDDER.passages)
    return open_generation(folder)
