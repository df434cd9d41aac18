"""Qdrant: connecting, collections and aliases. Its client is imported only if an address asks for it."""

import time
from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from index.distributed.parts import Part
from index.distributed.qdrant_points import BATCH, MEANING, TERMS, answering, index_kinds, part_of, points_of
from index.distributed.qdrant_retriever import QdrantRetriever
from index.errors import EngineUnavailable, StoreUnavailable
from index.lexical.vocabulary import Vocabulary

if TYPE_CHECKING:
    from qdrant_client import QdrantClient
    from qdrant_client.models import Filter

TIMEOUT = 20
"""Timeout of a request, in seconds."""
STUCK = 600
"""Seconds without progress after which indexing is given up."""


def connect(host: str, port: int, shards: int | None, copies: int) -> "Qdrant":
    """Connect to a server; new collections get this many shards and copies.

    Raises StoreUnavailable if the client is not installed, EngineUnavailable if the server is down or its version is
    not supported by the client.
    """
    where, client = f"{host}:{port}", _client(host, port)
    with answering(where):
        found, known = client.info().version, version("qdrant-client")
    if not knows(known, found):
        raise EngineUnavailable("engine_version", where=where, found=found, known=known)
    return Qdrant(client, where, shards, copies)


def _client(host: str, port: int) -> "QdrantClient":
    try:
        from qdrant_client import QdrantClient
    except ImportError:
        raise StoreUnavailable("engine_missing", engine="Qdrant") from None
    return QdrantClient(url=f"http://{host}:{port}", timeout=TIMEOUT, check_compatibility=False)


def knows(client: str, server: str) -> bool:
    """Whether a client works with a server, by Qdrant's rule: same major version, minor versions at most one apart."""
    try:
        (major, minor), (its_major, its_minor) = ([int(n) for n in text.split(".")[:2]] for text in (client, server))
    except ValueError:
        return False
    return major == its_major and abs(minor - its_minor) <= 1


class Qdrant:
    """See `Engine`."""

    def __init__(self, client: "QdrantClient", where: str, shards: int | None, copies: int) -> None:
        self._client, self._where = client, where
        self._shards, self._copies = shards, copies

    def fill(self, collection: str, dim: int, parts: Iterable[Part]) -> None:
        """See `Engine.fill`. Vectors and words are on disk and in the page cache; the graph is in memory."""
        from qdrant_client import models

        dense = models.VectorParams(
            size=dim, distance=models.Distance.DOT, datatype=models.Datatype.FLOAT16, on_disk=True
        )
        sparse = models.SparseVectorParams(index=models.SparseIndexParams(on_disk=True))
        with answering(self._where):
            self._client.create_collection(
                collection,
                vectors_config={MEANING: dense},
                sparse_vectors_config={TERMS: sparse},
                shard_number=self._shards,
                replication_factor=self._copies,
            )
            for name, kind in index_kinds().items():
                self._client.create_payload_index(collection, name, field_schema=kind)
        for part in parts:
            points = list(points_of(part))
            for start in range(0, len(points), BATCH):
                with answering(self._where):
                    self._client.upsert(collection, points[start : start + BATCH], wait=True)
        with answering(self._where):
            self._wait_until_indexed(collection)

    def _wait_until_indexed(self, collection: str) -> None:
        from qdrant_client.models import CollectionStatus

        indexed, since = -1, time.monotonic()
        while (state := self._client.get_collection(collection)).status != CollectionStatus.GREEN:
            if (done := state.indexed_vectors_count or 0) != indexed:
                indexed, since = done, time.monotonic()
            if state.status == CollectionStatus.RED or time.monotonic() - since > STUCK:
                raise EngineUnavailable("engine_failed", where=self._where, detail=f"{collection} is {state.status}")
            time.sleep(1)

    def read(self, collection: str, first: int, count: int) -> Part | None:
        """See `Engine.read`."""
        records: dict[int, Any] = {}
        with answering(self._where):
            for start in range(first, first + count, BATCH):
                ids = range(start, min(start + BATCH, first + count))
                found = self._client.retrieve(collection, list(ids), with_payload=True, with_vectors=True)
                records |= {int(record.id): record for record in found}
        return part_of(first, [records[i] for i in sorted(records)]) if len(records) == count else None

    def count(self, collection: str, what: str = "") -> int:
        """See `Engine.count`."""
        with answering(self._where):
            return self._client.count(collection, _of(what) if what else None, exact=True).count

    def names(self) -> list[str]:
        """See `Engine.names`."""
        with answering(self._where):
            return [each.name for each in self._client.get_collections().collections]

    def publish(self, alias: str, collection: str) -> None:
        """See `Engine.publish`."""
        from qdrant_client import models as m

        with answering(self._where):
            known = any(each.alias_name == alias for each in self._client.get_aliases().aliases)
            gone = [m.DeleteAliasOperation(delete_alias=m.DeleteAlias(alias_name=alias))] if known else []
            made = m.CreateAliasOperation(create_alias=m.CreateAlias(collection_name=collection, alias_name=alias))
            self._client.update_collection_aliases([*gone, made])

    def drop(self, collection: str) -> None:
        """See `Engine.drop`."""
        with answering(self._where):
            for snapshot in self._client.list_snapshots(collection):
                self._client.delete_snapshot(collection, snapshot.name)
            self._client.delete_collection(collection)

    def retriever(self, collection: str, vocabulary: Vocabulary) -> QdrantRetriever:
        """See `Engine.retriever`."""
        return QdrantRetriever(self._client, self._where, collection, vocabulary)


def _of(what: str) -> "Filter":
    from qdrant_client import models as m

    return m.Filter(should=[m.FieldCondition(key=key, match=m.MatchValue(value=what)) for key in ("article", "source")])
