"""When the evidence of an answer was published: a line with a dot for each day."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from qa.types import Citation
from qa.web.html.render import render
from qa.web.i18n.phrases import Words

GAP = 9.0
"""Minimum distance between two dots, in per cent of the line: closer dots could not be told apart or tapped."""


def timeline_html(citations: Sequence[Citation], words: Words) -> Markup:
    """The days of the evidence on a line, each with the numbers of its citations; empty for fewer than two days."""
    numbers: dict[date, list[int]] = {}
    for citation in citations:
        if citation.article.published:
            numbers.setdefault(citation.article.published, []).append(citation.number)
    days = sorted(numbers)
    dots = [(day, numbers[day], at) for day, at in zip(days, positions(days), strict=True)]
    return render("timeline", words, dots=dots if len(dots) > 1 else [])


def positions(days: Sequence[date], gap: float = GAP) -> list[float]:
    """Positions of the ascending days on the line, from 0 to 100: in order, and never closer than the gap."""
    if len(days) < 2:
        return [0.0] * len(days)
    gap = min(gap, 100 / (len(days) - 1))
    span = (days[-1] - days[0]).days or 1
    room = 100 - gap * (len(days) - 1)
    return [number * gap + room * (day - days[0]).days / span for number, day in enumerate(days)]
