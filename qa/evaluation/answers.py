"""How well answers do on a file of questions: what they cite, and whether they are silent where they should be.

The files are those of `qa.evaluation.retrieval`. A row says what is right by `gold` (strings, asked to the index; an empty list has
no answer), or by `answer` beside its `passage`, asked to the passages of the file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.text.fold import fold
from index.dense.caching import Remembering
from index.types import Progress
from qa.answer.pipeline import find
from qa.types import Answer

if TYPE_CHECKING:
    from index.dense.embedders import Embedder
    from index.storage.reader import Index
    from qa.service import Service

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question: its gold strings (none where nothing answers it) and the answer."""

    gold: tuple[str, ...]
    answer: Answer

    @property
    def right(self) -> int:
        """How many citations hold a gold string."""
        quotes = [fold(citation.quote) for citation in self.answer.citations]
        return sum(any(fold(gold) in quote for gold in self.gold) for quote in quotes)

    @property
    def exact(self) -> int:
        """How many citations stand in their article, character by character."""
        return sum(c.article.text[c.start : c.end] == c.quote for c in self.answer.citations)


@dataclass(frozen=True, slots=True)
class AnswerEvaluation:
    """Measures (0 to 1; None where no question is of that kind) by language."""

    questions: int
    rows: Mapping[str, Mapping[str, float | None]]

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        rows = {
            name: {m: None if v is None else round(v, 4) for m, v in row.items()} for name, row in self.rows.items()
        }
        return {"questions": self.questions, "rows": rows}


def evaluate_answers(path: Path, service: "Service", *, progress: Progress) -> AnswerEvaluation:
    """Ask every question of the file that says what is right, in every language. Raises UnreadableFile."""
    from qa.evaluation.retrieval import lines

    rows: list[dict[str, Any]] = [json.loads(line) for _, line in lines(path)]
    rows = [row for row in rows if "gold" in row or row.get("answer")]
    if not rows:
        return AnswerEvaluation(0, {})
    measured = {}
    with _opened(rows, service) as (index, embedder):
        for language in LANGUAGES:
            outcomes: list[Outcome] = []
            asked = [row for row in rows if language in row]
            for row in asked:
                gold = tuple(row["gold"]) if "gold" in row else (row["answer"],)
                outcomes.append(Outcome(gold, find(index, embedder, row[language]).answer()))
                progress(f"{language} answers", len(outcomes), len(asked))
            if outcomes:
                measured[language] = answer_measures(outcomes)
    return AnswerEvaluation(len(rows), measured)


def answer_measures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Hit rate, precision of citations, exactness of quotes, and the two ways to be wrong about silence.

    A hit is a gold string in a cited quote; precision counts the citations given to questions that have an answer.
    """
    has, lacks = [o for o in outcomes if o.gold], [o for o in outcomes if not o.gold]
    cited = [len(o.answer.citations) for o in outcomes]
    return {
        "gold in a quote": _share(sum(o.right > 0 for o in has), len(has)),
        "citation precision": _share(sum(o.right for o in has), sum(len(o.answer.citations) for o in has)),
        "quotes exact": _share(sum(o.exact for o in outcomes), sum(cited)),
        "refused with an answer": _share(sum(not o.answer.answered for o in has), len(has)),
        "answered without one": _share(sum(o.answer.answered for o in lacks), len(lacks)),
    }


@contextmanager
def _opened(rows: Sequence[Mapping[str, Any]], service: "Service") -> "Iterator[tuple[Index, Embedder]]":
    """The index to ask: the service's own, or one of the file's passages."""
    from qa.evaluation.calibrate import pool

    if "gold" in rows[0]:
        index = service.index()
        yield index, Remembering(service.embedder(index))
        return
    embedder = Remembering(service.chosen_embedder())
    with pool([row["passage"] for row in rows], embedder) as (index, _):
        yield index, embedder


def _share(count: int, of: int) -> float | None:
    return count / of if of else None
