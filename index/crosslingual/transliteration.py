"""Transliterate foreign names: "Kuznets" finds 库兹涅茨 if the articles have it.

A table gives the probability that a Chinese character spells a chunk of letters
(`index.training.tables.transliteration`). A beam search combines characters, but only those that are adjacent somewhere
in the articles: a name has countless possible spellings, of which few occur.
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
from index.crosslingual.pinyin_names import PassageCount

TABLE = Path(__file__).parent / "transliteration.npz"

MAX_CHUNK_LETTERS = 5
"""Maximum letters that one character spells."""
MIN_NAME_LETTERS, MAX_NAME_LETTERS = 4, 20
"""Names that are shorter or longer are not transliterated."""
BEAM = 16
"""The width of the beam at each letter."""
SKIPPED_LETTER = -6.0
"""Log probability of a letter that no character spells."""
CHARACTER_BONUS = 3.0
"""Added for each character: more characters are less likely to be adjacent by chance."""
MIN_SCORE = 4.5
"""Minimum score of a form (log probability plus bonuses)."""
MAX_NAMES = 2
"""Maximum Chinese forms returned for a name."""
MAX_LOOKUPS = 12
"""Number of best forms that are looked up in the index."""

NEVER = float("-inf")

Adjacent = Callable[[str, str], NDArray[np.bool_]]
"""Which characters of an alphabet follow a given character in any passage."""


@dataclass(frozen=True, slots=True)
class Transliteration:
    """The table: chunks of letters and the characters that spell them.

    `chunks`: (chunks,) bytes, ascending. `offsets`: (chunks + 1,) int32; chunk i has the slice
    `offsets[i]:offsets[i+1]` of `characters` and `scores`. `characters`: (spellings,) the likeliest first. `scores`:
    (spellings,) float16, log probability of chunk and character together.
    """

    chunks: NDArray[np.bytes_]
    offsets: NDArray[np.int32]
    characters: NDArray[np.str_]
    scores: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Spellings:
    """The table prepared for search.

    `alphabet`: every character once. `chunks`: for each chunk, its characters' positions in the alphabet and log
    probabilities, the likeliest first.
    """

    alphabet: str
    chunks: Mapping[str, list[tuple[int, float]]]

    @classmethod
    def of(cls, table: Transliteration) -> "Spellings":
        """The spellings of a table."""
        alphabet, positions = np.unique(table.characters, return_inverse=True)
        pairs = list(zip(positions.tolist(), table.scores.tolist(), strict=True))
        ends = table.offsets.tolist()
        chunks = {c.decode(): pairs[a:b] for c, a, b in zip(table.chunks.tolist(), ends[:-1], ends[1:], strict=True)}
        return cls("".join(alphabet.tolist()), chunks)


@lru_cache(maxsize=1)
def bundled() -> Spellings:
    """The spellings of the bundled table, loaded once."""
    return Spellings.of(Transliteration(**read_arrays(TABLE)))


def letters(word: str) -> str:
    """A word's letters a to z, in lower case and without accents."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFD", word.lower()))


def transliterate(
    word: str, passage_count: PassageCount, adjacent: Adjacent, spellings: Spellings | None = None
) -> list[str]:
    """The Chinese forms of a foreign name that occur in a passage, best first; often none."""
    name = letters(word)
    if not MIN_NAME_LETTERS <= len(name) <= MAX_NAME_LETTERS:
        return []
    forms = _decoded(name, spellings or bundled(), adjacent)
    best = nlargest(MAX_LOOKUPS, ((score, form) for form, score in forms.items() if len(form) > 1))
    return [form for score, form in best if score > MIN_SCORE and passage_count(form)][:MAX_NAMES]


def _decoded(name: str, spellings: Spellings, adjacent: Adjacent) -> dict[str, float]:
    """Forms whose bigrams all occur in the articles, with their scores.

    A score is the log probability among all forms that the name could have, plus `CHARACTER_BONUS` for each character.
    """
    size = len(name)
    forward = [1.0] + [0.0] * size  # probability of all forms together (the forward algorithm)
    forms: list[dict[str, float]] = [{"": 0.0}, *({} for _ in range(size))]
    for start in range(size):
        ahead = [
            (stop, character, score)
            for stop in range(start + 1, min(size, start + MAX_CHUNK_LETTERS) + 1)
            for character, score in spellings.chunks.get(name[start:stop], ())
        ]
        for stop, _, score in ahead:
            forward[stop] += forward[start] * exp(score)
        forward[start + 1] += forward[start] * exp(SKIPPED_LETTER)
        every = range(len(ahead))
        characters = np.array([character for _, character, _ in ahead], np.intp)
        for form, so_far in nlargest(BEAM, forms[start].items(), key=itemgetter(1)):
            forms[start + 1][form] = max(so_far + SKIPPED_LETTER, forms[start + 1].get(form, NEVER))
            allowed = adjacent(form[-1], spellings.alphabet)[characters].nonzero()[0].tolist() if form else every
            for i in allowed:
                stop, character, score = ahead[i]
                longer, then = form + spellings.alphabet[character], so_far + score + CHARACTER_BONUS
                if then > forms[stop].get(longer, NEVER):
                    forms[stop][longer] = then
    whole = log(forward[size])
    return {form: score - whole for form, score in forms[size].items()}
