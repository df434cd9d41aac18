"""What each step trains on. A step's batch follows from the step's number alone, so a run may stop and go on anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from index.distill.data import PARALLEL, Pair, TrainingData
from index.distill.examples import EXAMPLES, Example
from index.distill.gloss import Glossary

Item = TypeVar("Item")

LONGEST_SENTENCE = 350
"""Characters of a sentence of a pair."""
NAMES = 60_000
"""Dictionary entries among the pairs: names and words that running text has too rarely."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`examples` with the number of each one's passage, and sentence pairs."""

    examples: Sequence[Example]
    keys: Sequence[int]
    pairs: Sequence[Pair]


class Batches:
    """Walks through each kind of example and the pairs, round and round."""

    def __init__(self, data: TrainingData, mixture: Mapping[str, int], pairs: int, seed: int) -> None:
        """`mixture`: how many examples of each kind a step has; `pairs`: how many sentence pairs."""
        rng = Random(seed)  # noqa: S311 - a draw that can be repeated, not a secret
        glossary = Glossary(data.glosses())
        self._kinds = {kind: EXAMPLES[kind](data, glossary, rng) for kind, count in mixture.items() if count}
        self._mixture, self._pairs_a_step = mixture, pairs
        self._pairs = sentence_pairs(data, rng)
        passages = sorted({e.passage for kind in self._kinds.values() for e in kind})
        self._keys = {passage: key for key, passage in enumerate(passages)}

    def __getitem__(self, step: int) -> Batch:
        examples = [e for kind, all_ in self._kinds.items() for e in _turn(all_, self._mixture[kind], step)]
        keys = [self._keys[e.passage] for e in examples]
        return Batch(examples, keys, _turn(self._pairs, self._pairs_a_step, step))

    def passages(self) -> list[str]:
        """The passage of every example."""
        return [example.passage for kind in self._kinds.values() for example in kind]

    def sizes(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {kind: len(found) for kind, found in self._kinds.items()} | {"pairs": len(self._pairs)}


def sentence_pairs(data: TrainingData, rng: Random) -> list[Pair]:
    """A mixture of all parallel sources and the dictionary, in random order."""
    found: list[Pair] = []
    for source, most in PARALLEL.items():
        usable = [
            p for p in data.parallel(source) if 2 <= len(p.en) <= LONGEST_SENTENCE and len(p.zh) <= LONGEST_SENTENCE
        ]
        found += rng.sample(usable, min(most, len(usable)))
    entries = [Pair(gloss, word) for word, glosses in data.glosses().items() for gloss in glosses[:1]]
    entries = [p for p in entries if len(p.zh) > 1 and len(p.en) < 60]
    found += rng.sample(entries, min(NAMES, len(entries)))
    rng.shuffle(found)
    return found


def _turn(items: Sequence[Item], count: int, step: int) -> list[Item]:
    return [items[(step * count + i) % len(items)] for i in range(min(count, len(items)))]
