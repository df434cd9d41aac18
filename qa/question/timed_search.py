"""Search for a question that speaks of days: passages of these days are looked for as well, and come first among equals."""

from dataclasses import replace

from index.dense.embedders import Embedder
from index.query import Query
from index.search import search
from index.storage.reader import Index
from index.types import Filter, Hit, Mode
from qa.question.time_intent import lift
from qa.types import TimeSpan


def search_with(
    index: Index, embedder: Embedder | None, query: Query, k: int, mode: Mode, only: Filter, span: TimeSpan | None
) -> list[Hit]:
    """The k best passages and, beside them, the k best of the days that are spoken of, best first.

    Nothing is left out: an article of other days, or without a date, keeps its place.
    """
    hits = search(index, embedder, query, k, mode, only)
    if span is None or only.since or only.until:
        return hits
    inside = search(index, embedder, query, k, mode, replace(only, since=span.first, until=span.last))
    found = {hit.passage.id: hit for hit in [*inside, *hits]}
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.passage.id))


def lifted(hits: list[Hit], span: TimeSpan | None) -> list[Hit]:
    """The hits with what their dates add to their scores, best first."""
    if span is None:
        return hits
    scored = (replace(hit, score=hit.score + lift(hit.passage.article, span)) for hit in hits)
    return sorted(scored, key=lambda hit: (-hit.score, hit.passage.id))
