"""The kinds of request, each with what answers it."""

from collections.abc import Callable

from qa.requests.comparison import compared
from qa.requests.counting import counted
from qa.requests.digest import digest
from qa.requests.listing import listed
from qa.requests.request import Request
from qa.types import Answer

KINDS: tuple[Callable[[Request], Answer | None], ...] = (counted, compared, digest, listed)
"""In the order in which they are tried; a new kind is one more entry."""


def answered(request: Request) -> Answer | None:
    """The answer of the first kind that applies; None for a question."""
    return next(filter(None, (kind(request) for kind in KINDS)), None)
