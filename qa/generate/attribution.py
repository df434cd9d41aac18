"""Finds merged facts: a figure, a place or a person put to words that the text says of another one.

The words of a sentence are compared with the clauses that have its figures and are about its names, and with those that
have other figures and are about others. Where they fit another's clause clearly better, the fact is another's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text.fold import fold
from corpus.text.script import is_han
from corpus.text.sentences import sentences
from qa.facts.figures import Figure, figures
from qa.facts.name_matching import has_name, named
from qa.facts.scope import scope
from qa.generate.coverage import TextWords, content, share

MARGIN = 0.3
"""How much better another's clause has to fit, within a language and across: share of a sentence's words."""
_FEW = 2
"""Fewer words than these (in Chinese, characters that say something) fit anything."""
_SMALL = 10
"""Below it, a number without a unit may count anything."""
_CLAUSE = re.compile(r"[;:；：]|[,，、](?!\d{3})|\b(?:and|but|while|whereas|although)\b")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, what stands before it in its sentence, its figures, and the names that it is about."""

    text: str
    before: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]


def misplaced(sentence: str, text: str) -> Iterator[str]:
    """The figures and names of the sentence that its words do not belong to."""
    there = _clauses(text)
    yield from _figures(sentence, there)
    yield from _names(sentence, there)


def _figures(sentence: str, there: Sequence[_Clause]) -> Iterator[str]:
    subjects = _subjects(sentence)
    for mine in _clauses(sentence):
        words = _without(mine.text, [*_subjects(mine.text), *(f.text for f in mine.figures)])
        for figure in (f for f in mine.figures if f.clear and not f.year and (f.unit or f.value >= _SMALL)):
            own = [c for c in there if any(figure.same(f) for f in c.figures)]
            others = [c for c in there if c not in own and any(f.unit == figure.unit and f.clear for f in c.figures)]
            if own and (_fits_others(words, own, others, before=True) or all(_of_others(c, subjects) for c in own)):
                yield figure.text


def _names(sentence: str, there: Sequence[_Clause]) -> Iterator[str]:
    subjects = _subjects(sentence)
    own = [c for c in there if any(has_name(c.text, name) for name in subjects) or _about(c, subjects)]
    for mine in filter(lambda clause: clause.names, _clauses(sentence)):
        words = _without(mine.text, [*subjects, *(f.text for f in mine.figures)])
        others = [c for c in there if c not in own and c.names]
        if own and _fits_others(words, own, others):
            yield mine.names[0]


def _fits_others(words: str, own: Sequence[_Clause], others: Sequence[_Clause], *, before: bool = False) -> bool:
    """Whether the words fit another's clause; `before`: or it with what stands before it in its sentence."""
    if not others or content(words) < _FEW:
        return False
    across = is_han(words) != is_han(others[0].text)
    own_best = max(_best(words, own), _best(words, own, before=True))
    others_best = max(_best(words, others), _best(words, others, before=True) if before and not across else 0.0)
    return others_best > own_best + MARGIN


def _of_others(clause: _Clause, subjects: Sequence[str]) -> bool:
    """Whether a clause is about others, and none of the subjects stands before it in its sentence."""
    said = f"{clause.before}\n{clause.text}"
    return bool(subjects and clause.names) and not any(has_name(said, name) for name in subjects)


def _about(clause: _Clause, subjects: Sequence[str]) -> bool:
    names = "\n".join(clause.names)
    return not clause.names or any(has_name(names, name) for name in subjects)


def _best(words: str, clauses: Sequence[_Clause], *, before: bool = False) -> float:
    texts = (f"{c.before}\n{c.text}" if before else c.text for c in clauses)
    return max((share(words, TextWords.of(text)) for text in texts), default=0.0)


def _clauses(text: str) -> list[_Clause]:
    found: list[_Clause] = []
    for start, end in sentences(text):
        about: tuple[str, ...] = ()
        before = ""
        for part in filter(str.strip, _CLAUSE.split(text[start:end])):
            about = tuple(_subjects(part)) or about
            found.append(_Clause(part, before, tuple(figures(part)), about))
            before += f"{part}\n"
    return found


def _subjects(text: str) -> list[str]:
    """The names in a text, and the places and bodies whose class shows them."""
    places = (name for names in scope(text).subjects.values() for name in names if len(name) > 1 and not name.isdigit())
    return list(dict.fromkeys([*named(text), *places]))


def _without(text: str, words: Sequence[str]) -> str:
    folded = str(fold(text))
    for word in sorted(words, key=len, reverse=True):
        folded = folded.replace(fold(word), "\n")
    return folded
