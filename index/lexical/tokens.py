"""Split text into the terms that BM25 counts: Chinese character bigrams, and whole Latin words and numbers.

Bigrams need no dictionary, so names that are in none are found too (Nie et al. 2000, "On the use of words and n-grams
for Chinese information retrieval").
"""

import re
from collections.abc import Container, Iterable

from corpus.text.fold import Folded, fold
from corpus.text.script import UNSPACED, has_han
from index.lexical.number_terms import number_terms

_LETTER = rf"[^\W_{UNSPACED}]"
WORD = re.compile(rf"{_LETTER}+(?:[.+'’&/-]{_LETTER}+)*")
"""A word or number, with the signs inside it."""
_RUN = re.compile(rf"(?P<han>[{UNSPACED}]+)|(?P<word>{WORD.pattern})")
_BIGRAM = re.compile(f"[{UNSPACED}]{{2}}")
_SIGN = re.compile(r"[.+'’&/-]")
_INITIALS = re.compile(r"(?![ap]\.m$|e\.g$|i\.e$)[a-z](?:\.[a-z])+")
"""An abbreviation with its dots, without the last one: u.s"""


FUNCTION_WORDS = frozenset(
    (
        "a about also an and any are as at be because been being between but by can could did do does during "
        "for from had has have he her his how i if in into is it its just may me my no not of on only or our "
        "out s she should so such than that the their them then there these they this those to up was we were "
        "what when where which while who whom whose why will with would you your"
    ).split()
)
"""English stop words. They are rare in Chinese articles, where BM25 would otherwise weigh them like names."""


def tokenise(text: str) -> list[str]:
    """The terms of a text, in order, folded.

    A run of Han characters gives its bigrams, a single one itself. A word or number stays whole, with the signs inside
    it (`965.16`, `3+n`, `5g`), followed by its parts if there are several. A number with the character after it is a
    term as well: `2022年`, `51家`. Last come the terms of numbers that are not in the usual notation (`number_terms`).
    """
    folded = fold(text)
    terms: list[str] = []
    number, number_end = "", 0
    for run in _RUN.finditer(folded):
        found = run.group()
        if run.lastgroup == "han":
            if number and run.start() == number_end:
                terms.append(number + found[0])
            terms += [found[i : i + 2] for i in range(len(found) - 1)] or [found]
            number = ""
            continue
        terms += word_terms(found)
        number, number_end = (found if found[-1].isdigit() else ""), run.end()
    return [*terms, *(term for _, term in number_terms(folded))]


def is_bigram(term: str) -> bool:
    """Whether a folded term is a bigram of Han characters."""
    return _BIGRAM.fullmatch(term) is not None


def word_terms(word: str) -> list[str]:
    """A word or number, and its parts if there are several; initials, and the same without dots."""
    if _INITIALS.fullmatch(word):
        return [word, word.replace(".", "")]
    inner = [] if word.replace(".", "").isdigit() else _SIGN.split(word)
    return [word, *inner] if len(inner) > 1 else [word]


class TermsOf(Container[str]):
    """The terms of a folded text, for a few look-ups: a bigram is simply looked up in the text."""

    def __init__(self, text: Folded) -> None:
        self._text = text
        self._terms: frozenset[str] | None = None

    def __contains__(self, term: object) -> bool:
        if not isinstance(term, str):
            return False
        if is_bigram(term):
            return term in self._text
        # A number may be in another notation, and initials may have dots.
        if term not in self._text and not term[:1].isdigit() and ".".join(term) not in self._text:
            return False
        if self._terms is None:
            self._terms = frozenset(tokenise(self._text))
        return term in self._terms


def shared_words(terms: Iterable[str], text: Folded, held: Container[str]) -> tuple[str, ...]:
    """The query's terms that a text contains, in order; overlapping bigrams are joined if they are joined in the text.

    `忻州` and `州市` become `忻州市` if the text contains it. `text` is folded; `held` are its terms.
    """
    words: list[str] = []
    for term in terms:
        if term not in held:
            continue
        if words and len(term) > 1 and has_han(term) and words[-1][-1] == term[0] and words[-1] + term[1:] in text:
            words[-1] += term[1:]
        else:
            words.append(term)
    return tuple(words)
