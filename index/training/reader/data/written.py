"""Examples from questions and statements written for this project, in Chinese and in English, about passages of the
training data.

A passage has questions that one of its sentences answers, and near misses: questions about the same subject that look
answerable, with the right names and the right kind of thing nearby, but that nothing in the passage answers. Or it has
statements that one of its sentences supports, and false ones in its own words. The files contain only what was written;
the passages are read from the training data.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from index.errors import TrainingDataMissing
from index.reading.statements import as_claim
from index.reading.types import Span
from index.reading.windows import cut_windows
from index.training.data.sources import TrainingData
from index.training.reader.data.examples import ReadingExample, around, window_example
from index.training.reader.data.questions import WindowSearch, most_similar, read_passages

LINES = 8
"""Neighbouring sentences that form an English text."""


def _english(data: Path) -> list[str]:
    lines = [pair.en for pair in TrainingData(data).parallel("lctt_ccbysa")]
    return ["\n".join(lines[first : first + LINES]) for first in range(0, len(lines), LINES)]


SOURCES: Mapping[str, Callable[[Path], list[str]]] = {
    "news": lambda data: TrainingData(data).news(),
    "reading": lambda data: [passage.text for passage in read_passages(data)],
    "english": _english,
}
"""The texts that were written about. To add a source, add an entry."""
QUESTIONS, STATEMENTS = (Path(__file__).with_name(f"written_{kind}.jsonl") for kind in ("questions", "statements"))
AGAIN, DELETED, FOUND, CONTINUING = 0.3, 0.15, 0.25, 0.2
"""Probabilities of a second window; of a window without the answering sentence; of a BM25 result from other passages;
of a statement that is read after another.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """A question or a statement, as it was written.

    `sentence` is the index of the sentence that answers or supports it, or None; `span` gives the answer's offsets in
    the text, if it is a part of the sentence; `before` is the sentence that a statement continues.
    """

    words: str
    sentence: int | None
    span: Span | None
    before: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPassage:
    """A folded text, the passage's sentences, and what was written about it; if `held_out`, kept for evaluation."""

    text: str
    spans: tuple[Span, ...]
    written: tuple[Written, ...]
    held_out: bool


def read_written(data: Path, path: Path) -> list[WrittenPassage]:
    """All passages of a file.

    A line is `{source, text, start, end, held_out, written}`: the number of the text in its source, the passage's
    offsets in it, and for each question or statement its words, the offset of the sentence that answers or supports it,
    and the offsets of the answer; null if there is none. A statement may have a fifth item, the sentence that it
    continues. Raises TrainingDataMissing if the texts are not the ones that were written about.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = {source: SOURCES[source](data) for source in {row["source"] for row in rows}}
    found = []
    for row in rows:
        source, number = row["source"], row["text"]
        if number >= len(texts[source]):
            raise TrainingDataMissing(f"{path.name} is about text {number} of {source}, which has {len(texts[source])}")
        text = texts[source][number]
        spans = tuple(span for span in sentences(text) if row["start"] <= span[0] and span[1] <= row["end"])
        found.append(
            WrittenPassage(text, spans, tuple(_written(spans, *one) for one in row["written"]), row["held_out"])
        )
    return found


def question_windows(passages: Sequence[WrittenPassage], random: Random) -> Iterator[ReadingExample]:
    """Windows with the answer, and windows without it, from passages that are not held out."""
    passages = [passage for passage in passages if not passage.held_out]
    search = WindowSearch([window for passage in passages for window in cut_windows(passage.text, passage.spans)])
    for passage in passages:
        for asked in passage.written:
            if asked.sentence is None:
                yield from _lacking("near_miss", fold(asked.words), passage, random)
            else:
                yield from _answered(asked, asked.sentence, passage, search, random)


def statement_windows(passages: Sequence[WrittenPassage], random: Random) -> Iterator[ReadingExample]:
    """Windows that support a statement, and windows that do not, from passages that are not held out.

    Some statements that stand alone are read after another one about their passage, which must not matter.
    """
    for passage in passages:
        true = [said.words for said in passage.written if said.sentence is not None]
        for said in () if passage.held_out else passage.written:
            before = said.before
            if not before and random.random() < CONTINUING:
                before = next((words for words in random.sample(true, len(true)) if words != said.words), "")
            words = as_claim(fold(said.words), fold(before))
            if said.sentence is None:
                yield from _lacking("false", words, passage, random, fold(said.words), has_span=False)
                continue
            chosen = around(passage.text, passage.spans, said.sentence, random)
            yield window_example("true", words, passage.text, passage.spans, chosen, (said.sentence, None), False)
            if (left := [n for n in chosen if n != said.sentence]) and random.random() < DELETED:
                yield window_example("false_deleted", words, passage.text, passage.spans, left, has_span=False)


def as_rows(passages: Sequence[WrittenPassage]) -> Iterator[dict[str, object]]:
    """Each passage in the form `{passage, questions: [{question, start, end}]}`, for `qa.evaluation`."""
    for passage in passages:
        begin, finish = passage.spans[0][0], passage.spans[-1][1]
        questions = []
        for asked in passage.written:
            answer = asked.span or (None if asked.sentence is None else passage.spans[asked.sentence])
            start, end = (None, None) if answer is None else (answer[0] - begin, answer[1] - begin)
            questions.append({"question": asked.words, "start": start, "end": end})
        yield {"passage": passage.text[begin:finish], "questions": questions}


def _lacking(
    kind: str, words: str, passage: WrittenPassage, random: Random, sought: str = "", *, has_span: bool = True
) -> Iterator[ReadingExample]:
    """A window around the sentence most similar to `sought` (default: the words), and sometimes one around another."""
    closest, other = most_similar(sought or words, passage.text, passage.spans), random.randrange(len(passage.spans))
    for centre in (closest, other) if random.random() < AGAIN else (closest,):
        chosen = around(passage.text, passage.spans, centre, random)
        yield window_example(kind, words, passage.text, passage.spans, chosen, None, has_span)


def _answered(
    asked: Written, at: int, passage: WrittenPassage, search: WindowSearch, random: Random
) -> Iterator[ReadingExample]:
    text, spans, words = passage.text, passage.spans, fold(asked.words)
    for _ in range(1 + (random.random() < AGAIN)):
        chosen = around(text, spans, at, random)
        yield window_example("written", words, text, spans, chosen, (at, asked.span), asked.span is not None)
    left = [n for n in around(text, spans, at, random) if n != at]
    if random.random() < DELETED and left:
        yield window_example("written_deleted", words, text, spans, left)
    if random.random() < FOUND:
        said = text[slice(*(asked.span or spans[at]))]
        if other := search.without(words, said, random, "written_found", text):
            yield other


def _written(
    spans: Sequence[Span], words: str, at: int | None, start: int | None, end: int | None, before: str = ""
) -> Written:
    sentence = next((n for n, (a, b) in enumerate(spans) if at is not None and a <= at < b), None)
    if at is not None and sentence is None:
        raise TrainingDataMissing(
            f"the text has changed: none of its sentences is at {at}, where {words!r} is answered"
        )
    return Written(words, sentence, None if start is None or end is None else (start, end), before)
