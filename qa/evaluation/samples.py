"""Questions whose right sentence is known, asked to fit on: with their passage, without it, and such as no passage answers.

Two forms of files: `{"zh", "en"?, "passage", "passage_en"?, "answer", "answer_en"?}`, and, as reading comprehension has them,
`{"passage", "questions": [{"question", "start", "end"}]}` with offsets of the answer, null where the passage has none.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.text.fold import fold
from index.dense.embedders import Embedder
from index.reading.base import Reader
from index.search import search, understand
from index.storage.reader import Index
from index.types import Hit
from qa.answer.candidates import Candidate, candidates, shares
from qa.answer.pipeline import LOOKED_AT
from qa.evaluation.pools import pool
from qa.evaluation.questions import lines
from qa.question.time_intent import period


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its passage, and the answer in it; empty where the passage is on the matter and does not answer."""

    language: str
    question: str
    passage: str
    answer: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What was found for a question, best first."""

    language: str
    there: bool
    """Whether the passages that were searched have the answer."""
    candidates: tuple[Candidate, ...]
    answer: str
    article: str
    """The id of the passage that answers."""

    def right(self, candidate: Candidate) -> bool:
        """Whether a sentence is the one that answers."""
        sentence = candidate.sentence
        return self.there and sentence.article.id == self.article and fold(self.answer) in fold(sentence.text)


def samples(path: Path, embedder: Embedder, reader: Reader | None, count: int) -> Iterator[Sample]:
    """The samples of `count` questions of a file, in each of its languages."""
    parsed = [json.loads(line) for _, line in lines(path)]
    for asked in _pools(parsed):
        chosen = random.Random(1).sample(asked, min(count, len(asked)))  # noqa: S311
        with pool([one.passage for one in asked], embedder) as (index, ids):
            for one in chosen:
                article = ids[one.passage]
                for there in (True, False) if one.answer else (False,):
                    gone = article if one.answer and not there else ""
                    found = _found(index, embedder, reader, one.question, gone)
                    if found:
                        yield Sample(one.language, there, tuple(found), one.answer, article)


def _pools(rows: Sequence[dict[str, object]]) -> Iterator[list[Asked]]:
    if "questions" in rows[0]:
        yield [one for row in rows for one in _of_passage(row)]
        return
    for passage, answer, languages in (("passage", "answer", ("zh", "en")), ("passage_en", "answer_en", ("en",))):
        for language in languages:
            asked = [
                Asked(language, *(str(row[k]) for k in (language, passage, answer)))
                for row in rows
                if {language, passage} <= row.keys()
            ]
            if asked:
                yield asked


def _of_passage(row: dict[str, object]) -> Iterator[Asked]:
    passage, questions = str(row["passage"]), row["questions"]
    assert isinstance(questions, list)
    for one in questions:
        answer = passage[one["start"] : one["end"]] if one["start"] is not None else ""
        yield Asked("zh", one["question"], passage, answer)


def _found(index: Index, embedder: Embedder, reader: Reader | None, question: str, gone: str) -> list[Candidate]:
    """The candidates, those of one article left out."""
    query = understand(question, index)
    hits: list[Hit] = search(index, embedder, query, 2 * LOOKED_AT)
    left = [hit for hit in hits if hit.passage.article.id != gone][:LOOKED_AT]
    return candidates(embedder, query, shares(index, query), left, period(question, None), reader)
