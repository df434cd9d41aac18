"""Recognise a removed article whose id has changed because its file was renamed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from corpus.types import Article
from index.storage.articles import ArticleStore


@dataclass(frozen=True, slots=True)
class Trace:
    """A removed article's title, and digests of its text, URL and path, without those that another article shared.

    The last two include the title: the site's address or a file of records may be that of other articles later.
    """

    title: str
    marks: tuple[str, ...] = ()


def trace(store: ArticleStore, what: str) -> dict[str, Trace]:
    """The trace of the article with this id, by the id; empty for a source, which is recognised by its name."""
    article = store.article(what)
    if article is None:
        return {}
    alike = store.alike(article)
    return {what: Trace(article.title, tuple(mark for kind, mark in _marks(article).items() if alike[kind] == 1))}


def excluder(removed: Collection[str], traces: Mapping[str, Trace]) -> Callable[[Article], bool]:
    """A function that tells whether an article stays out: by its id, its source, or the trace of a removed article."""
    known = {mark for trace in traces.values() for mark in trace.marks}

    def excludes(article: Article) -> bool:
        if article.id in removed or article.source in removed:
            return True
        return bool(known) and not known.isdisjoint(_marks(article).values())

    return excludes


def _marks(article: Article) -> dict[str, str]:
    places = {"url": article.url, "path": article.path} if article.title else {}
    named = {"text": article.text} | {kind: f"{place}\0{article.title}" for kind, place in places.items() if place}
    return {kind: sha256(f"{kind} {value}".encode()).hexdigest()[:32] for kind, value in named.items() if value}
