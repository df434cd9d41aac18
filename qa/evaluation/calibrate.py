"""Fit how sure an answer is: `python -m qa.evaluation.calibrate FILE...` on question files with passages and answers.

Each question is asked twice: to all the passages of its file, and with its own passage taken away, when nothing can
answer it. An answer is right where the answer string stands in a chosen sentence and the passage was there. What is
known of each answer goes into `calibration/features.csv` (numbers and labels, no texts), the fitted curves into
`calibration/curves.json`. `--refit` fits the curves again on the table that is there.
"""

import csv
import json
import random
from collections.abc import Iterator, Mapping, Sequence
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
from index.search import search, understand
from index.storage.reader import Index
from index.types import Hit
from qa.answer.candidates import candidates, shares
from qa.answer.confidence import CALIBRATION, FEATURES, across, curves, features
from qa.answer.pipeline import LOOKED_AT
from qa.answer.selection import choose
from qa.answer.time_intent import period
from qa.evaluation.pools import pool
from qa.evaluation.questions import lines

REFUSED = {"same": 0.83, "across": 0.603}
"""Share of questions without an answer that have to be refused, in one language and across: the threshold is as low as this
allows. Across languages the other passages on the same matter are hard to tell apart: to refuse more keeps back too many
right answers (8 of 100 now)."""
RIDGE = 1.0
"""Weight of the penalty on the (standardised) coefficients."""
COLUMNS = ("set", "language", "across", "there", "right", *FEATURES)


def rows_of(path: Path, embedder: Embedder, count: int) -> Iterator[dict[str, float | str]]:
    """A row for each question, language and pool (with and without the right passage)."""
    asked = [json.loads(line) for _, line in lines(path)]
    chosen = random.Random(1).sample(asked, min(count, len(asked)))  # noqa: S311
    for passage, languages in (("passage", ("zh", "en")), ("passage_en", ("en",))):
        texts = [row[passage] for row in asked if passage in row]
        if not texts:
            continue
        with pool(texts, embedder) as (index, ids):
            for row in chosen:
                for language in (language for language in languages if language in row):
                    answer = row["answer_en" if passage == "passage_en" else "answer"]
                    for there in (True, False):
                        known = _known(index, embedder, row[language], answer, ids[row[passage]], there)
                        if known:
                            yield {"set": path.name.split("_")[0], "language": language, "there": there, **known}


def _known(
    index: Index, embedder: Embedder, question: str, answer: str, article: str, there: bool
) -> dict[str, float | str]:
    query = understand(question, index)
    hits: list[Hit] = search(index, embedder, query, 2 * LOOKED_AT)
    kept = [hit for hit in hits if there or hit.passage.article.id != article][:LOOKED_AT]
    counts = shares(index, query)
    found = candidates(index, embedder, query, counts, kept, period(question, None))
    if not found:
        return {}
    right = there and any(fold(answer) in fold(e.text) for e in choose(found).evidence)
    return {"across": across(question, found), "right": right, **features(query, counts, found)}


def fit(table: Sequence[Mapping[str, str]]) -> dict[str, dict[str, Any]]:
    """The two curves and how well they do, by five-fold cross-validation."""
    fitted: dict[str, object] = {}
    measured: dict[str, object] = {}
    for name in ("same", "across"):
        rows = [row for row in table if (row["across"] == "1") == (name == "across")]
        x = np.array([[float(row[f]) for f in FEATURES] for row in rows])
        y = np.array([row["right"] == "1" for row in rows])
        weights, intercept = logistic(x, y)
        out_of_fold = np.empty(len(y))
        for fold_number in range(5):
            held = np.arange(len(y)) // 2 % 5 == fold_number  # both askings of a question are held out together
            w, b = logistic(x[~held], y[~held])
            out_of_fold[held] = 1 / (1 + np.exp(-b - x[held] @ w))
        absent = np.array([row["there"] == "0" for row in rows])
        answered = float(np.quantile(out_of_fold[absent], REFUSED[name]))
        fitted[name] = {
            "weights": {f: round(float(w), 4) for f, w in zip(FEATURES, weights, strict=True)},
            "intercept": round(intercept, 4),
            "answered": round(answered, 3),
        }
        measured[name] = {
            "rows": len(y),
            "auc": round(float(roc_auc_score(y, out_of_fold)), 4),
            "right answers kept back": round(float((out_of_fold[y] < answered).mean()), 4),
            "questions without an answer refused": round(float((out_of_fold[absent] < answered).mean()), 4),
            "right at": {
                word: round(float(y[(out_of_fold >= low) & (out_of_fold < high)].mean()), 3)
                for word, low, high in (("low", answered, 0.5), ("medium", 0.5, 0.8), ("high", 0.8, 1.01))
                if ((out_of_fold >= low) & (out_of_fold < high)).any()
            },
        }
    return {"curves": fitted, "measured": measured}


def logistic(x: NDArray[np.float64], y: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept of a ridge logistic regression that is fitted on standardised columns."""
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=1 / RIDGE, solver="newton-cholesky", tol=1e-8).fit(scaler.transform(x), y)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def calibrate(
    files: Annotated[list[Path] | None, typer.Argument(help="Question files: zh, en?, passage, answer.")] = None,
    model: Annotated[str, typer.Option(help="The embedding model to fit for.")] = BUNDLED,
    count: Annotated[int, typer.Option(help="Questions of each file.")] = 300,
    refit: Annotated[bool, typer.Option("--refit", help="Fit the curves on the table that is there.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of the table and the curves.")] = CALIBRATION,
) -> None:
    """Fit how sure an answer is."""
    table = out / "features.csv"
    if not refit:
        embedder = CachingEmbedder(load_embedder(model), 100_000)
        with table.open("w", encoding="utf-8", newline="") as written:
            writer = csv.writer(written, lineterminator="\n")
            writer.writerow(COLUMNS)
            for path in files or ():
                for row in rows_of(path, embedder, count):
                    writer.writerow([f"{row[c]:.4g}" if isinstance(row[c], float) else _cell(row[c]) for c in COLUMNS])
                typer.echo(f"{path.name} asked")
    with table.open(encoding="utf-8", newline="") as kept:
        fitted = fit(list(csv.DictReader(kept)))
    (out / "curves.json").write_text(json.dumps(fitted, indent=1, ensure_ascii=False) + "\n", "utf-8")
    curves.cache_clear()
    typer.echo(json.dumps(fitted["measured"], indent=1))


def _cell(value: float | str) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    typer.run(calibrate)
