"""Recognise a removed article after its file, and with it the article's id, was renamed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from corpus.types import Article
from index.storage.articles import ArticleStore


@dataclass(frozen=True, slots=True)
class Trace:
    """Of a removed article: its title, and digests of its text, address and path where no other article had the same."""

    title: str
    marks: tuple[str, ...] = ()


def trace(store: ArticleStore, what: str) -> dict[str, Trace]:
    """The trace of the article with this id, by the id; none for a source, which is known by its name."""
    article = store.article(what)
    if article is None:
        return {}
    alike = store.alike(article)
    return {what: Trace(article.title, tuple(mark for kind, mark in _marks(article).items() if alike[kind] == 1))}


def excluder(removed: Collection[str], traces: Mapping[str, Trace]) -> Callable[[Article], bool]:
    """Tells whether an article stays out: by its id, by its source, or by the trace of one that was removed."""
    known = {mark for trace in traces.values() for mark in trace.marks}

    def excludes(article: Article) -> bool:
        if article.id in removed or article.source in removed:
            return True
        return bool(known) and not known.isdisjoint(_marks(article).values())

    return excludes


def _marks(article: Article) -> dict[str, str]:
    named = {"text": article.text, "url": article.url, "path": article.path}
    return {kind: sha256(f"{kind} {value}".encode()).hexdigest()[:32] for kind, value in named.items() if value}
