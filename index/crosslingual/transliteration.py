"""Foreign names by their sound: "Kuznets" finds 库兹涅茨, where that stands in the articles.

A table says how likely chunks of letters are to be written by a Chinese character (`index.training.tables.transliteration`).
A beam search puts characters together, and takes only those that stand side by side in the articles: what a name
could be written as is endless, what is written is not.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import exp, log
from operator import itemgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.atomic_io import read_arrays
from index.crosslingual.pinyin_names import PassagesWith

TABLE = Path(__file__).parent / "transliteration.npz"

LONGEST_CHUNK = 5
"""Letters that one character writes."""
SHORTEST, LONGEST = 4, 20
"""Letters of a name that is looked for."""
BEAM = 16
"""Beginnings of a name that are gone on with, at each letter."""
SILENT = -6.0
"""Log probability of a letter that no character writes."""
CHARACTER = 3.0
"""What each character of a name counts for: the more of them, the less they stand together by chance."""
LEAST = 4.5
"""Log probability, with what the characters count for, that a name needs."""
MOST_NAMES = 2
"""Chinese forms kept of one name."""
TRIED = 12
"""Best forms that are looked up whole."""

NEVER = float("-inf")

Follows = Callable[[str, str], NDArray[np.bool_]]
"""Which of some characters stand behind a character in any passage."""


@dataclass(frozen=True, slots=True)
class Transliteration:
    """Chunks of letters and the characters that write them.

    `chunks`: (chunks,) bytes, ascending. `offsets`: (chunks + 1,) int32; chunk i has `offsets[i]:offsets[i+1]` of the
    others. `characters`: (spellings,) the likeliest first. `scores`: (spellings,) float16, log probability of chunk and
    character together.
    """

    chunks: NDArray[np.bytes_]
    offsets: NDArray[np.int32]
    characters: NDArray[np.str_]
    scores: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Spellings:
    """A table made ready for search.

    `alphabet`: every character once. `chunks`: of each chunk the places of its characters in the alphabet and log
    probabilities, the likeliest first.
    """

    alphabet: str
    chunks: Mapping[str, list[tuple[int, float]]]

    @classmethod
    def of(cls, table: Transliteration) -> "Spellings":
        """The spellings of a table."""
        alphabet, places = np.unique(table.characters, return_inverse=True)
        pairs = list(zip(places.tolist(), table.scores.tolist(), strict=True))
        ends = table.offsets.tolist()
        chunks = {c.decode(): pairs[a:b] for c, a, b in zip(table.chunks.tolist(), ends[:-1], ends[1:], strict=True)}
        return cls("".join(alphabet.tolist()), chunks)


@lru_cache(maxsize=1)
def bundled() -> Spellings:
    """The spellings of the bundled table, read once."""
    return Spellings.of(Transliteration(**read_arrays(TABLE)))


def letters(word: str) -> str:
    """A word's letters a to z, small and without accents."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFD", word.lower()))


def heard(word: str, passages_with: PassagesWith, follows: Follows, spellings: Spellings | None = None) -> list[str]:
    """The Chinese forms of a foreign name whose characters stand together in a passage, best first; often none."""
    name = letters(word)
    if not SHORTEST <= len(name) <= LONGEST:
        return []
    forms = _decoded(name, spellings or bundled(), follows)
    tried = nlargest(TRIED, ((score, form) for form, score in forms.items() if len(form) > 1))
    return [form for score, form in tried if score > LEAST and passages_with(form)][:MOST_NAMES]


def _decoded(name: str, spellings: Spellings, follows: Follows) -> dict[str, float]:
    """Forms of neighbouring bigrams and their scores.

    A score is the log probability among all forms that the name could have, and `CHARACTER` for each character.
    """
    size = len(name)
    reached = [1.0] + [0.0] * size  # by all forms together: the forward probability
    forms: list[dict[str, float]] = [{"": 0.0}, *({} for _ in range(size))]
    for start in range(size):
        ahead = [
            (stop, character, score)
            for stop in range(start + 1, min(size, start + LONGEST_CHUNK) + 1)
            for character, score in spellings.chunks.get(name[start:stop], ())
        ]
        for stop, _, score in ahead:
            reached[stop] += reached[start] * exp(score)
        reached[start + 1] += reached[start] * exp(SILENT)
        every = range(len(ahead))
        characters = np.array([character for _, character, _ in ahead], np.intp)
        for form, so_far in nlargest(BEAM, forms[start].items(), key=itemgetter(1)):
            forms[start + 1][form] = max(so_far + SILENT, forms[start + 1].get(form, NEVER))
            standing = follows(form[-1], spellings.alphabet)[characters].nonzero()[0].tolist() if form else every
            for i in standing:
                stop, character, score = ahead[i]
                longer, then = form + spellings.alphabet[character], so_far + score + CHARACTER
                if then > forms[stop].get(longer, NEVER):
                    forms[stop][longer] = then
    whole = log(reached[size])
    return {form: score - whole for form, score in forms[size].items()}
