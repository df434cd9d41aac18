"""How well answers do on a file of questions: what they cite, and whether they are silent when they should be.

If the file has passages, each question is asked of all of them, and again without its own, when nothing can answer it.
In RGB's form, it is asked of the passages of all questions, and again of all the negative ones; and of its own passages
alone, all of them and then the negative ones.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index.dense.caching import CachingEmbedder
from index.search import NO_FILTER
from index.types import Filter, Progress
from qa.answer.pipeline import find
from qa.evaluation.gold import Gold
from qa.evaluation.outcomes import Measures, Outcome, measures
from qa.evaluation.pools import all_but, pool
from qa.evaluation.question_forms import Row
from qa.evaluation.questions import read_rows
from qa.types import Confidence

if TYPE_CHECKING:
    from index.dense.embedders import Embedder
    from index.reading.base import Reader
    from index.storage.reader import Index
    from qa.service import Service

EMBEDDED = 100_000
"""Vectors cached: every passage is searched several times, in different indexes."""
SEED = 1
ALL, OWN = "zh", "zh own passages"
"""Labels of questions with passages of their own: asked of the passages of all questions, and of their own only."""

Asked: TypeAlias = Iterator[tuple[str, Outcome]]
"""The outcome of each question, after the label of the row that it counts in."""


@dataclass(frozen=True, slots=True)
class AnswerEvaluation:
    """The outcomes, by language (and pool, if there are several)."""

    questions: int
    outcomes: Mapping[str, Sequence[Outcome]]

    @property
    def rows(self) -> Mapping[str, Measures]:
        """The measures of each row."""
        return {label: measures(outcomes) for label, outcomes in self.outcomes.items()}

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        rows = {
            name: {m: None if v is None else round(v, 4) for m, v in row.items()} for name, row in self.rows.items()
        }
        return {"questions": self.questions, "rows": rows}

    def details(self) -> Iterator[dict[str, object]]:
        """Every outcome, ready for JSON."""
        for label, outcomes in self.outcomes.items():
            yield from ({"row": label, **outcome.to_dict()} for outcome in outcomes)


def evaluate_answers(
    path: Path, service: "Service", *, progress: Progress, count: int | None = None
) -> AnswerEvaluation:
    """Ask every question in the file that has a gold answer, or `count` drawn from them. Raises UnreadableFile."""
    rows = [row for row in read_rows(path) if row.gold]
    chosen = rows if count is None else random.Random(SEED).sample(rows, min(count, len(rows)))
    outcomes: dict[str, list[Outcome]] = {}
    for label, outcome in _asked(rows, chosen, service):
        outcomes.setdefault(label, []).append(outcome)
        progress(f"{label} answers", len(outcomes[label]), len(chosen))
    return AnswerEvaluation(len(chosen), outcomes)


def _asked(rows: Sequence[Row], chosen: Sequence[Row], service: "Service") -> Asked:
    if not rows:
        return iter(())
    reader = service.reader()
    if rows[0].groups:
        return _groups(rows, chosen, CachingEmbedder(service.chosen_embedder(), EMBEDDED), reader)
    if rows[0].passages:
        return _passages(rows, chosen, CachingEmbedder(service.chosen_embedder(), EMBEDDED), reader)
    index = service.index()
    return _index(chosen, index, CachingEmbedder(service.embedder(index)), reader)


def _index(chosen: Sequence[Row], index: "Index", embedder: "Embedder", reader: "Reader | None") -> Asked:
    for row in chosen:
        for language, question in row.questions.items():
            yield language, ask(index, embedder, reader, question, row.gold[""], answerable=row.answerable)


def _passages(rows: Sequence[Row], chosen: Sequence[Row], embedder: "Embedder", reader: "Reader | None") -> Asked:
    for side in rows[0].passages:
        with pool([row.passages[side] for row in rows], embedder) as (index, ids):
            for row in chosen:
                if side not in row.gold:
                    continue
                without = all_but(ids[row.passages[side]], ids)
                questions = row.questions if side == "passage" else {"en to en": row.questions["en"]}
                for label, question in questions.items():
                    yield label, ask(index, embedder, reader, question, row.gold[side])
                    yield label, ask(index, embedder, reader, question, row.gold[side], without, answerable=False)


def _groups(rows: Sequence[Row], chosen: Sequence[Row], embedder: "Embedder", reader: "Reader | None") -> Asked:
    with pool([p for row in rows for p in row.groups], embedder) as (index, _):
        for row in chosen:
            yield ALL, ask(index, embedder, reader, row.questions["zh"], row.gold[""], answerable=row.answerable)
    with pool([p for row in rows for p in row.negative], embedder) as (index, _):
        for row in chosen:
            yield ALL, ask(index, embedder, reader, row.questions["zh"], row.gold[""], answerable=False)
    for row in chosen:
        for passages, answerable in ((row.groups, row.answerable), (row.negative, False)):
            with pool(passages, embedder) as (index, _):
                yield OWN, ask(index, embedder, reader, row.questions["zh"], row.gold[""], answerable=answerable)


def ask(
    index: "Index",
    embedder: "Embedder",
    reader: "Reader | None",
    question: str,
    gold: Gold,
    only: Filter = NO_FILTER,
    *,
    answerable: bool = True,
) -> Outcome:
    """Ask one question."""
    found = find(index, embedder, question, only, reader)
    answer = spoken = found.answer()
    if found.choice.evidence and not answer.answered:
        spoken = replace(found, confidence=Confidence.LOW).answer()
    return Outcome(question, gold, answerable, answer, spoken)
