"""The clauses of a text, each with what stands before it in its sentence, its figures and the names that it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from qa.facts.figures import Figure, figures
from qa.facts.name_matching import named
from qa.facts.scope import scope

_BREAK = re.compile(r"[;:；：]|[,，、](?!\d{3})|\b(?:and|but|while|whereas|although)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, what stands before it in its sentence, its figures, and the names that it is about."""

    text: str
    before: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]

    @property
    def context(self) -> str:
        """The clause behind what stands before it."""
        return f"{self.before}\n{self.text}"


def clauses(text: str) -> list[Clause]:
    """The clauses of a text; one without a name is about those of the clause before it in its sentence."""
    found: list[Clause] = []
    for start, end in sentences(text):
        about: tuple[str, ...] = ()
        before = ""
        for part in filter(str.strip, _BREAK.split(text[start:end])):
            about = tuple(subjects(part)) or about
            found.append(Clause(part, before, tuple(figures(part)), about))
            before += f"{part}\n"
    return found


def subjects(text: str) -> list[str]:
    """The names in a text, and the places and bodies whose class shows them."""
    places = (name for names in scope(text).subjects.values() for name in names if len(name) > 1 and not name.isdigit())
    return list(dict.fromkeys([*named(text), *places]))


def without(text: str, words: Sequence[str]) -> str:
    """The text, folded, without these words."""
    folded = str(fold(text))
    for word in sorted(words, key=len, reverse=True):
        folded = folded.replace(fold(word), "\n")
    return folded
