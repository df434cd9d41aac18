import json
from pathlib import Path

import numpy as np
import pytest

from qa.evaluation.calibrate import COLUMNS, calibrate, fit, logistic


def test_the_regression_finds_what_made_the_labels() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(20_000, 2)) * [1, 3]
    y = rng.random(20_000) < 1 / (1 + np.exp(-(0.5 + 2 * x[:, 0] - 1 * x[:, 1])))
    weights, intercept = logistic(x, y)
    assert weights == pytest.approx([2, -1], abs=0.1)
    assert intercept == pytest.approx(0.5, abs=0.1)


def test_the_curves_are_measured_on_questions_that_they_were_not_fitted_on() -> None:
    blank = dict.fromkeys(COLUMNS, "0")
    told = [blank | {"reading": str(n % 2), "there": "100"[n // 2 % 3]} for n in range(1_200)]
    clear = [row | {"right": row["there"], "cosine": row["there"]} for row in told]
    for measured in (part["measured"] for part in fit(clear).values()):
        assert measured["auc"] == 1
        assert measured["right answers kept back"] == {"same": 0, "both": 0}
    rng = np.random.default_rng(1)
    noise = [row | {"right": row["there"], "cosine": f"{rng.random()}"} for row in told]
    for measured in (part["measured"] for part in fit(noise).values()):
        assert measured["auc"] == pytest.approx(0.5, abs=0.1)


def test_one_command_asks_with_and_without_the_passage_and_writes_numbers_only(tmp_path: Path) -> None:
    rows = [
        {
            "zh": f"第{n}号项目投资多少？",
            "en": f"What did project {n} cost?",
            "passage": f"第{n}号项目投资{n}5亿元。",
            "answer": f"{n}5亿元",
        }
        for n in range(1, 30)
    ]
    file = tmp_path / "set_dev.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    calibrate([file], model="hashing", reader="", count=20, refit=False, out=tmp_path)
    table = (tmp_path / "features.csv").read_text("utf-8").splitlines()
    assert table[0] == ",".join(COLUMNS)
    assert len(table) == 1 + 20 * 2 * 2
    assert "项目" not in "".join(table)
    there = [line.split(",") for line in table[1:]]
    assert {row[3] for row in there} == {"0", "1"}
    assert all(row[4] == "0" for row in there if row[3] == "0")
    assert set(json.loads((tmp_path / "curves.json").read_text("utf-8"))) == {"rules"}
