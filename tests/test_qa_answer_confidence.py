import csv
import json

import pytest

from qa.answer.confidence import CALIBRATION, FEATURES, HIGH, LACKING, MEDIUM, READ, Curve, confidence, curves
from qa.evaluation.calibrate import COLUMNS, LOST, fit
from qa.types import Confidence


def test_a_worked_probability() -> None:
    # 1 / (1 + exp(-(-1 + 2 * 0.5 + 4 * 0.25))) = 1 / (1 + exp(-1)) = 0.7311
    curve = Curve({"score": 2, "cosine": 4}, -1, 0.2)
    assert curve.probability({"score": 0.5, "cosine": 0.25}) == pytest.approx(0.7311, abs=1e-4)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, Confidence.NONE),
        (0.199, Confidence.NONE),
        (0.2, Confidence.LOW),
        (MEDIUM, Confidence.MEDIUM),
        (HIGH, Confidence.HIGH),
        (1.0, Confidence.HIGH),
    ],
)
def test_words_change_at_their_probabilities(probability: float, word: Confidence) -> None:
    assert confidence(probability, 0.2) is word


def test_the_curves_that_are_there_are_fitted_on_the_table_that_is_there() -> None:
    with (CALIBRATION / "features.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert list(rows[0]) == list(COLUMNS)
    assert fit(rows) == json.loads((CALIBRATION / "curves.json").read_text("utf-8"))
    assert {row["set"] for row in rows} == {"xquad", "cmrc", "drcd", "squad2", "written"}
    for reading, curve in curves().items():
        assert set(curve.weights) == set(READ if reading else FEATURES)


def test_nothing_that_quotes_lack_speaks_for_them() -> None:
    for curve in curves().values():
        assert all(curve.weights[name] <= 0 for name in LACKING)


def test_the_words_mean_what_the_readme_says_out_of_fold() -> None:
    for part in json.loads((CALIBRATION / "curves.json").read_text("utf-8")).values():
        measured = part["measured"]
        assert measured["right at"]["high"] > 0.8
        assert measured["right at"]["medium"] > 0.5
        assert measured["right answers kept back"]["both"] < LOST + 0.002
        assert measured["refused without an answer"]["same"] > 0.6
        assert measured["auc"] > 0.85
