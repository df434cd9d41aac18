"""A request: what was typed, and over what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.storage.reader import Index
from index.types import Filter
from qa.types import TimeSpan


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed, and over what. `span`: the days that it speaks of."""

    text: str
    index: Index
    only: Filter
    span: TimeSpan | None = None

    def asks(self, forms: Iterable[re.Pattern[str]]) -> re.Match[str] | None:
        """The first of these forms that the whole of it has."""
        return next(filter(None, (form.match(self.text.strip()) for form in forms)), None)

    def of_its_days(self) -> "Request":
        """The request with its words of time made a filter."""
        if self.span is None:
            return self
        only = replace(self.only, since=self.span.first, until=self.span.last)
        return Request(self.text.replace(self.span.written, "", 1), self.index, only)
