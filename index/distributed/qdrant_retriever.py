"""Search a Qdrant collection, behind the interface of `index.retriever`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.text.script import has_han
from index.distributed.qdrant_points import BATCH, MEANING, TERMS, answering, row_of
from index.distributed.terms import TermQuery
from index.errors import EngineUnavailable
from index.lexical.concepts import Concept
from index.lexical.vocabulary import Vocabulary
from index.retriever import Candidates
from index.types import STORED, Filter, Ids, Scores, Vectors

if TYPE_CHECKING:
    from qdrant_client import QdrantClient, models

MARGIN = 1.25
"""Points fetched by words per requested result: if scores are close, the extra ones show whether any are missing."""
DEEPER = 4
"""Factor by which more points are fetched if others may score as high."""
DEEPEST = 6_400
"""Maximum points fetched, unless more results are requested: about 10 MB."""
EFFORT = 16
"""Candidates in the search of the graph, per requested result."""
MAX_COMPARED = 50_000
"""Number of passages up to which all vectors are compared: at 35,000 this takes 2.7 ms, and the graph 5.9 ms."""
PAGE = 10_000
"""Ids fetched at once."""
REMEMBERED = 1 << 14
"""Cached counts: names in a question need many, and a collection never changes."""
REST = 2.0**12
"""Factor for the rounding error of a vector, so that it is not too small for half precision."""
ROUNDING = 1e-5
"""Maximum relative difference between a score of the engine and ours."""
NO_FILTER = Filter()


class QdrantRetriever:
    """See `Retriever`."""

    def __init__(self, client: "QdrantClient", where: str, collection: str, vocabulary: Vocabulary) -> None:
        self._client, self._where, self._collection = client, where, collection
        self._vocabulary = vocabulary
        self._counted = lru_cache(REMEMBERED)(self._count)
        self.failed = False
        """See `Retriever.failed`."""

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            with answering(self._where):
                yield
        except EngineUnavailable:
            self.failed = True
            raise

    def __len__(self) -> int:
        with self._answering():
            return self._client.count(self._collection, exact=True).count

    def candidates(
        self, vector: Vectors | None, concepts: Sequence[Concept] | None, k: int, only: Filter, among: Ids | None
    ) -> Candidates:
        """See `Retriever.candidates`."""
        allowed = _conditions(only, among)
        bounds = [] if concepts is None else self.bounds(concepts)
        terms = None if concepts is None else TermQuery(concepts, bounds, self._vocabulary)
        near = [] if vector is None else self._nearest(vector, k, allowed, with_terms=terms is not None)
        best = [] if terms is None else self._matching(terms, k, allowed)
        dense, lexical = _ids(near), _ids(best)
        ids = np.concatenate([dense, np.setdiff1d(lexical, dense, assume_unique=True)])
        cosines = words = None
        if vector is not None:
            cosines = self._cosines(vector, ids)
            dense = dense[np.lexsort((dense, -cosines[: len(dense)]))]
        if terms is not None:
            rows = {point.id: row_of(point.vector) for point in [*near, *best]}
            words = terms.scores([rows[i] for i in ids.tolist()])
        return Candidates(dense, lexical, ids, cosines, words, bounds)

    def bounds(self, concepts: Sequence[Concept]) -> list[float]:
        """See `Retriever.bounds`."""
        return [concept.weight * self._vocabulary.most(self._held_by(concept)) for concept in concepts]

    def count(self, terms: Sequence[str], *, han: bool = False) -> int:
        """See `Retriever.count`."""
        places = self._places(terms)
        return self._counted(places, every=True, han=han) if len(places) == len(set(terms)) else 0

    def holding(self, term: str) -> Ids:
        """See `Retriever.holding`."""
        single = len(term) == 1 and has_han(term)
        places = self._vocabulary.with_character(term).tolist() if single else self._places([term])
        found: list[int] = []
        offset: Any = 0 if places else None
        while offset is not None:
            with self._answering():
                points, offset = self._client.scroll(
                    self._collection, _holding(places, every=False), PAGE, offset=offset, with_payload=False
                )
            found += (int(point.id) for point in points)
        return np.sort(np.array(found, np.int64))

    def vectors_of(self, ids: Ids) -> Vectors:
        """See `Retriever.vectors_of`."""
        found: dict[Any, Any] = {}
        for start in range(0, len(ids), BATCH):
            wanted = ids[start : start + BATCH].tolist()
            with self._answering():
                points: list[Any] = self._client.retrieve(
                    self._collection, wanted, with_payload=False, with_vectors=[MEANING]
                )
            found |= {point.id: point.vector[MEANING] for point in points}
        return np.array([found[i] for i in ids.tolist()], np.float32)

    def _held_by(self, concept: Concept) -> int:
        """How many passages contain any of a concept's terms."""
        places = self._places(concept.terms)
        if len(concept.terms) == 1:
            return self._vocabulary.frequency(*concept.terms)
        return self._counted(places, every=False, han=False) if places else 0

    def _places(self, terms: Iterable[str]) -> tuple[int, ...]:
        """The positions in the vocabulary of the terms that some passage contains."""
        places = map(self._vocabulary.position, dict.fromkeys(terms))
        return tuple(place for place in places if place is not None)

    def _count(self, places: tuple[int, ...], *, every: bool, han: bool) -> int:
        with self._answering():
            return self._client.count(self._collection, _holding(places, every=every, han=han), exact=True).count

    def _nearest(self, vector: Vectors, k: int, allowed: "models.Filter | None", *, with_terms: bool) -> list[Any]:
        (found,) = self._query(MEANING, [vector[0].tolist()], k, allowed, with_terms=with_terms)
        return found

    def _cosines(self, vector: Vectors, ids: Ids) -> Scores:
        """(len(ids),) exact cosines. The engine rounds the question's vector to half precision, so a second query sends
        the rounding error.
        """
        rounded = vector[0].astype(STORED).astype(np.float32)
        asked = [rounded.tolist(), (REST * (vector[0] - rounded)).tolist()]
        found = self._query(MEANING, asked, len(ids), _conditions(NO_FILTER, ids), with_terms=False)
        first, rest = ({point.id: point.score for point in points} for points in found)
        return np.array([first[i] + rest[i] / REST for i in ids.tolist()], np.float32)

    def _matching(self, terms: TermQuery, k: int, allowed: "models.Filter | None") -> list[Any]:
        """The k best points by words, best first, ties by id.

        The engine's sum is never lower than the score, so once the k-th score exceeds the last sum fetched, no other
        point can reach it.
        """
        from qdrant_client.models import SparseVector

        if not len(terms.positions):
            return []
        query = SparseVector(indices=terms.positions.tolist(), values=terms.weights.tolist())
        depth, deepest = ceil(MARGIN * k), max(DEEPEST, ceil(MARGIN * k))
        while True:
            (points,) = self._query(TERMS, [query], depth, allowed, with_terms=True)
            scores = terms.scores([row_of(point.vector) for point in points])
            order = np.lexsort((_ids(points), -scores))[:k]
            if len(points) < depth or scores[order[-1]] > (1 + ROUNDING) * points[-1].score or depth == deepest:
                return [points[i] for i in order]
            depth = min(depth * DEEPER, deepest)

    def _query(
        self, using: str, queries: Sequence[Any], k: int, allowed: "models.Filter | None", *, with_terms: bool
    ) -> list[list[Any]]:
        """The k best points for each query, best first, ties by id."""
        from qdrant_client.models import QueryRequest, SearchParams

        if k <= 0:
            return [[] for _ in queries]
        requests = [
            QueryRequest(
                query=query,
                using=using,
                filter=allowed,
                limit=k,
                params=SearchParams(hnsw_ef=EFFORT * k, exact=self._vocabulary.count <= MAX_COMPARED),
                with_vector=[TERMS] if with_terms else False,
            )
            for query in queries
        ]
        with self._answering():
            answers = self._client.query_batch_points(self._collection, requests)
        return [sorted(answer.points, key=lambda point: (-point.score, point.id)) for answer in answers]


