from math import log2

import pytest

from qa.evaluate import measures


def test_measures_by_hand() -> None:
    # Ranks 1, 2, none and 7: of four questions one is first, two are in five, three in ten.
    found = measures([1, 2, None, 7])
    assert found["recall@1"] == 0.25
    assert found["recall@5"] == 0.5
    assert found["recall@10"] == 0.75
    assert found["MRR@10"] == pytest.approx((1 + 1 / 2 + 1 / 7) / 4)
    assert found["nDCG@10"] == pytest.approx((1 + 1 / log2(3) + 1 / log2(8)) / 4)


def test_a_rank_beyond_ten_counts_as_none() -> None:
    assert measures([11]) == measures([None])


def test_no_questions_measure_nothing() -> None:
    assert set(measures([]).values()) == {0}
