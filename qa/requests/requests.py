"""The kinds of request, each with the function that answers it."""

from collections.abc import Callable
from dataclasses import replace

from qa.question.script import simplified
from qa.requests.comparison import compared
from qa.requests.counting import counted
from qa.requests.digest import digest
from qa.requests.listing import listed
from qa.requests.request import Request
from qa.types import Answer

KINDS: tuple[Callable[[Request], Answer | None], ...] = (counted, compared, digest, listed)
"""Tried in this order. To add a kind, add an entry."""


def answered(request: Request) -> Answer | None:
    """The answer of the first kind that applies; None for an ordinary question."""
    span = request.span and replace(request.span, written=simplified(request.span.written))
    request = replace(request, text=simplified(request.text), span=span)
    return next(filter(None, (kind(request) for kind in KINDS)), None)
