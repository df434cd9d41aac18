"""Finds facts put into another year: the clause that says the same is dated otherwise."""

from collections.abc import Iterator

from qa.claims.clauses import clauses, without
from qa.claims.coverage import TextWords, content, share
from qa.facts.dates import dates

SAYS_IT = 0.75
AS_GOOD = 0.05
_FEW = 2


def otherwise_dated(sentence: str, text: str) -> Iterator[str]:
    """The years of the sentence where each clause that says the rest has another year, and not this one."""
    there = clauses(text)
    for mine in clauses(sentence):
        rest = without(mine.text, [day.text for day in dates(mine.text)])
        years = [day for day in dates(mine.text) if day.year]
        if not years or content(rest) < _FEW:
            continue
        fits = [(share(rest, TextWords.of(c.text)), c.context) for c in there]
        best = max((fit for fit, _ in fits), default=0.0)
        dated = [{day.year for day in dates(context)} - {None} for fit, context in fits if fit >= best - AS_GOOD]
        for day in years:
            if best >= SAYS_IT and all(known and day.year not in known for known in dated):
                yield day.text
