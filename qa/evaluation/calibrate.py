"""Fit the confidence of answers: `python -m qa.evaluation.calibrate FILE...` on questions with passages and answers.

Each question is asked with its passage, without it, and with the passage but without the sentences that contain the
answer; a question whose passage is on the subject but does not answer is asked once (qa.evaluation.samples). An answer
is right if the answer string is in a chosen sentence and the passage was there. The features of each answer go into
`calibration/features.csv` (numbers and labels, no texts), the fitted curves into `calibration/curves.json`: one with
and one without a reader, each for both languages; a curve without rows in the table is kept as it is. `--refit` fits
the curves again on the existing table.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from math import floor
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from corpus.text.fold import fold
from index.dense.caching import CachingEmbedder
from index.dense.embedders import BUNDLED, Embedder, load_embedder
from index.reading.base import Reader, load_reader
from qa.answer.conditions.conditions import lacking
from qa.answer.confidence import CALIBRATION, FEATURES, HIGH, LACKING, MEDIUM, READ, READER, curves, features
from qa.answer.pipeline import select
from qa.evaluation.samples import samples

LOST = 0.08
"""Share of right answers that may be withheld."""
BLOCK = 60
"""Consecutive rows that are held out together in cross-validation."""
RIDGE = 1.0
"""Weight of the penalty on the (standardised) coefficients."""
COLUMNS = ("set", "language", "reading", "there", "right", *FEATURES, READER)


def rows_of(path: Path, embedder: Embedder, reader: Reader | None, count: int) -> Iterator[dict[str, float | str]]:
    """A row for each question, language and pool: with the right passage, without it, and with it but without the
    sentences that answer.
    """
    for sample in samples(path, embedder, reader, count):
        choice = select(sample.query, sample.candidates)
        right = sample.there and any(fold(sample.answer) in fold(e.text) for e in choice.evidence)
        yield {
            "set": path.name.split("_")[0],
            "language": sample.language,
            "reading": reader is not None,
            "there": sample.there,
            "right": right,
            READER: 0.0,
            **features(choice.best or sample.candidates[0], lacking(sample.query, choice.shown)),
        }


def fit(table: Sequence[Mapping[str, str]]) -> dict[str, dict[str, Any]]:
    """The curves without and with a reader, and how well they do, by five-fold cross-validation."""
    names = {"rules": FEATURES, "reader": READ}
    parts = {name: [row for row in table if (row["reading"] == "1") == (name == "reader")] for name in names}
    return {name: _fitted(rows, names[name]) for name, rows in parts.items() if rows}


def _fitted(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> dict[str, Any]:
    x = np.array([[float(row[f]) for f in names] for row in rows])
    y = np.array([row["right"] == "1" for row in rows])
    weights, intercept = logistic(x, y)
    against = np.array([f in LACKING and w > 0 for f, w in zip(names, weights, strict=True)])
    if against.any():  # too few rows lack it to tell: a lack must not count for an answer
        kept = _fitted(rows, [f for f, dropped in zip(names, against, strict=True) if not dropped])
        kept["curve"]["weights"] |= dict.fromkeys((f for f in names if f not in kept["curve"]["weights"]), 0.0)
        return kept
    out_of_fold = np.empty(len(y))
    for fold_number in range(5):
        held = np.arange(len(y)) // BLOCK % 5 == fold_number  # rows of the same question are neighbours
        w, b = logistic(x[~held], y[~held])
        out_of_fold[held] = 1 / (1 + np.exp(-b - x[held] @ w))
    across = np.array([row["across"] == "1" for row in rows])
    parts = {"same": ~across, "across": across, "both": np.ones(len(y), bool)}
    answered = floor(1_000 * float(np.quantile(out_of_fold[y], LOST, method="lower"))) / 1_000
    absent = np.array([row["there"] == "0" for row in rows])
    steps = (("low", answered, MEDIUM), ("medium", MEDIUM, HIGH), ("high", HIGH, 1.01))
    within = {word: (out_of_fold >= low) & (out_of_fold < high) for word, low, high in steps}
    return {
        "curve": {
            "weights": {f: round(float(w), 4) for f, w in zip(names, weights, strict=True)},
            "intercept": round(intercept, 4),
            "answered": answered,
        },
        "measured": {
            "rows": len(y),
            "auc": round(float(roc_auc_score(y, out_of_fold)), 4),
            "right answers kept back": _below(out_of_fold < answered, y, parts),
            "refused without an answer": _below(out_of_fold < answered, absent, parts),
            "right at": {word: round(float(y[part].mean()), 3) for word, part in within.items() if part.any()},
        },
    }


def _below(
    refused: NDArray[np.bool_], chosen: NDArray[np.bool_], parts: Mapping[str, NDArray[np.bool_]]
) -> dict[str, float]:
    """The share of the chosen rows that are refused: within one language, across languages, and of both together."""
    return {
        name: round(float(refused[chosen & part].mean()), 4) for name, part in parts.items() if (chosen & part).any()
    }


def logistic(x: NDArray[np.float64], y: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept of a ridge logistic regression fitted on standardised columns."""
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=1 / RIDGE, solver="newton-cholesky", tol=1e-8).fit(scaler.transform(x), y)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def calibrate(
    files: Annotated[list[Path] | None, typer.Argument(help="Question files: zh, en?, passage, answer.")] = None,
    model: Annotated[str, typer.Option(help="The embedding model to fit for.")] = BUNDLED,
    reader: Annotated[str, typer.Option(help="The reader to fit for; empty for none.")] = "",
    count: Annotated[int, typer.Option(help="Questions of each file and language.")] = 300,
    refit: Annotated[bool, typer.Option("--refit", help="Fit the curves on the table that is there.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of the table and the curves.")] = CALIBRATION,
) -> None:
    """Fit the confidence of answers."""
    table = out / "features.csv"
    if not refit and not files:
        raise typer.BadParameter("found no question file; give one or more, or --refit for the table that is there")
    if not refit:
        kind = "1" if reader else "0"
        others = [row for row in _read_table(table) if row["reading"] != kind]
        embedder, reading = CachingEmbedder(load_embedder(model), 100_000), load_reader(reader) if reader else None
        with table.open("w", encoding="utf-8", newline="") as written:
            writer = csv.writer(written, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows([row[c] for c in COLUMNS] for row in others)
            for path in files or ():
                for row in rows_of(path, embedder, reading, count):
                    writer.writerow([f"{row[c]:.4g}" if isinstance(row[c], float) else _cell(row[c]) for c in COLUMNS])
                typer.echo(f"{path.name} asked")
    known = out / "curves.json"
    fitted = (json.loads(known.read_text("utf-8")) if known.exists() else {}) | fit(_read_table(table))
    known.write_text(json.dumps(fitted, indent=1, ensure_ascii=False) + "\n", "utf-8")
    curves.cache_clear()
    typer.echo(json.dumps(fitted, indent=1))


def _read_table(table: Path) -> list[dict[str, str]]:
    """The rows of a table that have these columns; none if there is no table."""
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as lines_of_table:
        return [row for row in csv.DictReader(lines_of_table) if set(COLUMNS) <= row.keys()]


def _cell(value: float | str) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    typer.run(calibrate)
