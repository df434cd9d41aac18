"""Where the Chinese words of a question begin and end, so that a pattern does not match across two of them."""

from functools import lru_cache

from index.crosslingual.glosses import meanings_of, words

LONG = 3
"""Minimum characters of a word that is trusted over what the longest match made of the characters before it."""
LONGEST = 5
"""Maximum characters of a word that is looked for in this way."""


@lru_cache(maxsize=64)
def inside_words(text: str) -> frozenset[int]:
    """The offsets that lie within a word, by longest match in the dictionary."""
    return frozenset(at for start, end in words(text) for at in range(start + 1, end))


def cuts_word(text: str, start: int, end: int) -> bool:
    """Whether the part of the text is no word of its own but the pieces of others: 一共 in 统一共识, 到底 in 到底特律."""
    inside = inside_words(text)
    if start in inside:
        behind = next(at for at in range(start, len(text) + 1) if at not in inside)
        return behind >= end or behind + 1 in inside
    return any(begins_longer_word(text, at, max(end, at + LONG - 1)) for at in range(max(start + 1, end - LONG), end))


def begins_longer_word(text: str, start: int, end: int) -> bool:
    """Whether the part of the text is only the beginning of a word: 市 in 市场."""
    return any(meanings_of(text[start:after]) for after in range(end + 1, min(start + LONGEST, len(text)) + 1))
