import numpy as np
import pytest

from index.vectors import STORES, load_store

pytestmark = pytest.mark.parametrize("kind", sorted(STORES))

VECTORS = np.random.default_rng(7).standard_normal((300, 24)).astype(np.float32) * 3
QUERY = np.random.default_rng(8).standard_normal((1, 24)).astype(np.float32)


def brute(allowed: np.ndarray[tuple[int], np.dtype[np.int64]], k: int) -> tuple[list[int], list[float]]:
    """Inner products of vectors that are not of unit length, sorted in plain Python."""
    products = {int(i): float(VECTORS[i] @ QUERY[0]) for i in allowed}
    order = sorted(products, key=lambda i: (-products[i], i))[:k]
    return order, [products[i] for i in order]


def test_ids_and_scores_are_those_of_brute_force(kind: str) -> None:
    vectors = VECTORS.copy()
    ids, scores = STORES[kind](vectors).search(QUERY, 10)
    expected_ids, expected = brute(np.arange(300), 10)
    assert ids.tolist() == expected_ids
    assert scores.tolist() == pytest.approx(expected, rel=1e-4)
    assert (vectors == VECTORS).all()


@pytest.mark.parametrize("left", [1, 3, 150])
def test_a_filter_chooses_before_ranking(kind: str, left: int) -> None:
    allowed = np.arange(300)[:: 300 // left][:left].astype(np.int64)
    ids, _ = STORES[kind](VECTORS).search(QUERY, 10, allowed)
    assert ids.tolist() == brute(allowed, 10)[0]


def test_equal_scores_come_in_the_order_of_ids(kind: str) -> None:
    same = np.repeat(VECTORS[:1], 5, axis=0)
    assert STORES[kind](same).search(QUERY, 3)[0].tolist() == [0, 1, 2]


@pytest.mark.parametrize("k", [0, -1])
def test_nothing_asked_nothing_found(kind: str, k: int) -> None:
    assert STORES[kind](VECTORS).search(QUERY, k)[0].tolist() == []


def test_saved_and_loaded_is_the_same(kind: str) -> None:
    store = STORES[kind](VECTORS)
    again = load_store(store.to_bytes())
    assert len(again) == 300
    assert again.search(QUERY, 20)[0].tolist() == store.search(QUERY, 20)[0].tolist()
    some = np.array([5, 2, 299])
    assert np.allclose(again.get(some), VECTORS[some])
