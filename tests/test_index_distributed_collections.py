"""Generations in an engine: filled beside the live one, switched, compared and removed; and an engine that is down."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest

from index.distributed import collections as engine_collections
from index.errors import EngineUnavailable
from index.storage.local import LocalRetriever
from qa.service import Service
from tests.engine_clients import CLIENTS, QUIET, start

pytestmark = QUIET
ADDRESS = "qdrant://engine/news"
TEXTS = {
    "one": "忻州承载产业落地。\n2022-03-24 来源：示例日报\n\n忻州承载产业落地，太原是产业首脑。",
    "two": "忻州杂粮展销会签订合同\n2022-03-17 来源：示例周刊\n\n忻州杂粮展销会签订了九十一份订单合同。",
    "three": "铁路通车\n2022-05-01 来源：示例日报\n\n太原到忻州的铁路通车，运力增加。",
}


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    return start(request.param, tmp_path / "engine", monkeypatch)


@pytest.fixture
def service(client: Any, tmp_path: Path, write: Callable[..., Path]) -> Service:
    """An index in the engine, with nothing in files that search could use instead."""
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(**TEXTS)], store=ADDRESS)
    return service


@pytest.fixture
def down(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A function that takes the engine down: from then on every call fails like a refused connection."""

    class Down:
        def __getattr__(self, _name: str) -> Any:
            raise ConnectionRefusedError("Connection refused")

    def take_down() -> None:
        monkeypatch.setattr("index.distributed.qdrant._client", lambda _host, _port: Down())

    return take_down


def names(client: Any) -> set[str]:
    return {each.name for each in client.get_collections().collections}


def alias(client: Any) -> str:
    ((name, collection),) = [(each.alias_name, each.collection_name) for each in client.get_aliases().aliases]
    assert name == "news"
    return str(collection)


def files(service: Service) -> set[str]:
    return set(service.index().manifest.files)


def test_vectors_and_postings_are_in_the_engine_alone(service: Service, client: Any) -> None:
    assert not files(service) & {"vectors.bin", "terms-passages.npy", "terms-weights.npy"}
    assert service.status().store == ADDRESS
    assert names(client) == {alias(client)}
    assert client.count(alias(client)).count == service.status().passages
    assert service.verify() == []


def test_the_engine_finds_what_the_files_find_in_the_same_order(
    service: Service, tmp_path: Path, write: Callable[..., Path]
) -> None:
    local = Service(tmp_path / "local", model="hashing")
    local.rebuild([write(**TEXTS)])
    for question in ("忻州承载什么", "铁路", "“签订了九十一份”", "What is Xinzhou's role?", "州"):
        mine, its = service.search(question), local.search(question)
        assert [hit.passage for hit in mine] == [hit.passage for hit in its]
        assert [hit.score for hit in mine] == pytest.approx([hit.score for hit in its], abs=1e-6)
        assert [(h.dense_rank, h.lexical_rank) for h in mine] == [(h.dense_rank, h.lexical_rank) for h in its]
    assert service.ask("忻州承载什么").text == local.ask("忻州承载什么").text


def test_a_rebuild_moves_the_alias_and_keeps_the_collection_to_fall_back_to(
    service: Service, client: Any, write: Callable[..., Path]
) -> None:
    first = alias(client)
    write(four="阳泉的算力中心\n\n阳泉建成算力中心。")
    service.rebuild()
    second = alias(client)
    assert names(client) == {first, second}
    assert service.search("算力中心")[0].passage.article.title == "阳泉的算力中心"
    write(five="晋中的新城\n\n晋中建设新城。")
    service.rebuild()
    assert names(client) == {second, alias(client)}
    assert service.verify() == []


def test_questions_go_on_while_the_alias_moves(service: Service, write: Callable[..., Path]) -> None:
    stop, asked = threading.Event(), Semaphore(0)

    def ask() -> None:
        while not stop.is_set():
            assert service.search("忻州承载什么")[0].passage.article.title.startswith("忻州承载")
            asked.release()

    with ThreadPoolExecutor() as pool:
        asking = pool.submit(ask)
        try:
            for n in range(3):
                write(**{f"more{n}": f"第{n}篇新稿\n\n吕梁第{n}次发布消息。"})
                service.rebuild()
                assert asked.acquire(timeout=60) or asking.done()
        finally:
            stop.set()
        asking.result()


def test_what_is_removed_is_in_no_collection(service: Service, client: Any) -> None:
    before = alias(client)
    held = service.search("签订合同")[0].passage.article
    removal = service.remove(held.id)
    assert removal.remains == 0
    assert before not in names(client)
    assert engine_collections.remaining(service.home, held.id) == 0
    assert all(hit.passage.article.id != held.id for hit in service.search("签订合同"))
    assert service.verify() == []


def test_removed_passages_that_are_still_in_the_engine_are_told(service: Service, client: Any) -> None:
    held = service.search("签订合同")[0].passage.article
    left = alias(client)
    dropped: list[str] = []
    client.delete_collection, delete = dropped.append, client.delete_collection
    service.remove(held.id)
    client.delete_collection = delete
    assert left in dropped
    assert [m.key for m in service.verify()] == ["check_engine_remains"]
    service.rebuild()  # finishes the removal
    assert left not in names(client)
    assert service.verify() == []


