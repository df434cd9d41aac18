"""Correct misspelt English words: "earthquke" is read as "earthquake" if the articles have a translation of that.

Places in pinyin are corrected as well: "Xinzou" is read as "Xinzhou" if the articles have 忻州.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from string import ascii_lowercase

from index.crosslingual.pinyin_names import PassageCount, Readings, bridge, english_words
from index.crosslingual.translation_table import is_translated, stem, translations
from index.lexical.tokens import FUNCTION_WORDS
from qa.facts.entities import PLACES

MIN_LETTERS = 5
"""Minimum letters of a corrected word; shorter ones are one letter away from too many others."""
PLACE_LETTERS = 6
"""Minimum letters of a corrected place: people are called Dalia and Hebel."""
MAX_LETTERS = 25
"""Maximum letters of a corrected word, since the work grows with the square of its length; longer ones are no words."""
MAX_WORDS = 4
"""Maximum words checked per question, to limit the work."""

_WORD = re.compile(r"(?<![\w'’.@/-])[A-Za-z]?[a-z]+(?![\w'’@/-]|\.\w)")
_QUOTED = re.compile(r'["“„«][^"”»]*["”»]')


def english_slips(question: str, readings: Readings, passage_count: PassageCount) -> Iterator[tuple[str, str]]:
    """Words in neither the dictionary nor any article, each with a similar word that the articles mention.

    Capitalised words inside a question are names, of which the dictionary has few, so only places are corrected there.
    """
    quoted = [range(*match.span()) for match in _QUOTED.finditer(question)]
    looked_at = 0
    for match in _WORD.finditer(question):
        written, word = match[0], match[0].lower()
        if not MIN_LETTERS <= len(word) <= MAX_LETTERS or any(match.start() in span for span in quoted):
            continue
        if _known(word) or passage_count(word):
            continue
        meant = _place(word, passage_count)
        if not meant and written[0].isupper() and question[: match.start()].strip():
            continue
        if bridge(written, readings, passage_count):
            continue
        if not meant:
            if looked_at == MAX_WORDS:
                return
            looked_at += 1
            meant = _likeliest(word, passage_count)
        if meant:
            yield written, meant.capitalize() if written[0].isupper() else meant


def _known(word: str) -> bool:
    return word in FUNCTION_WORDS or word in english_words() or is_translated(word)


def _place(word: str, passage_count: PassageCount) -> str:
    """The place in the articles that has one letter more or less, or two letters swapped; "" for none or several.

    A different letter more often means a different name.
    """
    if len(word) < PLACE_LETTERS or word in _places():
        return ""
    near = {near for near in _one_letter_away(word) if len(near) != len(word) or sorted(near) == sorted(word)}
    held = [place for place in near & _places().keys() if any(map(passage_count, _places()[place]))]
    return held[0] if len(held) == 1 and len(held[0]) >= PLACE_LETTERS else ""


@cache
def _places() -> dict[str, list[str]]:
    """The places by their pinyin: "shanxi" is two."""
    from pypinyin import lazy_pinyin

    places: dict[str, list[str]] = {}
    for place in PLACES:
        places.setdefault("".join(lazy_pinyin(place)), []).append(place)
    return places


def _likeliest(word: str, passage_count: PassageCount) -> str:
    """The known word one letter away, or doubled otherwise, whose translation is in the most passages; "" for none."""
    nearest = dict.fromkeys((*_one_letter_away(word), *_doubled_otherwise(word)))
    held = {near: _held(near, passage_count) for near in nearest if near != word}
    return max((near for near, count in held.items() if count), key=lambda near: held[near], default="")


def _held(word: str, passage_count: PassageCount) -> int:
    """The most passages that have one of a word's likeliest translations; 0 if it has none, or if the table learnt two
    equally likely ones, which are due to chance.

    The pieces of one word count as one translation: 半导 and 导体 of 半导体.
    """
    table = translations()
    likeliest = table.likely(word, 1.0)
    pieces = all(before[-1] == after[0] for before, after in pairwise(likeliest))
    learnt = table.learnt(stem(word).encode()).items() >= table.of(word).items()
    return max(map(passage_count, likeliest), default=0) if pieces or not learnt else 0


def _doubled_otherwise(word: str) -> Iterator[str]:
    """The word with other letters doubled, at most two: tariff for tarrif."""
    single = re.sub(r"(.)\1", r"\1", word)
    for many in (0, 1, 2):
        for doubled in combinations(range(1, len(single)), many):
            yield "".join(letter * (1 + (i in doubled)) for i, letter in enumerate(single))


def _one_letter_away(word: str) -> Iterator[str]:
    """Words that become this one by a missing, extra, wrong or swapped letter; the first one is assumed to be right."""
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
