"""Windows of other articles that look like answers to a written question and are none: hard negatives.

The nearest windows in meaning are read by a reader, and the one that it comes closest to taking for an answer is kept
(Qu et al. 2021, "RocketQA", arXiv:2010.08191: denoised hard negatives). A window that holds the answer, or that the
reader is certain of, is left out: it may answer in other words.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from index.dense.embedders import Embedder
from index.dense.faiss_store import build_flat
from index.reading.base import Reader
from index.reading.types import Window
from index.reading.windows import cut_windows
from index.training.reader.data.examples import ReadingExample, window_example
from index.training.reader.data.written import WrittenPassage

NEAREST = 8
"""Windows that are read for a question."""
LONGEST = 20
"""Characters of an answer: whether a window holds a longer one cannot be told from its characters."""
UNLIKE, CERTAIN = -4.0, 1.0
"""Log odds below which a window misleads nobody, and above which it may be an answer."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def misleading_windows(
    passages: Sequence[WrittenPassage],
    texts: Sequence[str],
    embedder: Embedder,
    reader: Reader,
    random: Random,
    most: int,
) -> Iterator[ReadingExample]:
    """At most one window of `texts` for each of `most` questions, of passages that are not held out."""
    asked = [
        (fold(one.words), passage.text, passage.text[slice(*one.span)])
        for passage in passages
        for one in passage.written
        if not passage.held_out and one.span and one.span[1] - one.span[0] <= LONGEST
    ]
    windows = [window for text in texts for window in cut_windows(text, tuple(sentences(text)))]
    store = build_flat(embedder.passages([_said(window) for window in windows]))
    for question, text, answer in random.sample(asked, min(most, len(asked))):
        nearest = [windows[int(n)] for n in store.search(embedder.query(question), NEAREST)[0].ravel()]
        lacking = [window for window in nearest if window.text != text and not may_answer(_said(window), answer)]
        readings = zip(lacking, reader.read(question, lacking), strict=True)
        scored = [(reading.answerable, window) for window, reading in readings if reading.answerable < CERTAIN]
        if not scored:
            continue
        score, window = max(scored, key=lambda pair: pair[0])
        if score > UNLIKE:
            yield window_example("misleading", question, window.text, window.sentences, range(len(window.sentences)))


def may_answer(text: str, answer: str) -> bool:
    """Whether a text holds an answer, or one of its numbers."""
    return answer in text or not set(_NUMBER.findall(answer)).isdisjoint(_NUMBER.findall(text))


def _said(window: Window) -> str:
    return window.text[window.start : window.end]