def test_a_passage_that_is_gone_or_another_is_told(service: Service, client: Any) -> None:
    collection = alias(client)
    (record,) = client.retrieve(collection, [1], with_payload=True, with_vectors=True)
    from qdrant_client.models import PointStruct, SparseVector

    terms = SparseVector(indices=list(record.vector["terms"].indices), values=list(record.vector["terms"].values))
    vector: Any = {"meaning": list(record.vector["meaning"]), "terms": terms}
    client.upsert(collection, [PointStruct(id=1, vector=vector, payload=record.payload | {"source": "别的报"})])
    assert [m.key for m in service.verify()] == ["check_part"]
    client.delete(collection, [1])
    assert [m.key for m in service.verify()] == ["engine_count"]
    with pytest.raises(EngineUnavailable, match="holds 2 passages, expected 3"):
        Service(service.home).search("忻州")


def test_a_rebuild_without_the_engine_changes_nothing(
    service: Service, down: Callable[[], None], write: Callable[..., Path]
) -> None:
    pointer = (service.home / "CURRENT").read_bytes()
    write(four="阳泉的算力中心\n\n阳泉建成算力中心。")
    down()
    with pytest.raises(EngineUnavailable, match="the engine at engine:6333 did not do what it was asked"):
        service.rebuild()
    assert (service.home / "CURRENT").read_bytes() == pointer


def test_a_collection_that_is_not_what_was_sent_does_not_become_live(
    service: Service, client: Any, write: Callable[..., Path]
) -> None:
    pointer, before = (service.home / "CURRENT").read_bytes(), names(client)
    upsert = client.upsert
    client.upsert = lambda collection, points, **given: upsert(collection, points[1:], **given)
    write(four="阳泉的算力中心\n\n阳泉建成算力中心。")
    with pytest.raises(EngineUnavailable, match="holds 3 passages, expected 4"):
        service.rebuild()
    assert (service.home / "CURRENT").read_bytes() == pointer
    assert names(client) == before


def test_without_the_engine_a_question_is_one_clear_line(service: Service, down: Callable[[], None]) -> None:
    down()
    with pytest.raises(
        EngineUnavailable, match=r"^the engine at engine:6333 did not do what it was asked \(Connection"
    ):
        Service(service.home).search("忻州")
    assert [m.key for m in service.verify()] == ["engine_failed"]


def test_the_generation_before_answers_while_the_engine_does_not(
    client: Any, tmp_path: Path, write: Callable[..., Path], down: Callable[[], None]
) -> None:
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(**TEXTS)])
    service.rebuild(store=ADDRESS)
    down()
    other = Service(tmp_path / "home")
    assert other.search("签订合同")
    assert "generation 1 answers until then" in str(other.index().notice)


def test_files_of_its_own_answer_while_the_engine_does_not_and_the_engine_again_once_it_is_back(
    client: Any,
    tmp_path: Path,
    write: Callable[..., Path],
    down: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(**TEXTS)], store=f"{ADDRESS}?local=1")
    expected = service.search("签订合同")
    assert not isinstance(service.index().retriever, LocalRetriever)
    assert service.verify() == []
    with monkeypatch.context():
        down()
        other = Service(tmp_path / "home")
        assert [hit.passage for hit in other.search("签订合同")] == [hit.passage for hit in expected]
        assert "the index's own files answer until then" in str(other.index().notice)
        assert isinstance(other.index().retriever, LocalRetriever)
    monkeypatch.setattr("index.distributed.qdrant._client", lambda _host, _port: client)
    monkeypatch.setattr("index.storage.reader.monotonic", lambda: float("inf"))
    assert not isinstance(other.index().retriever, LocalRetriever)
    assert other.index().notice is None


def test_an_engine_that_fails_a_question_is_opened_again_for_the_next(
    service: Service, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = service.index()
    with monkeypatch.context() as patch:
        patch.setattr(client, "query_batch_points", _refuse)
        with pytest.raises(EngineUnavailable, match="Connection refused"):
            service.search("忻州")
    assert service.search("忻州")
    assert service.index() is not opened


def _refuse(*_given: object) -> None:
    raise ConnectionRefusedError("Connection refused")


def test_two_homes_with_one_name_do_not_touch_each_others_collections(
    service: Service, client: Any, tmp_path: Path, write: Callable[..., Path]
) -> None:
    first = alias(client)
    other = Service(tmp_path / "other", model="hashing")
    for n in range(3):
        write(extra=f"第{n}篇\n\n晋城第{n}次。")
        other.rebuild([tmp_path / "articles"], store=ADDRESS)
    assert first in names(client)
    assert service.search("忻州")


def test_two_processes_may_ask_one_collection(service: Service, tmp_path: Path) -> None:
    from shutil import copytree

    copytree(service.home, tmp_path / "copy")  # what another machine would get: texts and vocabulary, no vectors
    assert Service(tmp_path / "copy").search("签订合同") == service.search("签订合同")


def test_going_back_to_files_drops_the_collections(service: Service, client: Any) -> None:
    service.rebuild(store="auto")
    assert len(names(client)) == 1  # kept as a fallback
    service.rebuild(full=True)
    assert names(client) == set()
    assert service.verify() == []
