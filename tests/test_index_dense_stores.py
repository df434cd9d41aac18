from io import BytesIO

import numpy as np
import pytest

from index.dense.stores import MOST_FLAT, STORES, choose_kind, load_store

every_kind = pytest.mark.parametrize("kind", sorted(STORES))

VECTORS = np.random.default_rng(7).standard_normal((300, 24)).astype(np.float32) * 3
QUERY = np.random.default_rng(8).standard_normal((1, 24)).astype(np.float32)


def brute(allowed: np.ndarray[tuple[int], np.dtype[np.int64]], k: int) -> tuple[list[int], list[float]]:
    """Inner products of vectors that are not of unit length, sorted in plain Python."""
    products = {int(i): float(VECTORS[i] @ QUERY[0]) for i in allowed}
    order = sorted(products, key=lambda i: (-products[i], i))[:k]
    return order, [products[i] for i in order]


@every_kind
def test_ids_and_scores_are_those_of_brute_force(kind: str) -> None:
    vectors = VECTORS.copy()
    ids, scores = STORES[kind].build(vectors).search(QUERY, 10)
    expected_ids, expected = brute(np.arange(300), 10)
    assert ids.tolist() == expected_ids
    assert scores.tolist() == pytest.approx(expected, rel=1e-3)  # half precision
    assert (vectors == VECTORS).all()


@every_kind
@pytest.mark.parametrize("left", [1, 3, 150])
def test_a_filter_chooses_before_ranking(kind: str, left: int) -> None:
    allowed = np.arange(300)[:: 300 // left][:left].astype(np.int64)
    ids, _ = STORES[kind].build(VECTORS).search(QUERY, 10, allowed)
    assert ids.tolist() == brute(allowed, 10)[0]


@every_kind
def test_equal_scores_come_in_the_order_of_ids(kind: str) -> None:
    same = np.repeat(VECTORS[:1], 20, axis=0)
    assert STORES[kind].build(same).search(QUERY, 3)[0].tolist() == [0, 1, 2]


@every_kind
@pytest.mark.parametrize("k", [0, -1])
def test_nothing_asked_nothing_found(kind: str, k: int) -> None:
    assert STORES[kind].build(VECTORS).search(QUERY, k)[0].tolist() == []


@every_kind
def test_saved_and_loaded_is_the_same(kind: str) -> None:
    store = STORES[kind].build(VECTORS)
    file = BytesIO()
    store.write(file)
    again = load_store(BytesIO(file.getvalue()))
    assert len(again) == 300
    assert again.search(QUERY, 20)[0].tolist() == store.search(QUERY, 20)[0].tolist()
    some = np.array([5, 2, 299])
    assert np.allclose(again.get(some), VECTORS[some], rtol=1e-3)


def test_what_is_approximate_finds_nearly_all_that_is_near() -> None:
    chance = np.random.default_rng(3)
    topics = chance.standard_normal((200, 64))
    vectors = topics[chance.integers(0, 200, 20_000)] + 0.6 * chance.standard_normal((20_000, 64))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    exact, quantised = STORES["flat"].build(vectors), STORES["quantised"].build(vectors)
    found = [
        len(set(exact.search(q[None], 10)[0]) & set(quantised.search(q[None], 10)[0])) / 10
        for q in vectors[chance.integers(0, 20_000, 100)]
    ]
    assert np.mean(found) >= 0.98


def test_the_kind_is_chosen_by_size() -> None:
    assert [choose_kind(n, 384) for n in (0, MOST_FLAT, MOST_FLAT + 1)] == ["flat", "flat", "quantised"]
    assert choose_kind(MOST_FLAT + 1, 6) == "flat"
