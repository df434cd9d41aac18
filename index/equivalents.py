"""What the words of an English question are in Chinese: by the table, by another form of the word, or by its sound."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.fold import fold
from index.names import PassagesWith
from index.tokens import tokenise
from index.translations import stem, translations
from index.transliteration import Follows, heard
from index.wordforms import forms

MOST_HEARD = 8
"""Words of one question that are looked for by their sound: more would only keep the machine busy."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A word as the question writes it, and Chinese terms with their shares (0 to 1, the likeliest has 1)."""

    written: str
    terms: Mapping[str, float]


def equivalents(
    question: str, terms: Iterable[str], passages_with: PassagesWith, follows: Follows
) -> dict[str, Equivalent]:
    """The Chinese of those of an English question's terms that have any.

    A word with a capital letter inside a sentence is a name, and one without is none where the question has capitals
    at all. A name is looked for by its sound, another word in its other forms; one that may be either, in both ways.
    Words that a passage holds as they are written need no sound.
    """
    written = dict(_written(question.lower() if question.isupper() else question))
    found: dict[str, Equivalent] = {}
    tried = 0
    for term in terms:
        word, may_be_word, may_be_name = written.get(term, (term, False, False))
        known = translations().of(term) or (_of_form(term) if may_be_word else {})
        if known:
            found[term] = Equivalent(term, known)
        elif may_be_name and tried < MOST_HEARD and not passages_with(term):
            tried += 1
            ways = dict.fromkeys((term, stem(term)))  # Kuznets ends in s, the Huguenots are many
            if names := next(filter(None, (heard(way, passages_with, follows) for way in ways)), []):
                found[term] = Equivalent(word, _bigrams(names))
    return found


def _written(question: str) -> Iterator[tuple[str, tuple[str, bool, bool]]]:
    """Each word, folded: how it is written, whether it may be an ordinary word, and whether it may be a name."""
    for match in _WORD.finditer(question):
        word = match.group()
        capital, first = word[0].isupper(), not _WORD.search(question[: match.start()])
        yield fold(word), (word, first or not capital, capital or question.islower())


def _of_form(term: str) -> Mapping[str, float]:
    return next((known for form in forms(stem(term)) if (known := translations().of(form))), {})


def _bigrams(names: Iterable[str]) -> dict[str, float]:
    """The bigrams of the names, best first; those of the second count half, and so on."""
    shares: dict[str, float] = {}
    for place, name in enumerate(names, start=1):
        for bigram in tokenise(name):
            shares.setdefault(bigram, 1 / place)
    return shares
