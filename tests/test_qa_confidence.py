import pytest

from qa.confidence import ANSWERED, CURVES, HIGH, MEDIUM, Curve, confidence
from qa.types import Confidence


def test_a_worked_probability() -> None:
    # 1 / (1 + exp(-10 * 0.1)) = 0.7311
    assert Curve(slope=10, middle=0.5).probability(0.6) == pytest.approx(0.7311, abs=1e-4)
    assert Curve(slope=10, middle=0.5).probability(0.5) == 0.5


@pytest.mark.parametrize("across", [True, False])
def test_confidence_rises_with_the_score(across: bool) -> None:
    words = [confidence(score / 100, across=across) for score in range(-100, 200)]
    order = [Confidence.NONE, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]
    assert sorted(words, key=order.index) == words
    assert set(words) == set(order)


@pytest.mark.parametrize("across", [True, False])
def test_the_words_change_at_their_probabilities(across: bool) -> None:
    scores = [score / 1000 for score in range(2000)]
    for word, least in ((Confidence.LOW, ANSWERED), (Confidence.MEDIUM, MEDIUM), (Confidence.HIGH, HIGH)):
        first = next(score for score in scores if confidence(score, across=across) is word)
        assert CURVES[across].probability(first) == pytest.approx(least, abs=0.01)
