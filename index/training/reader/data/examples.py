"""Training examples of the reader: a question, a window of sentences, and the sentence that answers, if any."""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from index.reading.types import Span
from index.reading.windows import LIMIT, size


@dataclass(frozen=True, slots=True)
class ReadingExample:
    """`sentences` are offsets into `text`; `answer` is the index of the one that answers, or None; `span` the answer.

    `has_span` is False if the answering sentence is known but not the words in it.
    """

    kind: str
    question: str
    text: str
    sentences: tuple[Span, ...]
    answer: int | None
    span: Span | None = None
    has_span: bool = True


def around(text: str, spans: Sequence[Span], centre: int, random: Random, limit: float = LIMIT) -> range:
    """Indices of the sentences of a window around sentence `centre`, grown in both directions at random."""
    first, last = centre, centre
    while True:
        sides = [side for side in (-1, 1) if 0 <= (first if side < 0 else last) + side < len(spans)]
        fitting = []
        for side in sides:
            a, b = (first - 1, last) if side < 0 else (first, last + 1)
            if size(text[spans[a][0] : spans[b][1]]) <= limit:
                fitting.append((a, b))
        if not fitting or random.random() < 0.08:
            return range(first, last + 1)
        first, last = random.choice(fitting)


def window_example(
    kind: str,
    question: str,
    text: str,
    spans: Sequence[Span],
    chosen: Iterable[int],
    answer: tuple[int, Span | None] | None = None,
    has_span: bool = True,
) -> ReadingExample:
    """An example whose text is the `chosen` sentences, with the answer's offsets shifted accordingly.

    `answer` is the index of the answering sentence in `spans`, and the answer's offsets in `text`.
    """
    joined, sentences = "", list[Span]()
    at: int | None = None
    span: Span | None = None
    before: int | None = None
    for index in chosen:
        start, end = spans[index]
        gap = text[spans[before][1] : start] if before is not None and before + 1 == index else ""
        joined += gap
        if answer is not None and index == answer[0]:
            at = len(sentences)
            if answer[1] is not None:
                shift = len(joined) - start
                span = (answer[1][0] + shift, min(answer[1][1], end) + shift)
        sentences.append((len(joined), len(joined) + end - start))
        joined += text[start:end]
        before = index
    return ReadingExample(kind, question, joined, tuple(sentences), at, span, has_span)


def save_examples(examples: Iterable[ReadingExample], path: Path) -> int:
    """Write one example per line and return their number."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as out:
        for example in examples:
            out.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            count += 1
    return count


def load_examples(path: Path) -> Iterator[ReadingExample]:
    """Read a file that `save_examples` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield ReadingExample(
                row["kind"],
                row["question"],
                row["text"],
                tuple((a, b) for a, b in row["sentences"]),
                row["answer"],
                tuple(row["span"]) if row["span"] else None,
                row["has_span"],
            )
