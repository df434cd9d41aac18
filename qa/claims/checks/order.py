"""Finds arguments that are swapped around a word: "A writes to B" for "B writes to A"."""

import re
from collections.abc import Iterator

from corpus.text.fold import Folded, fold
from corpus.text.script import is_han
from index.crosslingual.glosses import meanings_of
from qa.claims.checks.comparisons import compares
from qa.claims.clauses import clauses
from qa.claims.coverage import has, lacking
from qa.claims.synonyms import dictionary_words

STANDS = 0.9
_BETWEEN_HAN = frozenset("向从给对把将被由让使")
_BETWEEN = re.compile(
    r"\b(?:to|from|for|against|by|(?:\w+ed|met|beat|wrote|sent|gave|told|sold|bought|paid|led|left|lent|owes|owns|won|lost|\w+s) )\b"
)
_PASSIVE = re.compile(r"被|由|\b(?:was|were|is|are|be|been|being)\b(?:\s+\w+ly)?\s+\w+(?:ed|t|n|d|ut)\b")


def reordered(sentence: str, text: str) -> Iterator[str]:
    """The words of the sentence around which a clause of the text has the two sides swapped."""
    if compares(sentence) or is_han(sentence) != is_han(text):
        return
    for mine in clauses(sentence):
        said = fold(mine.text)
        for known in (fold(clause.text) for clause in clauses(text)):
            if is_passive(said) == is_passive(known):
                yield from (word for word in _between(said) if known.count(word) == 1 and _exchanges(said, known, word))


def is_passive(text: str) -> bool:
    """Whether the text may be in the passive voice."""
    return _PASSIVE.search(text) is not None


def _between(said: Folded) -> list[str]:
    """The words that may have arguments on both sides: those that the clause has only once."""
    if is_han(said):
        parts = (said[start:end] for start, end in dictionary_words(said))
        found = [part for part in parts if part in _BETWEEN_HAN or " to " in f" {meanings_of(part)}"]
    else:
        found = [match.group() for match in _BETWEEN.finditer(said)]
    return [word for word in found if said.count(word) == 1]


def _exchanges(said: Folded, known: Folded, word: str) -> bool:
    left, _, right = said.partition(word)
    known_left, _, known_right = known.partition(word)
    one, other = lacking(left, known_left), lacking(right, known_right)
    return bool(one and other) and has(one, known_right) >= STANDS and has(other, known_left) >= STANDS
