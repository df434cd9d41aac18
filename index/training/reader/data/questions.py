"""Examples from questions by people: SQuAD 2.0 in Chinese, CMRC 2018, DRCD."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from index.lexical.bm25 import Lexical, top_k
from index.lexical.concepts import Concept
from index.lexical.tokens import tokenise
from index.reading.types import Span, Window
from index.reading.windows import cut_windows
from index.training.reader.data.examples import ReadingExample, around, window_example

SOURCES = ("squad2_zh", "cmrc_trial", "drcd_dev")
POSITIVES = 2
"""Windows with the answer per question."""
DELETED, ELSEWHERE, FOUND = 0.5, 0.5, 0.6
"""Shares of answerable questions that get a window without the answer: the answering sentence removed, another window
of the passage, a BM25 result from other passages.
"""
CANDIDATES = 6
"""BM25 results from which one is drawn."""
WIDER = 220
"""Size of a window before its answering sentence is removed."""


@dataclass(frozen=True, slots=True)
class AskedPassage:
    """A folded text, its sentences, and its questions, each with the answer's offsets or None."""

    text: str
    spans: tuple[Span, ...]
    questions: tuple[tuple[str, Span | None], ...]


def read_passages(folder: Path) -> list[AskedPassage]:
    """The passages of all sources."""
    found = []
    for source in SOURCES:
        with gzip.open(folder / "reading" / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = fold(row["passage"])
                asked = tuple(
                    (fold(q["question"]), None if q["start"] is None else (q["start"], q["end"]))
                    for q in row["questions"]
                )
                found.append(AskedPassage(text, tuple(sentences(text)), asked))
    return found


def question_examples(passages: Sequence[AskedPassage], random: Random) -> Iterator[ReadingExample]:
    """Windows with the answer, and about as many without it, preferably misleading ones."""
    search = WindowSearch([w for p in passages for w in cut_windows(p.text, p.spans)])
    for passage in passages:
        for question, answer in passage.questions:
            if not passage.spans:
                continue
            if answer is None:
                centre = most_similar(question, passage.text, passage.spans)
                chosen = around(passage.text, passage.spans, centre, random)
                yield window_example("unanswerable", question, passage.text, passage.spans, chosen)
                continue
            at = next((n for n, (a, b) in enumerate(passage.spans) if a <= answer[0] < b), None)
            if at is None:
                continue
            yield from _answered(question, passage, at, answer, random)
            if random.random() < FOUND and (other := search.without(question, passage.text[slice(*answer)], random)):
                yield other


def _answered(question: str, passage: AskedPassage, at: int, answer: Span, random: Random) -> Iterator[ReadingExample]:
    text, spans = passage.text, passage.spans
    said = text[slice(*answer)]
    for _ in range(POSITIVES):
        chosen = around(text, spans, at, random)
        yield window_example("answered", question, text, spans, chosen, (at, answer))
    lacking = [n for n, (a, b) in enumerate(spans) if n != at and said not in text[a:b]]
    if lacking and random.random() < DELETED:
        left = [n for n in around(text, spans, at, random, WIDER) if n in lacking]
        if left:
            yield window_example("deleted", question, text, spans, left)
    if lacking and random.random() < ELSEWHERE:
        centre = max(lacking, key=lambda n: _shared(question, text[slice(*spans[n])]) + random.random())
        other = [n for n in around(text, spans, centre, random) if n in lacking]
        yield window_example("elsewhere", question, text, spans, other)


class WindowSearch:
    """BM25 over windows."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = windows
        self._index = Lexical.build(tokenise(w.text[w.start : w.end]) for w in windows)

    def without(
        self, question: str, answer: str, random: Random, kind: str = "found", beside: str | None = None
    ) -> ReadingExample | None:
        """A window that matches the question by BM25 and lacks the answer, from another text than `beside`."""
        scores, _ = self._index.scores([Concept({term: 1.0}, 1.0) for term in dict.fromkeys(tokenise(question))])
        windows = (self._windows[int(number)] for number in top_k(np.asarray(scores), CANDIDATES))
        lacking = [w for w in windows if w.text != beside and answer not in w.text[w.start : w.end]]
        if not lacking:
            return None
        w = random.choice(lacking)
        return window_example(kind, question, w.text, w.sentences, range(len(w.sentences)))


def most_similar(question: str, text: str, spans: Sequence[Span]) -> int:
    """The index of the sentence that has most in common with the question."""
    return max(range(len(spans)), key=lambda n: _shared(question, text[slice(*spans[n])]))


def _shared(question: str, sentence: str) -> float:
    """Share of the question's bigrams that the sentence contains."""
    asked, said = (Counter(map("".join, pairwise(text))) for text in (question, sentence))
    return (asked & said).total() / max(asked.total(), 1)
