"""Count the terms of a passage as 64-bit keys, so that no vocabulary is stored or parsed.

Han bigrams, which are most terms of Chinese text, are counted without making strings of them.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import maxunicode
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.text.fold import Folded, fold
from corpus.text.script import UNSPACED
from index.lexical.number_terms import number_terms
from index.lexical.tokens import WORD, word_terms

Keys: TypeAlias = NDArray[np.uint64]
"""(terms,) keys, as `term_key` makes them."""

MAX_COUNT = 255
"""Maximum count of a term in one passage; scores saturate before that."""

OPENING_CHARACTERS = 60
"""The opening of a text is its title, if it has one, and this many characters."""

HASHED = 1 << 63
"""Set in the key of a hashed term; the keys of characters and bigrams are below it."""

_PAIR = re.compile(rf"[{UNSPACED}]{{1,2}}")


@dataclass(frozen=True, slots=True)
class Terms:
    """The different terms of one passage, ascending.

    `keys`, `counts`, `opening`: (terms,) the term, its occurrences, and whether it is in the passage's opening.
    """

    keys: Keys
    counts: NDArray[np.uint8]
    opening: NDArray[np.bool_]

    @classmethod
    def of(cls, keys: Keys, opening: Keys) -> Self:
        """Count terms, given in any order; counts stop at `MAX_COUNT`."""
        different, counts = np.unique(keys, return_counts=True)
        opens = np.zeros(len(different), np.bool_)
        opens[np.searchsorted(different, opening)] = True
        return cls(different, np.minimum(counts, MAX_COUNT).astype(np.uint8), opens)


def term_key(term: str) -> int:
    """The 64-bit key of a term: the code points of a Han character or bigram, else a hash.

    Any two of a million hashed terms collide with a probability of 5e-8.
    """
    if not _PAIR.fullmatch(term):
        return _hashed(term)
    return ord(term) if len(term) == 1 else pair_key(ord(term[0]), ord(term[1]))


def pair_key(first: int, second: int) -> int:
    """The key of a bigram, from its code points: bigrams with the same first character are adjacent."""
    return first << 32 | second


@lru_cache(maxsize=1 << 14)
def _hashed(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little") | HASHED


def counted(terms: Iterable[str], opening: Iterable[str] = ()) -> Terms:
    """Count terms; `opening` must be among them."""
    return Terms.of(np.array([*map(term_key, terms)], np.uint64), np.array([*map(term_key, opening)], np.uint64))


def count_terms(text: str) -> Terms:
    """Count the terms of a text, the same ones as `tokenise` returns. The first line of the text is the title."""
    folded = fold(text)
    codes = np.frombuffer(folded.encode("utf-32-le"), "<u4").astype(np.uint64)
    # Padded with a non-Han character on either side.
    han = np.zeros(len(codes) + 2, np.bool_)
    han[1:-1] = _is_han()[codes]
    before, inside, behind = han[:-2], han[1:-1], han[2:]
    first, single = np.flatnonzero(inside & behind), np.flatnonzero(inside & ~before & ~behind)
    others, places = _words(folded, inside)
    keys = np.concatenate([codes[first] << np.uint64(32) | codes[first + 1], codes[single], others])
    end = folded.find("\n") + 1 + OPENING_CHARACTERS
    return Terms.of(keys, keys[np.concatenate([first, single, places]) < end])


def _words(folded: Folded, han: NDArray[np.bool_]) -> tuple[Keys, NDArray[np.int64]]:
    """The keys of words and numbers, and their offsets; `han`: (characters,) whether each is Han."""
    found: list[int] = []
    places: list[int] = []
    for match in WORD.finditer(folded):
        word, end = match[0], match.end()
        terms = word_terms(word)
        if word[-1].isdigit() and han[end : end + 1].any():
            terms = [*terms, word + folded[end]]
        found += map(_hashed, terms)
        places += [match.start()] * len(terms)
    for place, term in number_terms(folded):
        found.append(term_key(term))
        places.append(place)
    return np.array(found, np.uint64), np.array(places, np.int64)


@cache
def _is_han() -> NDArray[np.bool_]:
    """(code points,) whether each is a character written without spaces."""
    is_han = np.zeros(maxunicode + 1, np.bool_)
    for match in re.finditer(r"(.)-(.)", UNSPACED.encode("ascii").decode("unicode_escape")):
        is_han[ord(match[1]) : ord(match[2]) + 1] = True
    return is_han
