"""English questions over Chinese text, and a few in the other direction, from parallel sentences."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from index.reading.types import Span
from index.reading.windows import LIMIT, size
from index.training.data.sources import RUNNING, Pair, TrainingData
from index.training.reader.data.examples import ReadingExample

COUNTS = {
    "lctt_ccbysa": 2_000,
    "3am_captions": 900,
    "tatoeba": 800,
    "tw_moj_law": 300,
    "d2l_book": 500,
    "python_docs": 150,
    "tensorflow_docs": 100,
}
"""Sentences per source that questions are made from."""
NULL, REVERSE = 0.65, 0.1
"""Share of questions that also get a window without the answer; share that are Chinese over an English window."""
WORDS = range(5, 26)
"""Allowed lengths of an English sentence, in words."""

_WORD = re.compile(r"[a-z0-9][a-z0-9'.-]*", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d[\d,.]*)\s+([a-z]{3,})\b")
_SMALL = frozenset(
    "a an the of to in on at for and or is are was were be been it its this that these those with by as from has have "
    "had will would can could may might their his her our your my i you he she we they there which who so not".split()
)


def across_examples(data: TrainingData, random: Random) -> Iterator[ReadingExample]:
    """Questions from key phrases in one language, with windows of neighbouring sentences in the other."""
    for source, count in COUNTS.items():
        pairs = [p for p in data.parallel(source) if 4 <= len(p.zh) <= 110]
        places = [n for n, p in enumerate(pairs) if len(_WORD.findall(p.en)) in WORDS]
        for place in random.sample(places, min(count, len(places))):
            neighbours = _neighbours(pairs, place, source in RUNNING, random)
            reverse = random.random() < REVERSE
            question = _chinese(pairs[place].zh, random) if reverse else _english(pairs[place].en, random)
            yield _window("across", question, neighbours, place, pairs, reverse, random)
            if random.random() < NULL:
                yield _window("across_null", question, neighbours, None, pairs, reverse, random)


def _neighbours(pairs: Sequence[Pair], place: int, running: bool, random: Random) -> list[int]:
    """Indices of other sentences: neighbours in running text, random ones otherwise."""
    if running:
        return [n for n in range(max(0, place - 3), min(len(pairs), place + 4)) if n != place]
    return random.sample(range(len(pairs)), 4)


def _window(
    kind: str, question: str, others: Sequence[int], place: int | None, pairs: Sequence[Pair], en: bool, random: Random
) -> ReadingExample:
    """A window of as many sentences as fit, in order; without the answering one if `place` is None."""
    chosen = [] if place is None else [place]
    for other in random.sample(list(others), len(others)):
        together = "".join(pairs[n].en if en else pairs[n].zh for n in [*chosen, other])
        if size(together) <= LIMIT and pairs[other].zh != (pairs[place].zh if place is not None else None):
            chosen.append(other)
    text, sentences = "", list[Span]()
    answer: int | None = None
    for n in sorted(set(chosen)) or list(others[:1]):
        said = pairs[n].en + " " if en else pairs[n].zh
        if n == place:
            answer = len(sentences)
        sentences.append((len(text), len(text) + len(said.rstrip())))
        text += said
    return ReadingExample(kind, question, text, tuple(sentences), answer, None, answer is None)


def _english(sentence: str, random: Random) -> str:
    """A question for a number, the content words, or a part of the sentence."""
    number = _NUMBER.search(sentence)
    if number and random.random() < 0.7:
        rest = sentence[: number.start()] + sentence[number.end() :]
        return f"how many {number.group(2)} {_content(rest, random)}?"
    choice = random.random()
    if choice < 0.45:
        phrase = _content(sentence, random)
        return f"{random.choice(('what about', 'what is', 'who', 'when', 'why', 'how', ''))} {phrase}".strip()
    words = sentence.split()
    length = max(4, int(len(words) * random.uniform(0.4, 0.9)))
    start = random.randrange(max(1, len(words) - length + 1))
    return " ".join(words[start : start + length])


def _content(sentence: str, random: Random) -> str:
    words = [word for word in _WORD.findall(sentence) if word not in _SMALL]
    return " ".join(word for word in words if random.random() < 0.8) or " ".join(words)


def _chinese(sentence: str, random: Random) -> str:
    length = max(5, int(len(sentence) * random.uniform(0.4, 0.8)))
    start = random.randrange(max(1, len(sentence) - length + 1))
    return sentence[start : start + length]
