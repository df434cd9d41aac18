"""Qdrant's segment core, in process, behind the calls of `QdrantClient` that we make: each collection is one shard."""

from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from types import SimpleNamespace
from typing import Any

import qdrant_edge as edge
from qdrant_client import models as m


class EdgeClient:
    """Collections in a folder, without what a server adds: nodes and a network."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shards: dict[str, edge.EdgeShard] = {}
        self._aliases: dict[str, str] = {}

    def info(self) -> Any:
        from importlib.metadata import version

        return SimpleNamespace(version=version("qdrant-client"))

    def create_collection(self, name: str, vectors_config: Any, sparse_vectors_config: Any, **_nodes: Any) -> None:
        dense = {
            key: edge.EdgeVectorParams(
                value.size, edge.Distance.Dot, value.on_disk, datatype=edge.VectorStorageDatatype.Float16
            )
            for key, value in vectors_config.items()
        }
        sparse = {
            key: edge.EdgeSparseVectorParams(on_disk=value.index.on_disk)
            for key, value in sparse_vectors_config.items()
        }
        self._shards[name] = edge.EdgeShard.create(
            str(self._folder / name), edge.EdgeConfig(dense, sparse, on_disk_payload=True)
        )

    def create_payload_index(self, name: str, field: str, field_schema: Any) -> None:
        if isinstance(field_schema, m.KeywordIndexParams):
            kind: Any = edge.KeywordIndexParams(on_disk=field_schema.on_disk)
        else:
            kind = edge.IntegerIndexParams(field_schema.lookup, field_schema.range, on_disk=field_schema.on_disk)
        self._shards[name].update(edge.UpdateOperation.create_field_index(field, kind))

    def upsert(self, name: str, points: Sequence[Any], wait: bool = True) -> None:
        made = [edge.Point(p.id, {key: _vector(v) for key, v in p.vector.items()}, p.payload) for p in points]
        self._shards[name].update(edge.UpdateOperation.upsert_points(made))

    def get_collection(self, name: str) -> Any:
        """Optimise the collection and reload it, so that it is as a server leaves it.

        Closing a shard deletes replaced data and truncates the write-ahead log.
        """
        self._shards[name].optimize()
        self._shards[name].close()
        self._shards[name] = edge.EdgeShard.load(str(self._folder / name))
        return SimpleNamespace(status=m.CollectionStatus.GREEN)

    def get_collections(self) -> Any:
        return SimpleNamespace(collections=[SimpleNamespace(name=name) for name in self._shards])

    def delete_collection(self, name: str) -> None:
        self._shards.pop(name).close()
        rmtree(self._folder / name)

    def list_snapshots(self, _name: str) -> list[Any]:
        return []

    def get_aliases(self) -> Any:
        pairs = self._aliases.items()
        return SimpleNamespace(aliases=[SimpleNamespace(alias_name=a, collection_name=c) for a, c in pairs])

    def update_collection_aliases(self, operations: Sequence[Any]) -> None:
        for each in operations:
            if isinstance(each, m.DeleteAliasOperation):
                del self._aliases[each.delete_alias.alias_name]
            else:
                self._aliases[each.create_alias.alias_name] = each.create_alias.collection_name

    def delete(self, name: str, points_selector: Sequence[int]) -> None:
        self._shard(name).update(edge.UpdateOperation.delete_points(list(points_selector)))

    def count(self, name: str, count_filter: Any = None, exact: bool = True) -> Any:
        return SimpleNamespace(count=self._shard(name).count(edge.CountRequest(exact, _filter(count_filter))))

    def retrieve(self, name: str, ids: Sequence[int], with_payload: Any = True, with_vectors: Any = False) -> Any:
        return [_with_terms(r) for r in self._shard(name).retrieve(list(ids), with_payload, with_vectors)]

    def scroll(self, name: str, scroll_filter: Any, limit: int, offset: Any = None, with_payload: Any = True) -> Any:
        request = edge.ScrollRequest(offset, limit, _filter(scroll_filter), with_payload, False)
        return self._shard(name).scroll(request)

    def query_batch_points(self, name: str, requests: Sequence[Any]) -> Any:
        asked = [
            edge.QueryRequest(
                each.limit,
                query=edge.Query.Nearest(_vector(each.query), each.using),
                filter=_filter(each.filter),
                params=edge.SearchParams(each.params.hnsw_ef, each.params.exact),
                with_vector=each.with_vector,
            )
            for each in requests
        ]
        found = self._shard(name).query_batch(edge.QueryBatchRequest(asked))
        return [SimpleNamespace(points=[_with_terms(point) for point in points]) for points in found]

    def _shard(self, name: str) -> edge.EdgeShard:
        name = self._aliases.get(name, name)
        if name not in self._shards:
            raise ValueError(f"there is no collection {name}")
        return self._shards[name]


def _vector(vector: Any) -> Any:
    if isinstance(vector, m.NearestQuery):
        return _vector(vector.nearest)
    if isinstance(vector, m.SparseVector):
        return edge.SparseVector(vector.indices, vector.values)
    return vector


def _with_terms(point: Any) -> Any:
    return SimpleNamespace(
        id=point.id, vector=point.vector or {}, payload=point.payload, score=getattr(point, "score", None)
    )


def _filter(given: Any) -> Any:
    if given is None:
        return None
    must, should = ([_condition(each) for each in group] if group else None for group in (given.must, given.should))
    return edge.Filter(must=must, should=should)


def _condition(given: Any) -> Any:
    if isinstance(given, m.HasIdCondition):
        return edge.HasIdCondition(set(given.has_id))
    if given.range is not None:
        return edge.FieldCondition(given.key, range=edge.RangeFloat(gte=given.range.gte, lte=given.range.lte))
    if isinstance(given.match, m.MatchAny):
        return edge.FieldCondition(given.key, match=edge.MatchAny(given.match.any))
    return edge.FieldCondition(given.key, match=edge.MatchValue(given.match.value))
