"""Search for a question that names days: passages from these days are searched as well and get a bonus."""

from dataclasses import replace

from index.dense.embedders import Embedder
from index.query import Query
from index.search import search
from index.storage.reader import Index
from index.types import Filter, Hit, Mode
from qa.question.time.intent import lift
from qa.types import TimeSpan


def search_with(
    index: Index, embedder: Embedder | None, query: Query, k: int, mode: Mode, only: Filter, span: TimeSpan | None
) -> list[Hit]:
    """The k best passages together with the k best from these days, best first.

    Nothing is filtered out: articles from other days or without a date stay in the list.
    """
    hits = search(index, embedder, query, k, mode, only)
    if span is None or only.since or only.until:
        return hits
    inside = search(index, embedder, query, k, mode, replace(only, since=span.first, until=span.last))
    found = {hit.passage.id: hit for hit in [*inside, *hits]}
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.passage.id))


def lifted(hits: list[Hit], span: TimeSpan | None) -> list[Hit]:
    """The hits with the bonus for their dates, best first."""
    if span is None:
        return hits
    scored = (replace(hit, score=hit.score + lift(hit.passage.article, span)) for hit in hits)
    return sorted(scored, key=lambda hit: (-hit.score, hit.passage.id))
