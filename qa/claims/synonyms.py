"""Synonyms: Chinese words with a common gloss, English words with a common likely translation."""

import re
from functools import lru_cache

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.crosslingual import glosses
from index.lexical.tokens import tokenise
from qa.facts.whole_words import whole_words

LIKELY = 0.6
"""Minimum share of a likely translation."""
_SAYS_NOTHING = frozenset(
    "be|have|do|make|go|get|take|give|come|at|in|on|to|of|with|by|for|from|and|or|not|this|that|it|he|she|they|one|two|very|also|still|already|only|then|but|all|every|each"
    "|become|exist|person|people|thing|place|time|day|year|big|small|up|down|out|surname|place name|classifier|etc|again|will|can|may|must|should|over|above|below|after|before"
    "|use|put|set|turn|send|bring|reach|arrive|receive|carry|raise|act|serve|high|low|more|less|many|much|long|new|old|good|well|same|other|part|form|way|point|kind|line|number".split(
        "|"
    )
)
_ASIDE = re.compile(r"\([^)]*\)|\b(?:sb|sth|one's|oneself|the|an?)\b")
_MAX_GLOSS_WORDS = 3


@lru_cache(maxsize=1 << 12)
def dictionary_words(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the Chinese words in a text."""
    return tuple(glosses.words(text))


@lru_cache(maxsize=1 << 14)
def meanings(word: str) -> frozenset[str]:
    """The short glosses of a Chinese word, verbs without "to"."""
    found = (
        " ".join(_ASIDE.sub(" ", gloss).split()).removeprefix("to ") for gloss in glosses.meanings_of(word).split(";")
    )
    return frozenset(g for g in found if 0 < len(g.split()) <= _MAX_GLOSS_WORDS and g not in _SAYS_NOTHING)


@lru_cache(maxsize=256)
def meanings_in(text: str) -> frozenset[str]:
    """The glosses of all Chinese words of a text."""
    folded = fold(text)
    return frozenset(gloss for start, end in dictionary_words(folded) for gloss in meanings(folded[start:end]))


def senses(word: str) -> frozenset[str]:
    """The likely translations of an English word."""
    return whole_words(word, LIKELY)


@lru_cache(maxsize=256)
def senses_in(text: str) -> frozenset[str]:
    """The likely translations of all English words of a text."""
    return frozenset(term for word in tokenise(text) if not has_han(word) for term in senses(word))
