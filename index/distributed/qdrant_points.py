"""Convert passages to Qdrant's points and back, and translate its errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import first_line
from index.distributed.parts import Origin, Part
from index.distributed.terms import Row
from index.errors import EngineUnavailable
from index.types import STORED

if TYPE_CHECKING:
    from qdrant_client.models import PointStruct

MEANING, TERMS = "meaning", "terms"
"""The two vectors of a point; the terms are also in its payload, for filters and counts."""
BATCH = 256
"""Points sent or fetched at once: about 2 MB."""


@contextmanager
def answering(where: str) -> Iterator[None]:
    """Turn all errors of client, server and network into EngineUnavailable, which names the server."""
    import httpx
    from qdrant_client.common.client_exceptions import QdrantException
    from qdrant_client.http.exceptions import ApiException

    try:
        yield
    # The client's local mode raises ValueError for a missing collection.
    except (ApiException, QdrantException, httpx.HTTPError, OSError, ValueError) as error:
        detail = first_line(error)
        raise EngineUnavailable("engine_failed", where=where, detail=detail) from error


def index_kinds() -> dict[str, Any]:
    """How each filter field is indexed: on disk, and only days by range."""
    from qdrant_client.models import IntegerIndexParams, IntegerIndexType, KeywordIndexParams, KeywordIndexType

    word = KeywordIndexParams(type=KeywordIndexType.KEYWORD, on_disk=True)
    number = IntegerIndexParams(type=IntegerIndexType.INTEGER, lookup=True, range=False, on_disk=True)
    day = IntegerIndexParams(type=IntegerIndexType.INTEGER, lookup=False, range=True, on_disk=True)
    return {TERMS: number, "article": word, "source": word, "han": number, "day": day}


def row_of(vector: Any) -> Row:
    """The terms in a point's vectors."""
    sparse = vector.get(TERMS)
    if sparse is None:
        return Row(np.empty(0, np.uint32), np.empty(0, np.float32))
    terms, weights = np.array(sparse.indices, np.uint32), np.array(sparse.values, np.float32)
    order = np.argsort(terms)
    return Row(terms[order], weights[order])


def points_of(part: Part) -> "Iterator[PointStruct]":
    """Yield each passage as a point."""
    from qdrant_client.models import PointStruct, SparseVector

    for i, origin in enumerate(part.origins):
        held = slice(int(part.offsets[i]), int(part.offsets[i + 1]))
        terms = part.terms[held].tolist()
        vector: dict[str, Any] = {MEANING: part.vectors[i].astype(np.float32).tolist()}
        if terms:
            vector[TERMS] = SparseVector(indices=terms, values=part.weights[held].tolist())
        payload = {
            TERMS: terms,
            "article": origin.article,
            "source": origin.source,
            "day": origin.day,
            "han": int(origin.han),
        }
        yield PointStruct(id=part.first + i, vector=vector, payload=payload)


def part_of(first: int, records: list[Any]) -> Part:
    """Convert points to a part. A point whose payload and vector differ in terms gets none, so the digest differs."""
    rows = [row_of(record.vector) for record in records]
    rows = [
        row if row.terms.tolist() == record.payload[TERMS] else row_of({})
        for row, record in zip(rows, records, strict=True)
    ]
    return Part(
        first,
        np.array([record.vector[MEANING] for record in records], np.float32).astype(STORED),
        np.cumsum([0, *(len(row.terms) for row in rows)]).astype(np.int64),
        np.concatenate([row.terms for row in rows]),
        np.concatenate([row.weights for row in rows]),
        tuple(
            Origin(p["article"], p["source"], p.get("day"), bool(p["han"]))
            for p in (record.payload for record in records)
        ),
    )
