"""Training batches. A batch depends only on the number of its step, so a run can be resumed at any step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from zlib import crc32

from index.training.data.examples import EXAMPLES, RetrievalExample
from index.training.data.gloss import Glossary
from index.training.data.sources import PARALLEL, RUNNING, Pair, TrainingData

Item = TypeVar("Item")

MAX_SENTENCE_CHARS = 350
"""Maximum characters of a sentence in a pair."""
NAMES = 60_000
"""Dictionary entries among the pairs: names and words that are too rare in running text."""
MAX_LIST_ENTRIES = 8
"""Maximum dictionary entries in a list."""
MAX_PASSAGE_CHARS = 900
"""Maximum English characters of a translated passage, about 220 tokens."""
ARTICLES_OF_LAW = 6_000
WINDOWS = 9_000
"""Maximum passages from each source of running text."""
MINGLED = 8_000
"""Passages made of unrelated sentences: their vector has to represent each part."""


@dataclass(frozen=True, slots=True)
class RetrievalBatch:
    """`examples` and translated `pairs`. Equal `keys` mean equal passages, equal `pair_keys` equal English texts."""

    examples: Sequence[RetrievalExample]
    keys: Sequence[int]
    pairs: Sequence[Pair]
    pair_keys: Sequence[int]

    def texts(self) -> list[str]:
        """All distinct texts."""
        asked = [text for e in self.examples for text in e.queries]
        return list(
            dict.fromkeys([e.passage for e in self.examples] + asked + [t for p in self.pairs for t in (p.zh, p.en)])
        )


class RetrievalBatches:
    """Cycles through each kind of example and the pairs."""

    def __init__(
        self,
        data: TrainingData,
        mixture: Mapping[str, int],
        pairs: int,
        seed: int,
        passage_pairs: int = 0,
        lists: int = 0,
    ) -> None:
        """The arguments say how many examples of each kind, sentence pairs, passage pairs and word lists a step has."""
        rng = Random(seed)
        glossary = Glossary(data.glosses())
        self._kinds = {kind: EXAMPLES[kind](data, glossary, rng) for kind, count in mixture.items() if count}
        self._mixture = mixture
        self._translated = [
            (sentence_pairs(data, rng), pairs),
            (translated_passages(data, rng) if passage_pairs else [], passage_pairs),
            (word_lists(data, rng) if lists else [], lists),
        ]
        self._english = {pair.en: key for key, pair in enumerate(p for kind, _ in self._translated for p in kind)}
        passages = sorted({e.passage for kind in self._kinds.values() for e in kind})
        self._keys = {passage: key for key, passage in enumerate(passages)}

    def __getitem__(self, step: int) -> RetrievalBatch:
        examples = [e for kind, all_ in self._kinds.items() for e in _turn(all_, self._mixture[kind], step)]
        keys = [self._keys[e.passage] for e in examples]
        pairs = [pair for kind, count in self._translated for pair in _turn(kind, count, step)]
        return RetrievalBatch(examples, keys, pairs, [self._english[pair.en] for pair in pairs])

    def passages(self) -> list[str]:
        """The passage of every example."""
        return [example.passage for kind in self._kinds.values() for example in kind]

    def sizes(self) -> dict[str, int]:
        """How many there are of each kind."""
        kinds = {kind: len(found) for kind, found in self._kinds.items()}
        return kinds | dict(zip(("pairs", "passages", "lists"), (len(k) for k, _ in self._translated), strict=True))


class SameTexts(RetrievalBatches):
    """Each text paired with itself, to distil a teacher into a student in one language."""

    def __getitem__(self, step: int) -> RetrievalBatch:
        texts = super().__getitem__(step).texts()
        return RetrievalBatch([], [], [Pair(text, text) for text in texts], [crc32(text.encode()) for text in texts])


def sentence_pairs(data: TrainingData, rng: Random) -> list[Pair]:
    """A mixture of all parallel sources and the dictionary, in random order."""
    found: list[Pair] = []
    for source, most in PARALLEL.items():
        usable = [
            p for p in data.parallel(source) if 2 <= len(p.en) <= MAX_SENTENCE_CHARS and len(p.zh) <= MAX_SENTENCE_CHARS
        ]
        found += rng.sample(usable, min(most, len(usable)))
    entries = _entries(data)
    found += rng.sample(entries, min(NAMES, len(entries)))
    rng.shuffle(found)
    return found


def sentences_and_entries(data: TrainingData) -> list[Pair]:
    """The training sentences, which include some dictionary entries, followed by the whole dictionary."""
    return sentence_pairs(data, Random(0)) + _entries(data)


def translated_passages(data: TrainingData, rng: Random) -> list[Pair]:
    """Passages of neighbouring sentences, articles of law, and passages of unrelated sentences, in random order."""
    found: list[Pair] = []
    for source in RUNNING:
        runs = windows(data.parallel(source), rng)
        found += rng.sample(runs, min(WINDOWS, len(runs)))
    laws = [Pair(law.body_en, law.body) for law in data.laws() if len(law.body_en) <= MAX_PASSAGE_CHARS]
    found += rng.sample(laws, min(ARTICLES_OF_LAW, len(laws)))
    sentences = [p for p in sentence_pairs(data, rng) if len(p.en) >= 20]
    found += windows(sentences, rng)[:MINGLED]
    rng.shuffle(found)
    return found


def word_lists(data: TrainingData, rng: Random) -> list[Pair]:
    """The whole dictionary in lists of a few entries: most words of an encyclopaedia are in no parallel text."""
    entries = _entries(data)
    rng.shuffle(entries)
    found, at = [], 0
    while at < len(entries):
        kept = entries[at : at + rng.randint(1, MAX_LIST_ENTRIES)]
        at += len(kept)
        found.append(Pair(", ".join(p.en for p in kept), "、".join(p.zh for p in kept)))
    return found


def _entries(data: TrainingData) -> list[Pair]:
    entries = [Pair(glosses[0], word) for word, glosses in data.glosses().items()]
    return [p for p in entries if len(p.zh) > 1 and len(p.en) < 60]


def windows(pairs: Sequence[Pair], rng: Random) -> list[Pair]:
    """Runs of two to eight pairs, each run a passage of at most MAX_PASSAGE_CHARS English characters."""
    found, at = [], 0
    while at < len(pairs):
        kept = [pairs[at]]
        for pair in pairs[at + 1 : at + rng.randint(2, 8)]:
            if sum(len(p.en) + 1 for p in kept) + len(pair.en) > MAX_PASSAGE_CHARS:
                break
            kept.append(pair)
        at += len(kept)
        if len(kept) > 1:
            found.append(Pair(" ".join(p.en for p in kept), "".join(p.zh for p in kept)))
    return found


def _turn(items: Sequence[Item], count: int, step: int) -> list[Item]:
    return [items[(step * count + i) % len(items)] for i in range(min(count, len(items)))]
