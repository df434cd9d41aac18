import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import DOUBT, convex, trust

COSINES = st.floats(0, 1)
SHARES = st.floats(0, 1)


def test_a_worked_mean_where_all_words_can_be_had() -> None:
    # The sum 0.1 + 2 * 0.5, divided by 3.
    assert convex(0.1, 0.5, 1.0) == pytest.approx(0.366667, abs=1e-6)


def test_a_passage_that_can_have_no_word_is_its_meaning_alone() -> None:
    assert convex(0.5, 0.0, 0.0) == pytest.approx(0.5)


def test_a_worked_mean_where_half_the_words_can_be_had() -> None:
    # The sum 0.4 + 2 * (0.3 + 0.5 * 0.4), divided by 3.
    assert convex(0.4, 0.3, 0.5) == pytest.approx(1.4 / 3)


def test_a_full_match_is_worth_one() -> None:
    assert convex(1.0, 1.0, 1.0) == pytest.approx(1.0)


def test_arrays_are_fused_one_by_one_and_stay_as_they_are() -> None:
    cosine, matched = np.array([0.5, 0.1], np.float32), np.array([0.0, 0.5], np.float32)
    found = convex(cosine, matched, np.array([0.0, 1.0]))
    assert found.tolist() == pytest.approx([convex(0.5, 0.0, 0.0), convex(0.1, 0.5, 1.0)])
    assert (cosine.tolist(), matched.tolist()) == (pytest.approx([0.5, 0.1]), [0.0, 0.5])


@given(COSINES, COSINES, SHARES, SHARES, SHARES)
def test_more_meaning_and_more_words_are_never_worse(
    one: float, more: float, few: float, many: float, reach: float
) -> None:
    one, more = sorted((one, more))
    few, many = sorted((few, many))
    assert convex(one, few, reach) <= convex(more, many, reach) + 1e-9


@given(COSINES, SHARES)
def test_words_that_nobody_expected_to_miss_count_against_a_passage(cosine: float, reach: float) -> None:
    assert convex(cosine, 0.0, 1.0) <= convex(cosine, 0.0, reach) + 1e-9 <= cosine + 2e-9


@given(COSINES, SHARES, SHARES)
def test_no_score_is_above_one(cosine: float, matched: float, more: float) -> None:
    reach = min(1.0, matched + more)  # the reach includes what the passage matches
    assert convex(cosine, matched, reach) <= 1 + 1e-9


def test_translations_of_one_word_are_trusted_less_than_those_of_many() -> None:
    # As many words as DOUBT: if all are translated, one half; if half of them are, three quarters.
    assert trust(DOUBT, 1.0) == pytest.approx(0.5)
    assert trust(DOUBT, 0.5) == pytest.approx(0.75)
    assert trust(3 * DOUBT, 1.0) == pytest.approx(0.75)


@given(st.floats(0, 100), SHARES)
def test_words_of_the_question_itself_are_trusted(words: float, translated: float) -> None:
    assert trust(words, 0.0) == 1.0
    assert 0 <= trust(words, translated) <= 1
