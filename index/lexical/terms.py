"""The terms of a passage as numbers, counted: 64 bits stand for a term, so no vocabulary is kept or parsed.

A text that is written in Han is counted without a string made of any of its bigrams, which are most of its terms.
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
from index.lexical.tokens import WORD, word_terms

Keys: TypeAlias = NDArray[np.uint64]
"""(terms,) keys, as `term_key` makes them."""

MOST = 255
"""Occurrences of a term in one passage that are told apart; a score has stopped rising before."""

OPENING_CHARACTERS = 60
"""A text opens with its title, if it has one, and so many characters."""

_OTHER = 1 << 63
"""Set in the key of a term that is hashed: those of characters and their pairs are below it."""

_PAIR = re.compile(rf"[{UNSPACED}]{{1,2}}")


@dataclass(frozen=True, slots=True)
class Terms:
    """The different terms of one passage, ascending.

    `keys`, `counts`, `opening`: (terms,) the term, how often it is there, and whether the passage opens with it, among
    others.
    """

    keys: Keys
    counts: NDArray[np.uint8]
    opening: NDArray[np.bool_]

    @classmethod
    def of(cls, keys: Keys, opening: Keys) -> Self:
        """Of terms in any order and as often as they occur. Occurrences past `MOST` are not told apart."""
        different, counts = np.unique(keys, return_counts=True)
        opens = np.zeros(len(different), np.bool_)
        opens[np.searchsorted(different, opening)] = True
        return cls(different, np.minimum(counts, MOST).astype(np.uint8), opens)


def term_key(term: str) -> int:
    """64 bits for a term: the codes of a Han character or bigram; of another term a hash.

    Among a million hashed terms two collide with a chance of 5e-8.
    """
    if not _PAIR.fullmatch(term):
        return _hashed(term)
    return ord(term) if len(term) == 1 else pair_key(ord(term[0]), ord(term[1]))


def pair_key(first: int, second: int) -> int:
    """The key of a bigram, by its characters' codes: all that begin with one character follow each other."""
    return first << 32 | second


@lru_cache(maxsize=1 << 14)
def _hashed(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little") | _OTHER


def counted(terms: Iterable[str], opening: Iterable[str] = ()) -> Terms:
    """Terms, counted; those of `opening` are among them."""
    return Terms.of(np.array([*map(term_key, terms)], np.uint64), np.array([*map(term_key, opening)], np.uint64))


def count_terms(text: str) -> Terms:
    """The terms of a text, counted: those that `tokenise` gives. What stands before the first line's end is its title."""
    folded = fold(text)
    codes = np.frombuffer(folded.encode("utf-32-le"), "<u4").astype(np.uint64)
    # A character before the text and one behind it, neither Han.
    han = np.zeros(len(codes) + 2, np.bool_)
    han[1:-1] = _is_han()[codes]
    before, inside, behind = han[:-2], han[1:-1], han[2:]
    first, single = np.flatnonzero(inside & behind), np.flatnonzero(inside & ~before & ~behind)
    others, places = _words(folded, inside)
    keys = np.concatenate([codes[first] << np.uint64(32) | codes[first + 1], codes[single], others])
    end = folded.find("\n") + 1 + OPENING_CHARACTERS
    return Terms.of(keys, keys[np.concatenate([first, single, places]) < end])


def _words(folded: Folded, han: NDArray[np.bool_]) -> tuple[Keys, NDArray[np.int64]]:
    """The terms that are words or numbers, and where each stands; `han`: (characters,) which are Han."""
    found: list[int] = []
    places: list[int] = []
    for match in WORD.finditer(folded):
        word, end = match[0], match.end()
        terms = word_terms(word)
        if word[-1].isdigit() and han[end : end + 1].any():
            terms = [*terms, word + folded[end]]
        found += map(_hashed, terms)
        places += [match.start()] * len(terms)
    return np.array(found, np.uint64), np.array(places, np.int64)


@cache
def _is_han() -> NDArray[np.bool_]:
    """Whether each code is that of a character written without spaces."""
    is_han = np.zeros(maxunicode + 1, np.bool_)
    for match in re.finditer(r"(.)-(.)", UNSPACED.encode("ascii").decode("unicode_escape")):
        is_han[ord(match[1]) : ord(match[2]) + 1] = True
    return is_han
