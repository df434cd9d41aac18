"""Temporary indexes of passages, made for one evaluation."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.text.passages import split
from corpus.types import Article
from index.dense.embedders import Embedder
from index.storage.reader import Index, open_generation
from index.storage.writer import build_standalone
from index.types import Filter


def whole(text: str) -> Sequence[tuple[int, int]]:
    """The offsets of the whole text, as the only passage of its article."""
    return [(0, len(text))]


@contextmanager
def pool(
    passages: Sequence[str], embedder: Embedder, divide: Callable[[str], Sequence[tuple[int, int]]] = split
) -> Iterator[tuple[Index, dict[str, str]]]:
    """An index with an article for each distinct passage, and the id of each passage, which is also its source."""
    ids = {text: str(number) for number, text in enumerate(dict.fromkeys(passages))}
    articles = (Article(number, "", text, number, None, "", "") for text, number in ids.items())
    with tempfile.TemporaryDirectory() as folder:
        build_standalone(Path(folder), ((a, divide(a.text)) for a in articles), embedder, embedder.passages)
        index = open_generation(Path(folder))
        yield index, ids
        index.close()


def all_but(article: str, ids: dict[str, str]) -> Filter:
    """A filter for every passage of a pool except one."""
    return Filter(sources=tuple(number for number in ids.values() if number != article))
