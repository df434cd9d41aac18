"""Questions whose right sentence is known, for fitting: asked with their passage, without it, and with the passage but
without the sentences that answer; and questions that no passage answers.

Files have one of two forms: `{"zh", "en"?, "passage", "passage_en"?, "answer", "answer_en"?}`, or, as in reading
comprehension, `{"passage", "questions": [{"question", "start", "end"}]}` with the offsets of the answer, null if the
passage has none.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.text.sentences import sentences
from index.dense.embedders import Embedder
from index.query import Query
from index.reading.base import Reader
from index.search import search, understand
from index.storage.reader import Index
from index.types import Filter
from qa.answer.candidates import Candidate, Wording, candidates, shares
from qa.answer.pipeline import LOOKED_AT
from qa.evaluation.pools import pool
from qa.evaluation.questions import lines
from qa.question.time.intent import period

FEWEST_LEFT = 2
"""Fewest sentences that a passage without its answer may have."""


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question, its passage, and the answer in it; empty if the passage is on the subject but does not answer."""

    language: str
    question: str
    passage: str
    answer: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A question and the sentences found for it, best first."""

    language: str
    query: Query
    there: bool
    """Whether the passages that were searched contain the answer."""
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
        chosen = random.Random(1).sample(asked, min(count, len(asked)))
        passages = {one.passage for one in asked}
        with pool([*passages, *filter(None, map(struck, chosen))], embedder) as (index, ids):
            for one in chosen:
                query = understand(one.question, index)
                for place in dict.fromkeys(_places(one)):
                    searched = Filter(sources=tuple(ids[p] for p in (passages - {one.passage}) | {place} if p))
                    found = _found(index, embedder, reader, query, searched)
                    there = bool(one.answer) and place == one.passage
                    if found:
                        yield Sample(one.language, query, there, tuple(found), one.answer, ids[one.passage])


def struck(asked: LabelledQuestion) -> str:
    """The passage without the sentences that contain the answer; empty if fewer than two sentences are left."""
    each = [asked.passage[start:end] for start, end in sentences(asked.passage)]
    left = [sentence for sentence in each if fold(asked.answer) not in fold(sentence)]
    return "".join(left) if len(left) >= FEWEST_LEFT else ""


def _places(asked: LabelledQuestion) -> Iterator[str]:
    """What replaces a question's passage, once for each time that it is asked; "" for nothing."""
    yield asked.passage
    if asked.answer:
        yield ""
        yield struck(asked)


def _pools(rows: Sequence[dict[str, object]]) -> Iterator[list[LabelledQuestion]]:
    if "questions" in rows[0]:
        yield [one for row in rows for one in _of_passage(row)]
        return
    for passage, answer, languages in (("passage", "answer", ("zh", "en")), ("passage_en", "answer_en", ("en",))):
        for language in languages:
            asked = [
                LabelledQuestion(language, *(str(row[k]) for k in (language, passage, answer)))
                for row in rows
                if {language, passage} <= row.keys()
            ]
            if asked:
                yield asked


def _of_passage(row: dict[str, object]) -> Iterator[LabelledQuestion]:
    passage, questions = str(row["passage"]), row["questions"]
    assert isinstance(questions, list)
    for one in questions:
        answer = passage[one["start"] : one["end"]] if one["start"] is not None else ""
        language = "zh" if has_han(one["question"]) else "en"
        yield LabelledQuestion(language, one["question"], passage, answer)


def _found(index: Index, embedder: Embedder, reader: Reader | None, query: Query, only: Filter) -> list[Candidate]:
    """The candidate sentences from the passages that are searched."""
    hits = search(index, embedder, query, LOOKED_AT, only=only)
    return candidates(embedder, [Wording(query, shares(index, query))], hits, period(query.question, None), reader)
