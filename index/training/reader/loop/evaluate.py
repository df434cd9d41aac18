"""Evaluate a reader on held-out questions: how often the right sentence ranks first, and how well unanswerable
questions are detected.

Each line of a file is `{zh, en, passage, answer}`, or RGB's `{query, answer, positive, negative}` (Chen et al. 2023,
arXiv:2309.01431).
"""

import gzip
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.text.sentences import sentences
from index.reading.base import Reader
from index.reading.statements import support
from index.reading.types import Window, WindowReading
from index.reading.windows import cut_windows
from index.training.reader.data.written import WrittenPassage

SETS = (("xquad_dev", "zh"), ("xquad_dev", "en"), ("cmrc_dev", "zh"), ("drcd_dev", "zh"))


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the questions, and milliseconds per window."""

    questions: int
    first_sentence: float
    span: float
    milliseconds: float


def measure_passages(reader: Reader, rows: Iterable[dict[str, Any]], language: str) -> Figures:
    """How often the best sentence of the passage contains the gold answer, and the span matches it."""
    first = span = windows = count = 0
    began = time.perf_counter()
    for row in rows:
        text, gold = fold(row["passage"]), fold(row["answer"])
        cut = cut_windows(text, sentences(text))
        readings = reader.read(row[language], cut)
        window, place, reading = best_sentence(cut, readings)
        start, end = window.sentences[place]
        first += gold in text[start:end]
        said = text[slice(*reading.span)] if reading.span else ""
        span += bool(said) and (said in gold or gold in said)
        windows, count = windows + len(cut), count + 1
    spent = time.perf_counter() - began
    return Figures(count, first / max(count, 1), span / max(count, 1), 1000 * spent / max(windows, 1))


def measure_rgb(reader: Reader, rows: Iterable[dict[str, Any]]) -> dict[str, float]:
    """How often the best sentence of all passages contains the gold answer, and how well passages with the answer are
    told from those without.

    `refused_at_8`: share of negatives refused at the threshold that loses 8 in 100 of the right first sentences.
    """
    first: list[bool] = []
    with_answer, without = [], []
    for row in rows:
        positive, negative = (list(_windows(row[kind])) for kind in ("positive", "negative"))
        readings = reader.read(row["query"], positive + negative)
        window, place, _ = best_sentence(positive + negative, readings)
        start, end = window.sentences[place]
        first.append(holds(window.text[start:end], row["answer"]))
        with_answer.append(max(r.answerable for r in readings))
        lacking = readings[len(positive) :]
        without.append(max((r.answerable for r in lacking), default=float("-inf")))
    return told_apart(first, with_answer, without)


def measure_questions(reader: Reader, passages: Iterable[WrittenPassage], *, chinese: bool) -> dict[str, float]:
    """How often the right sentence of its passage ranks first, and how well questions are told from near misses."""
    first: list[bool] = []
    with_answer, without = [], []
    for passage in passages:
        cut = cut_windows(passage.text, passage.spans)
        for asked in passage.written:
            if has_han(asked.words) != chinese:
                continue
            readings = reader.read(asked.words, cut)
            answerable = max(r.answerable for r in readings)
            if asked.sentence is None:
                without.append(answerable)
                continue
            window, place, _ = best_sentence(cut, readings)
            first.append(window.sentences[place] == passage.spans[asked.sentence])
            with_answer.append(answerable)
    return told_apart(first, with_answer, without)


def measure_statements(reader: Reader, passages: Iterable[WrittenPassage], *, chinese: bool) -> dict[str, float]:
    """How well true statements are told from false ones: the area under the curve; the share of false ones that pass at
    the thresholds that reject 5 and 10 in 100 of the true ones.
    """
    true: list[float] = []
    false: list[float] = []
    for passage in passages:
        cut = cut_windows(passage.text, passage.spans)
        for said in passage.written:
            if has_han(said.words) == chinese:
                found = support(reader, said.words, cut, said.before)
                (false if said.sentence is None else true).append(float("-inf") if found is None else found)
    bars = {lost: float(np.quantile(true, lost / 100)) for lost in (5, 10)}
    return {
        "true": len(true),
        "false": len(false),
        "auc": round(area_under_curve(true, false), 4),
        **{f"false_passed_at_{lost}": round(float(np.mean(np.array(false) >= bar)), 4) for lost, bar in bars.items()},
    }


def told_apart(first: Sequence[bool], with_answer: Sequence[float], without: Sequence[float]) -> dict[str, float]:
    """The share of right first sentences; the area under the curve; the share of `without` that is refused at the
    threshold that loses 8 in 100 of the right ones.
    """
    right = sorted(score for score, good in zip(with_answer, first, strict=True) if good)
    bar = right[int(0.08 * len(right))] if right else float("inf")
    return {
        "questions": len(first),
        "first_sentence": round(float(np.mean(first)), 4),
        "auc": round(area_under_curve(with_answer, without), 4),
        "refused_at_8": round(float(np.mean([score < bar for score in without])), 4),
    }


def best_sentence(windows: Sequence[Window], readings: Sequence[WindowReading]) -> tuple[Window, int, WindowReading]:
    """The best sentence: its window, its index there, and the reading of the window."""
    _, n = max((max(reading.scores), -n) for n, reading in enumerate(readings))
    reading = readings[-n]
    return windows[-n], int(np.argmax(reading.scores)), reading


def holds(sentence: str, answer: Sequence[str | Sequence[str]]) -> bool:
    """Whether the sentence contains each part of the answer, in one of its spellings."""
    spelt = [[part] if isinstance(part, str) else part for part in answer]
    return all(any(fold(one) in sentence for one in part) for part in spelt)


def area_under_curve(above: Sequence[float], below: Sequence[float]) -> float:
    """The probability that a random value of `above` exceeds one of `below`; ties count half (AUC)."""
    a, b = np.array(above)[:, None], np.array(below)[None]
    return float(((a > b) + 0.5 * (a == b)).mean())


def read_rows(path: Path, most: int | None = None) -> list[dict[str, Any]]:
    """The first `most` rows of a file, or all."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(most or 10**9), lines, strict=False)]


def _windows(passages: Iterable[str]) -> Iterator[Window]:
    for passage in passages:
        text = fold(passage)
        yield from cut_windows(text, sentences(text))
