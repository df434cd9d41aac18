"""How well retrieval does on a file of questions (qa.evaluation.question_forms).

If the file has passages, they are the pool. If it has only gold strings, the index is searched, and a passage is right
if it contains all of them; the same holds in RGB's form, where the passages of all questions are the pool. Questions
without an answer are left out here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from corpus.errors import UnreadableFile
from index.types import Mode, Progress
from qa.evaluation.gold import Gold, held_by
from qa.evaluation.pools import pool, whole
from qa.evaluation.question_forms import Row
from qa.evaluation.questions import read_rows

if TYPE_CHECKING:
    from index.dense.embedders import Embedder
    from index.storage.reader import Index
    from qa.service import Service

DEPTH = 10
"""Passages looked at for each question."""

Asked: TypeAlias = Mapping[str, Sequence[tuple[str, Callable[[str], bool]]]]
"""By language, the questions, each with a function that says whether a passage is right."""
Run: TypeAlias = "tuple[Index, Embedder, Asked, str]"
"""An index, its model, the questions to ask of it, and what follows the language in the labels of its rows."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question whose right passage did not come first. `rank` is None if it is not among the DEPTH best."""

    way: str
    """The row of the evaluation: language and mode."""
    question: str
    rank: int | None
    found: str
    """The text of the passage that came first; empty if none was found."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures (0 to 1) by row, a row for each language and search mode."""

    questions: int
    """How many were asked."""
    passages: int
    rows: Mapping[str, Mapping[str, float]]
    misses: tuple[Miss, ...] = ()

    def to_dict(self, *, misses: bool = False) -> dict[str, object]:
        """Ready for JSON; with `misses`, every miss is included."""
        rows = {name: {m: round(v, 4) for m, v in row.items()} for name, row in self.rows.items()}
        whole: dict[str, object] = {"questions": self.questions, "passages": self.passages, "rows": rows}
        return whole | ({"misses": [asdict(miss) for miss in self.misses]} if misses else {})


def evaluate_file(path: Path, service: "Service", *, progress: Progress) -> Evaluation:
    """Search for every question of the file, in every language and mode. Raises UnreadableFile."""
    rows = [row for row in read_rows(path) if row.answerable]
    if not rows:
        raise UnreadableFile("questions_unanswered", path=path)
    measured: dict[str, dict[str, float]] = {}
    missed: list[Miss] = []
    passages = 0
    for index, embedder, asked, label in _runs(rows, service, progress):
        more, misses = _measure(index, embedder, asked, label, progress)
        measured |= more
        missed += misses
        passages += index.manifest.passages
    return Evaluation(len(rows), passages, measured, tuple(missed))


def measures(ranks: Sequence[int | None]) -> dict[str, float]:
    """Recall@1, @5 and @10, MRR@10 and nDCG@10 of each question's first right rank (from 1; None for none).

    With one right passage for a question, nDCG is 1 / log2(1 + rank) (Järvelin & Kekäläinen 2002).
    """
    found = [rank for rank in ranks if rank is not None and rank <= DEPTH]
    count = max(len(ranks), 1)
    return {
        **{f"recall@{k}": sum(rank <= k for rank in found) / count for k in (1, 5, 10)},
        "MRR@10": sum(1 / rank for rank in found) / count,
        "nDCG@10": sum(1 / log2(1 + rank) for rank in found) / count,
    }


def _runs(rows: Sequence[Row], service: "Service", progress: Progress) -> Iterator[Run]:
    """Which questions to ask of which index: Chinese and English of Chinese passages, English of English ones."""
    languages = rows[0].questions
    held = {lang: [(row.questions[lang], partial(_holds, row.gold.get("", ()))) for row in rows] for lang in languages}
    if not rows[0].passages and not rows[0].groups:
        index = service.index()
        yield index, service.embedder(index), held, ""
        return
    for side in rows[0].passages or ("",):
        passages = [row.passages[side] for row in rows] if side else [text for row in rows for text in row.groups]
        progress("embedding", 0, len(passages))
        with pool(passages, service.chosen_embedder(), whole) as (index, _):
            progress("embedding", len(passages), len(passages))
            asked = (
                {
                    lang: [(row.questions[lang], partial(_is, row.passages[side])) for row in rows]
                    for lang in (languages if side == "passage" else ("en",))
                }
                if side
                else held
            )
            yield index, service.chosen_embedder(), asked, " to en" if side == "passage_en" else ""


def _measure(
    index: "Index", embedder: "Embedder", asked: Asked, label: str, progress: Progress
) -> tuple[dict[str, dict[str, float]], list[Miss]]:
    from index.relevance import relevant
    from index.search import search, understand

    rows: dict[str, dict[str, float]] = {}
    misses: list[Miss] = []
    for language, questions in asked.items():
        for mode in Mode:
            step = f"{language}{label} {mode}"
            ranks: list[int | None] = []
            for question, right in questions:
                hits = relevant(search(index, embedder, understand(question, index), DEPTH, mode))
                texts = [hit.passage.text for hit in hits]
                rank = next((rank for rank, text in enumerate(texts, start=1) if right(text)), None)
                ranks.append(rank)
                if rank != 1:
                    misses.append(Miss(step, question, rank, texts[0] if texts else ""))
                progress(step, len(ranks), len(questions))
            rows[step] = measures(ranks)
    return rows, misses


def _holds(gold: Gold, text: str) -> bool:
    return held_by([text], gold)


def _is(passage: str, text: str) -> bool:
    return text == passage
