"""Finds merged facts: a figure, place or person combined with a statement that the text makes about another.

The words of a sentence are compared with the clauses that have its figures and names, and with those that have others.
If they match another's clause clearly better, the fact belongs to the other.
"""

from collections.abc import Iterator, Sequence

from corpus.text.script import is_han
from qa.claims.clauses import Clause, clauses, subjects, without
from qa.claims.coverage import TextWords, content, share
from qa.facts.figures import Figure, figures
from qa.facts.name_matching import has_name

MARGIN = 0.3
"""Minimum advantage of another's clause, within a language and across languages, as a share of a sentence's words."""
WHOLE, CLEARLY = 0.95, 0.1
"""Minimum share of a sentence's words, without its figure, in the other clause, and minimum advantage over the figure's
own clause."""
_FEW = 2
"""Minimum words (in Chinese, content characters) to compare; fewer match anything."""
_SMALL = 10
"""Smaller numbers without a unit are too ambiguous."""


def misplaced(sentence: str, text: str) -> Iterator[str]:
    """The figures and names in the sentence that do not belong to its other words."""
    there = clauses(text)
    yield from _figures(sentence, there)
    yield from _names(sentence, there)


def _figures(sentence: str, there: Sequence[Clause]) -> Iterator[str]:
    about, counted = subjects(sentence), figures(sentence)
    for mine in clauses(sentence):
        bare = without(mine.text, [f.text for f in mine.figures if f.clear])
        words = without(bare, subjects(mine.text))
        for figure in (f for f in mine.figures if f.clear and not f.year and (f.unit or f.value >= _SMALL)):
            own = [c for c in there if any(figure.same(f) for f in c.figures)]
            others = [c for c in there if c not in own and _counts_otherwise(c, figure, counted)]
            if own and (
                _fits_others(words, own, others, before=True)
                or all(_of_others(c, about) for c in own)
                or _conflicts(bare, own, [c for c in others if _measures(c, mine, figure)])
            ):
                yield figure.text


def _conflicts(words: str, own: Sequence[Clause], others: Sequence[Clause]) -> bool:
    """Whether another clause has all the words, and the figure's own clause does not."""
    alike = all(is_han(c.text) == is_han(words) for c in others)
    if not alike or content(words) < (2 * _FEW if is_han(words) else _FEW + 1):
        return False
    theirs = max((share(words, TextWords.of(c.whole)) for c in others), default=0.0)
    return theirs >= max(WHOLE, _best(words, own) + CLEARLY)


def _measures(other: Clause, mine: Clause, figure: Figure) -> bool:
    """Whether a figure of the other clause counts the same: both have the same noun after them, or a unit."""
    behind = mine.text[figure.end :].strip()[:1]
    return bool(figure.unit) or any(other.text[f.end :].strip()[:1] == behind for f in other.figures)


def _counts_otherwise(clause: Clause, figure: Figure, counted: Sequence[Figure]) -> bool:
    """Whether a clause has another figure with this unit that is not in the sentence."""
    rivals = (f for f in clause.figures if f.unit == figure.unit and f.clear)
    return any(not any(f.same(mine) for mine in counted) for f in rivals)


def _names(sentence: str, there: Sequence[Clause]) -> Iterator[str]:
    about = subjects(sentence)
    across = any(is_han(sentence) != is_han(c.text) for c in there)  # patterns do not find foreign names in Chinese
    own = [
        c for c in there if any(has_name(c.context if across else c.text, name) for name in about) or _about(c, about)
    ]
    for mine in filter(lambda clause: clause.names, clauses(sentence)):
        words = without(mine.text, [*about, *(f.text for f in mine.figures)])
        others = [c for c in there if c not in own and c.names]
        if own and _fits_others(words, own, others):
            yield mine.names[0]


def _fits_others(words: str, own: Sequence[Clause], others: Sequence[Clause], *, before: bool = False) -> bool:
    """Whether the words match another's clause better; `before`: also with the text before it in its sentence."""
    if not others or content(words) < _FEW:
        return False
    across = is_han(words) != is_han(others[0].text)
    own_best = max(_best(words, own), _best(words, own, before=True))
    others_best = max(_best(words, others), _best(words, others, before=True) if before and not across else 0.0)
    return others_best > own_best + MARGIN


def _of_others(clause: Clause, about: Sequence[str]) -> bool:
    """Whether a clause is about others, and none of these names is before it in its sentence."""
    if any(map(is_han, about)) and not is_han(clause.text):
        return False  # Chinese names are not found in another script
    return bool(about and clause.names) and not any(has_name(clause.context, name) for name in about)


def _about(clause: Clause, about: Sequence[str]) -> bool:
    names = "\n".join(clause.names)
    return not clause.names or any(has_name(names, name) for name in about)


def _best(words: str, there: Sequence[Clause], *, before: bool = False) -> float:
    texts = (c.context if before else c.text for c in there)
    return max((share(words, TextWords.of(text)) for text in texts), default=0.0)