def _ids(points: Sequence[Any]) -> Ids:
    return np.array([point.id for point in points], np.int64)


def _conditions(only: Filter, among: Ids | None) -> "models.Filter | None":
    """The conditions on a point; None if there are none. A point without a day is outside every range."""
    from qdrant_client import models as m

    must: list[Any] = []
    if only.since or only.until:
        first, last = (day.toordinal() if day else None for day in (only.since, only.until))
        must.append(m.FieldCondition(key="day", range=m.Range(gte=first, lte=last)))
    if only.sources:
        must.append(m.FieldCondition(key="source", match=m.MatchAny(any=list(only.sources))))
    if only.article is not None:
        must.append(m.FieldCondition(key="article", match=m.MatchValue(value=only.article)))
    if among is not None:
        must.append(m.HasIdCondition(has_id=among.tolist()))
    return m.Filter(must=must) if must else None


def _holding(places: Sequence[int], *, every: bool, han: bool = False) -> "models.Filter":
    """Matches points that contain every term, or any of them; with `han`, only those in Han script."""
    from qdrant_client import models as m

    match: list[Any] = [m.MatchValue(value=place) for place in places] if every else [m.MatchAny(any=list(places))]
    must: list[Any] = [m.FieldCondition(key=TERMS, match=each) for each in match]
    return m.Filter(must=[*must, m.FieldCondition(key="han", match=m.MatchValue(value=1))] if han else must)
