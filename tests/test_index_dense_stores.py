"""The contract of every vector store, ours and a plugin's."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from index.dense.stores import AUTO, MAX_FLAT, PLUGINS, STORES, StoreKind, choose_store, store_kind
from index.errors import StoreUnavailable
from index.storage.local import LocalRetriever
from index.types import Vectors
from qa.service import Service
from tests.plugin import install

VECTORS = np.random.default_rng(7).standard_normal((300, 24)).astype(np.float32) * 3
QUERY = np.random.default_rng(8).standard_normal((1, 24)).astype(np.float32)

PLUGIN = '''
import numpy as np
from index.dense.stores import StoreKind

class Compared:
    """Compares every vector with NumPy."""

    def __init__(self, vectors):
        self.vectors = np.asarray(vectors, np.float32)

    def __len__(self):
        return len(self.vectors)

    def search(self, query, k, allowed=None):
        ids = np.arange(len(self)) if allowed is None else np.asarray(allowed, np.int64)
        scores = self.vectors[ids] @ query[0]
        best = np.lexsort((ids, -scores))[: max(k, 0)]
        return ids[best], scores[best]

    def get(self, ids):
        return self.vectors[ids]

    def write(self, file):
        np.save(file, self.vectors)

entry = StoreKind(Compared, lambda file: Compared(np.load(file)), "a plugin's")
'''


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages, with a store named `compared`."""
    (tmp_path / "site").mkdir()
    install(tmp_path / "site", PLUGINS, "compared", PLUGIN)
    monkeypatch.syspath_prepend(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture(params=[*sorted(STORES), "compared"])
def kind(request: pytest.FixtureRequest, plugins: Path) -> StoreKind:
    return store_kind(request.param)


def brute(allowed: np.ndarray[tuple[int], np.dtype[np.int64]], k: int) -> tuple[list[int], list[float]]:
    """The k largest inner products, sorted in plain Python; the vectors are not of unit length."""
    products = {int(i): float(VECTORS[i] @ QUERY[0]) for i in allowed}
    order = sorted(products, key=lambda i: (-products[i], i))[:k]
    return order, [products[i] for i in order]


def test_ids_and_scores_are_those_of_brute_force(kind: StoreKind) -> None:
    vectors = VECTORS.copy()
    ids, scores = kind.build(vectors).search(QUERY, 10)
    expected_ids, expected = brute(np.arange(300), 10)
    assert ids.tolist() == expected_ids
    assert scores.tolist() == pytest.approx(expected, rel=1e-3)  # half precision
    assert (vectors == VECTORS).all()


@pytest.mark.parametrize("left", [1, 3, 150])
def test_a_filter_chooses_before_ranking(kind: StoreKind, left: int) -> None:
    allowed = np.arange(300)[:: 300 // left][:left].astype(np.int64)
    ids, scores = kind.build(VECTORS).search(QUERY, 10, allowed)
    expected_ids, expected = brute(allowed, 10)
    assert ids.tolist() == expected_ids
    assert scores.tolist() == pytest.approx(expected, rel=1e-3, abs=1e-2)  # half precision


def test_equal_scores_come_in_the_order_of_ids(kind: StoreKind) -> None:
    same = np.repeat(VECTORS[:1], 20, axis=0)
    assert kind.build(same).search(QUERY, 3)[0].tolist() == [0, 1, 2]


@pytest.mark.parametrize("k", [0, -1])
def test_nothing_asked_nothing_found(kind: StoreKind, k: int) -> None:
    assert kind.build(VECTORS).search(QUERY, k)[0].tolist() == []


@pytest.mark.parametrize("count", [0, 1, 5])
@pytest.mark.parametrize("dim", [24, 7])
def test_no_and_few_vectors_of_any_length_are_a_store_too(kind: StoreKind, count: int, dim: int) -> None:
    store = kind.build(VECTORS[:count, :dim])
    assert len(store) == count
    assert sorted(store.search(QUERY[:, :dim], 10)[0].tolist()) == list(range(count))
    assert store.search(QUERY[:, :dim], 10, np.empty(0, np.int64))[0].tolist() == []
    assert store.get(np.arange(count)).shape == (count, dim)


def test_saved_and_loaded_is_the_same(kind: StoreKind) -> None:
    store = kind.build(VECTORS)
    file = BytesIO()
    store.write(file)
    again = kind.read(BytesIO(file.getvalue()))
    assert len(again) == 300
    (ids, scores), (ids_again, scores_again) = store.search(QUERY, 20), again.search(QUERY, 20)
    assert (ids.tolist(), scores.tolist()) == (ids_again.tolist(), scores_again.tolist())
    some = np.array([5, 2, 299])
    assert np.allclose(again.get(some), VECTORS[some], rtol=1e-3)


def test_what_is_approximate_finds_nearly_all_that_is_near() -> None:
    chance = np.random.default_rng(3)
    topics = chance.standard_normal((200, 64))
    vectors = topics[chance.integers(0, 200, 20_000)] + 0.6 * chance.standard_normal((20_000, 64))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    exact, quantised = STORES["flat"].build(vectors), STORES["quantised"].build(vectors)

    def found(queries: Vectors, k: int) -> float:
        pairs = ((exact.search(q[None], k)[0], quantised.search(q[None], k)[0]) for q in queries)
        return float(np.mean([len(set(right) & set(ids)) / k for right, ids in pairs]))

    near, far = vectors[chance.integers(0, 20_000, 100)], chance.standard_normal((100, 64)).astype(np.float32)
    assert found(near, 10) == 1
    assert found(near, 100) >= 0.99
    assert found(far, 10) >= 0.99  # many vectors are almost as near
    assert found(far, 100) >= 0.9


def test_the_kind_is_chosen_by_size_where_none_is_named() -> None:
    assert [choose_store(AUTO, n, 384) for n in (0, MAX_FLAT, MAX_FLAT + 1)] == ["flat", "flat", "quantised"]
    assert choose_store(AUTO, MAX_FLAT + 1, 7) == "flat"
    assert choose_store("quantised", 1, 384) == "quantised"


def test_an_index_is_built_in_the_store_that_is_named_and_opened_by_what_its_manifest_says(
    tmp_path: Path, plugins: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("忻州承载产业落地。", "utf-8")
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([tmp_path / "a.txt"])
    assert service.status().store == "flat"
    report = service.rebuild(store="compared")
    assert (report.published, report.embedded, "vector store" in report.changes.because[-1]) == (True, 0, True)
    retriever = service.index().retriever
    assert isinstance(retriever, LocalRetriever)
    assert type(retriever.vectors).__name__ == "Compared"
    assert (service.status().store, service.status().why_store) == ("compared", "a plugin's")
    assert [hit.passage.text for hit in service.search("忻州", mode="dense")] == ["忻州承载产业落地。"]
    assert not service.rebuild().published  # the requested store stays
    monkeypatch.setenv("QA_STORE", "quantised")
    service.rebuild()
    assert service.status().store == "quantised"
    assert service.verify() == []


def test_a_store_that_nobody_provides_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("忻州承载产业落地。", "utf-8")
    with pytest.raises(StoreUnavailable, match="'nowhere': choose one of auto, flat, quantised"):
        Service(tmp_path / "home", model="hashing").rebuild([tmp_path / "a.txt"], store="nowhere")
    assert not (tmp_path / "home").exists()
