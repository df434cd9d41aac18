"""What the words of an English question are in Chinese: by the table, or for a name by its sound."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.text.fold import fold
from index.crosslingual.pinyin_names import PassagesWith
from index.crosslingual.translation_table import LONGEST_PHRASE, stem, translations
from index.crosslingual.transliteration import Follows, heard
from index.lexical.tokens import tokenise

OWN = 0.4
"""Of what a word of a phrase means by itself, against the phrase: too little to be shown for it."""
MOST_HEARD = 8
"""Words of one question that are looked for by their sound: more would only keep the machine busy."""

_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_RUN = re.compile(rf"{_POSSESSIVE.pattern}(?:[ -]{_POSSESSIVE.pattern})*")
"""Words with nothing but a space or a hyphen between them."""


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A word as the question writes it, and Chinese terms with their shares (0 to 1, the likeliest has 1)."""

    written: str
    terms: dict[str, float]


def equivalents(
    question: str, terms: Iterable[str], passages_with: PassagesWith, follows: Follows
) -> dict[str, Equivalent]:
    """The Chinese of those of an English question's terms that have any.

    A word of a phrase that the dictionary has in Chinese, and articles too, stands for the phrase. A word with a
    capital letter is a name, and one without is none where the question has capitals at all. A name that no passage
    holds as it is written is looked for by its sound.
    """
    written = dict(_written(question.lower() if question.isupper() else question))
    phrases = dict(_phrases(question, passages_with))
    found: dict[str, Equivalent] = {}
    tried = 0
    for term in terms:
        if term in phrases:
            phrase = phrases[term].terms
            own = {chinese: OWN * share for chinese, share in translations().of(term).items() if chinese not in phrase}
            found[term] = replace(phrases[term], terms=phrase | own)
            continue
        word, may_be_name = written.get(term, (term, False))
        if translated := translations().of_phrase(term.split("-")):
            found[term] = Equivalent(term, translated)
        elif may_be_name and tried < MOST_HEARD and not passages_with(term):
            tried += 1
            ways = dict.fromkeys((term, stem(term)))  # Kuznets ends in s, the Huguenots are many
            if names := next(filter(None, (heard(way, passages_with, follows) for way in ways)), []):
                found[term] = Equivalent(word, _bigrams(names))
    return found


def _phrases(question: str, passages_with: PassagesWith) -> Iterator[tuple[str, Equivalent]]:
    """Each word, folded, of a phrase that is translated as a whole; the longest phrases."""
    for run in _RUN.findall(question):
        words = _POSSESSIVE.findall(run)
        at = 0
        while at < len(words):
            for end in range(min(at + LONGEST_PHRASE, len(words)), at + 1, -1):
                phrase = [fold(word) for word in words[at:end]]
                known = translations().of_phrase(phrase)
                if any(map(passages_with, joined(known))):
                    equivalent = Equivalent(" ".join(words[at:end]), known)
                    yield from ((form, equivalent) for word in phrase for form in (word, _WORD.findall(word)[0]))
                    at = end - 1
                    break
            at += 1


def joined(bigrams: Iterable[str]) -> list[str]:
    """Bigrams that follow each other as words: 国务 and 务院 as 国务院."""
    words: list[str] = []
    for bigram in bigrams:
        if words and words[-1][-1] == bigram[0]:
            words[-1] += bigram[1:]
        else:
            words.append(bigram)
    return words


def _written(question: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Each word, folded: how it is written, and whether it may be a name."""
    for word in _WORD.findall(question):
        yield fold(word), (word, word[0].isupper() or question.islower())


def _bigrams(names: Iterable[str]) -> dict[str, float]:
    """The bigrams of the names, best first; those of the second count half, and so on."""
    shares: dict[str, float] = {}
    for place, name in enumerate(names, start=1):
        for bigram in tokenise(name):
            shares.setdefault(bigram, 1 / place)
    return shares
