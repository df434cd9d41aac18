"""Finds facts with the wrong year: the clause that says the same has another date."""

from collections.abc import Iterator

from qa.claims.clauses import clauses, without
from qa.claims.coverage import closest, content
from qa.facts.dates import dates

SAYS_IT = 0.75
_FEW = 2


def otherwise_dated(sentence: str, text: str) -> Iterator[str]:
    """The years of the sentence for which every clause that matches the rest has another year."""
    there = clauses(text)
    for mine in clauses(sentence):
        rest = without(mine.text, [day.text for day in dates(mine.text)])
        years = [day for day in dates(mine.text) if day.year]
        if not years or content(rest) < _FEW:
            continue
        best, fitting = closest(rest, [c.text for c in there])
        dated = [{day.year for day in dates(there[place].context)} - {None} for place in fitting]
        for day in years:
            if best >= SAYS_IT and all(known and day.year not in known for known in dated):
                yield day.text
