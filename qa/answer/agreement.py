"""Which sentences say the same, and which say different figures of the same thing."""

from functools import lru_cache

from corpus.text.fold import fold
from index.lexical.tokens import tokenise
from qa.answer.candidates import plain
from qa.facts.figures import figures

SAME, REPEATED, NEAR = 0.6, 0.8, 0.55
"""Shares of common terms (Jaccard) from which on two sentences say the same, are one sentence printed twice, and, the
figures left out, speak of the same thing."""


@lru_cache(maxsize=1_024)
def _terms(text: str) -> frozenset[str]:
    return frozenset(tokenise(text))


@lru_cache(maxsize=1_024)
def _frame(text: str) -> frozenset[str]:
    """The terms that are no numbers."""
    return frozenset(t for t in tokenise(text) if not any(map(str.isdigit, t)))


@lru_cache(maxsize=1_024)
def _amounts(text: str) -> tuple[tuple[str, str], ...]:
    """(what is counted, how many) for each clear figure; what is counted is the unit, else what stands behind it."""
    folded = fold(text)
    found = []
    for figure in figures(text):
        if figure.clear:
            behind = folded[figure.end : figure.end + 1].strip()
            found.append((figure.unit or behind, str(figure.value.normalize())))
    return tuple(found)


def printed_twice(one: str, other: str) -> bool:
    """Whether two sentences are the same words, but for signs, script and a word or two, with the same figures."""
    return plain(one) == plain(other) or (
        _share(_terms(one), _terms(other)) >= REPEATED and sorted(_amounts(one)) == sorted(_amounts(other))
    )


def says_the_same(one: str, other: str) -> bool:
    """Whether a reader of the first sentence learns nothing from the second."""
    return _share(_terms(one), _terms(other)) >= SAME and set(_amounts(other)) <= set(_amounts(one))


def disagree(one: str, other: str) -> bool:
    """Whether they speak of the same thing and count it differently."""
    if _contained(_frame(one), _frame(other)) < NEAR:
        return False
    a, b = _by_unit(one), _by_unit(other)
    return any(not (a[unit] & b[unit]) for unit in a.keys() & b.keys())


def _by_unit(text: str) -> dict[str, set[str]]:
    counted: dict[str, set[str]] = {}
    for unit, value in _amounts(text):
        counted.setdefault(unit, set()).add(value)
    return counted


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _contained(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)
