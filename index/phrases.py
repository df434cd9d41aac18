"""Quoted phrases: which articles contain them, and in which passage they begin."""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from corpus.text.fold import fold
from corpus.types import Passage
from index.lexical.tokens import is_bigram, tokenise, word_terms
from index.storage.reader import Index
from index.types import Ids

BATCH = 64
"""Passages read at once."""
MAX_MISSING, BIGRAMS_PER_MISSING = 2, 4
"""How many bigrams of a phrase a passage may lack: one of four to seven, two of eight or more."""
_MARKS = dict.fromkeys(map(ord, "\"“”„＂「」『』«»〝〞'‘’"))
_SPACE = re.compile(r"(?<![^\W_])\s+|\s+(?![^\W_])|(?<=[\u3000-\uffff])\s+|\s+(?=[\u3000-\uffff])")
"""White space that does not separate Latin words: a line break between Han characters is no space."""


def candidates(index: Index, phrases: Iterable[str], allowed: Ids | None = None) -> Ids | None:
    """The ids, ascending, of the passages in which every phrase may begin; None for all.

    Each term of a phrase must be in the passage or in the next one, where the phrase then ends. Of the bigrams of a
    longer phrase, one or two may be missing, since a mark or a line break inside it parts them.
    """
    for phrase in phrases:
        for near in _near(index, phrase):
            allowed = near if allowed is None else np.intersect1d(allowed, near, assume_unique=True)
    return allowed


def _near(index: Index, phrase: str) -> Iterator[Ids]:
    """Sets of passages; a phrase can begin only in those that are in all of them."""
    terms = [
        term
        for term in dict.fromkeys(tokenise(phrase))
        # Not 15天 for 十五天, which may be part of 四十五天. The parts of don't are the same as those of don’t.
        if term in phrase and len(word_terms(term)) == 1
    ]
    bigrams = [term for term in terms if is_bigram(term)]
    missing = min(MAX_MISSING, len(bigrams) // BIGRAMS_PER_MISSING)
    tolerated = bigrams if missing else []
    yield from (_holding(index, term) for term in terms if term not in tolerated)
    if tolerated:
        ids, held = np.unique(np.concatenate([_holding(index, term) for term in tolerated]), return_counts=True)
        yield ids[held >= len(tolerated) - missing]


def _holding(index: Index, term: str) -> Ids:
    """The passages that contain a term or that precede one."""
    holding = index.retriever.holding(term)
    return np.union1d(holding, holding[holding > 0] - 1)


def begin_in(phrases: Iterable[str], passage: Passage) -> bool:
    """Whether every phrase begins in the passage or is its article's whole title.

    Quotation marks inside and line breaks are ignored.
    """
    return all(_begins_in(phrase, passage) for phrase in phrases)


def is_held(index: Index, phrase: str) -> bool:
    """Whether any article contains a phrase."""
    possible = candidates(index, [phrase])
    assert possible is not None, "a phrase has terms"
    batches = (possible[start : start + BATCH] for start in range(0, len(possible), BATCH))
    return any(_begins_in(phrase, passage) for batch in batches for passage in index.store.passages(batch))


def _begins_in(phrase: str, passage: Passage) -> bool:
    text, wanted = passage.article.text, _normalised(phrase)
    inside = _normalised(fold(passage.text))
    if wanted in inside or wanted == _normalised(fold(passage.article.title)):
        return True
    # Twice the phrase's length, to allow for ignored white space and marks.
    start = max(passage.start, passage.end - 2 * len(phrase))
    head = _normalised(fold(text[start : passage.end]))
    found = _normalised(fold(text[start : passage.end + 2 * len(phrase)])).find(wanted)
    return 0 <= found < len(head)


def _normalised(text: str) -> str:
    return re.sub(r"\s+", " ", _SPACE.sub("", text.translate(_MARKS)))
