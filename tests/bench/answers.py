"""Measure answers on question sets, with the whole pipeline and with components switched off."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from index.search import search
from index.types import Mode
from qa.evaluation.answers import AnswerEvaluation, evaluate_answers
from qa.evaluation.outcomes import Outcome, measures
from qa.service import Service
from tests.bench import news_questions
from tests.bench.table import NONE

NEWS = 1500
"""Articles that the news questions are generated from and asked of."""
UNANSWERABLE = Path(__file__).with_name("unanswerable.jsonl")
"""Questions that the five pages do not answer, in our own words."""

SETS: Mapping[str, Callable[[Path, Path], Path]] = {
    "articles": lambda shared, _: shared / "eval" / "articles_questions.jsonl",
    "unanswerable": lambda _shared, _folder: UNANSWERABLE,
    **{
        name: lambda shared, _, name=name: shared / "eval" / f"{name}_dev.jsonl.gz"  # type: ignore[misc]
        for name in ("rgb", "xquad", "cmrc", "drcd")
    },
    "news": lambda shared, folder: news_questions.write_questions(
        shared / "news" / "xinwenlianbo.jsonl.gz", folder / "news.jsonl", NEWS
    ),
}
"""Name -> a function of the shared folder and a temporary one that finds or writes the file of questions."""
OF_THE_PAGES = ("articles", "unanswerable")
"""Sets that are asked of an index of the articles folder."""

PARTS: Mapping[str, tuple[str, Any]] = {
    "answer types": ("qa.answer.candidates.fitting", lambda _question, _sentence: {}),
    "lacks": ("qa.answer.pipeline.lacking", lambda _query, _sentences: ""),
    "vetoes": ("qa.answer.pipeline.vetoed", lambda _query, _sentences: ""),
    "sentence before": ("qa.answer.candidates.DECAY", 0.0),
    "reader": ("qa.index_handle.IndexHandle.reader", lambda _handle: None),
    "meaning": ("qa.answer.pipeline.search", partial(search, mode=Mode.BM25)),
    "words": ("qa.answer.pipeline.search", partial(search, mode=Mode.DENSE)),
}
"""The components that can be switched off, and what replaces them. The fitted curves stay those of the whole."""

COLUMNS = {
    "Asked": "asked",
    "First": "gold in first sentence",
    "A quote": "gold in a quote",
    "Precision": "citation precision",
    "Silent": "silent",
    "Lost": "lost",
    "High": "high",
    "Right at high": "right at high",
    "No answer": "asked without one",
    "Refused": "refused",
    "High there": "answered at high",
    "At 5 % lost": "refused at 5% lost",
    "At 8 % lost": "refused at 8% lost",
}
"""The measures shown: eight for questions that have an answer, then five for those that have none."""
HEAD = ("Set", "Row", "Without", *COLUMNS)


@dataclass(frozen=True, slots=True)
class Measured:
    """The results of a set, with the component `without` switched off, or with none ("")."""

    name: str
    without: str
    found: AnswerEvaluation


def measure(names: Sequence[str], shared: Path, count: int | None, without: Sequence[str]) -> Iterator[Measured]:
    """Ask each set with the whole pipeline, then without each component."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            service = Service(Path(folder, "home"))
            if name in OF_THE_PAGES:
                service.rebuild([shared / "articles"])
            file = SETS[name](shared, Path(folder))
            for part in ("", *without):
                with switched_off(part):
                    yield Measured(name, part, evaluate_answers(file, service, progress=lambda *_: None, count=count))


@contextmanager
def switched_off(part: str) -> Iterator[None]:
    """Switch off a component within the block; with an empty name, none."""
    with ExitStack() as stack:
        if part:
            stack.enter_context(patch(*PARTS[part]))
        yield


def rows(measured: Measured) -> list[list[object]]:
    """Table rows, one for each language or pool of a set."""
    return [
        [measured.name, label, measured.without or NONE, *_figures(outcomes)]
        for label, outcomes in measured.found.outcomes.items()
    ]


def _figures(outcomes: Sequence[Outcome]) -> list[object]:
    found = measures(outcomes)
    return [NONE if found[name] is None else round(found[name] or 0, 3) for name in COLUMNS.values()]


def write_details(file: Path, measured: Sequence[Measured]) -> None:
    """Write every outcome as a line of JSON."""
    with file.open("w", encoding="utf-8") as written:
        for m in measured:
            for outcome in m.found.details():
                line = {"set": m.name, "without": m.without, **outcome}
                written.write(json.dumps(line, ensure_ascii=False) + "\n")
