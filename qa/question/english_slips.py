"""Misspelt English words: "earthquke" is read as "earthquake" if the articles have a translation of that."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from index.crosslingual.pinyin_names import PassageCount, Readings, bridge, english_words
from index.crosslingual.translation_table import is_translated, translations
from index.lexical.tokens import FUNCTION_WORDS

MIN_LETTERS = 5
"""Minimum letters of a corrected word; shorter ones are one letter away from too many others."""
MAX_WORDS = 4
"""Maximum words checked per question, to limit the work."""

_WORD = re.compile(r"(?<![\w'’.@/-])[A-Za-z]?[a-z]+(?![\w'’@/-]|\.\w)")
_QUOTED = re.compile(r'["“„«][^"”»]*["”»]')


def english_slips(question: str, readings: Readings, passage_count: PassageCount) -> Iterator[tuple[str, str]]:
    """Words that neither the dictionary nor an article has, each with a word one letter away that the articles mention.

    Capitalised words inside a question are names, of which the dictionary has few, so they are not corrected.
    """
    quoted = [range(*match.span()) for match in _QUOTED.finditer(question)]
    looked_at = 0
    for match in _WORD.finditer(question):
        written = match[0]
        if len(written) < MIN_LETTERS or (written[0].isupper() and question[: match.start()].strip()):
            continue
        word = written.lower()
        if any(match.start() in span for span in quoted) or _known(word) or passage_count(word):
            continue
        if looked_at == MAX_WORDS:
            return
        looked_at += 1
        meant = _likeliest(word, passage_count)
        if meant and not bridge(written, readings, passage_count):
            yield written, meant.capitalize() if written[0].isupper() else meant


def _known(word: str) -> bool:
    return word in FUNCTION_WORDS or word in english_words() or is_translated(word)


def _likeliest(word: str, passage_count: PassageCount) -> str:
    """The known word one letter away whose likeliest translation is in most passages; "" for none."""
    held = {near: _held(near, passage_count) for near in dict.fromkeys(_one_letter_away(word)) if near != word}
    return max((near for near, count in held.items() if count), key=lambda near: held[near], default="")


def _held(word: str, passage_count: PassageCount) -> int:
    """The number of passages with the likeliest translation of a word; 0 if it has none, or two that are equally likely: chance."""
    likeliest, *others = [*translations().of(word).items()][:2] or [("", 0.0)]
    return passage_count(likeliest[0]) if likeliest[0] and all(share < likeliest[1] for _, share in others) else 0


def _one_letter_away(word: str) -> Iterator[str]:
    """Words that become this one by a missing, doubled, wrong or swapped letter; the first letter is assumed right."""
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
