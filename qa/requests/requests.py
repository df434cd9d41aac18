"""The kinds of request, each with what answers it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.storage.reader import Index
from index.types import Filter
from qa.types import Answer, TimeSpan


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed, and over what. `span`: the days that it speaks of."""

    text: str
    index: Index
    only: Filter
    span: TimeSpan | None = None

    def of_its_days(self) -> "Request":
        """The request with its words of time made a filter."""
        if self.span is None:
            return self
        only = replace(self.only, since=self.span.first, until=self.span.last)
        return Request(self.text.replace(self.span.written, "", 1), self.index, only)


def answered(request: Request) -> Answer | None:
    """What the first kind that it is of gives; None for a question."""
    from qa.requests.comparison import compared
    from qa.requests.counting import counted
    from qa.requests.digest import digest
    from qa.requests.listing import listed

    kinds: tuple[Callable[[Request], Answer | None], ...] = (counted, compared, digest, listed)
    return next(filter(None, (kind(request) for kind in kinds)), None)
