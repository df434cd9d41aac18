"""A request, with the index and the filter that it applies to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.text.script import has_han, in_chinese
from index.storage.reader import Index
from index.types import Filter
from qa.answer.wording.messages import Phrases, phrases
from qa.question.time.words import time_span
from qa.types import TimeSpan

_BEFORE = r"(?:\b(?:in|on|during|of|from|over)\s+(?:the\s+)?|在)?"
_BEHIND = r"(?:期间|里(?![约程]))?"
"""Words before and after a time that mean nothing without it."""


@dataclass(frozen=True, slots=True)
class Request:
    """The text as typed, and the index and filter that it applies to. `span`: the days that it names.

    With a date filter, or if any time will do, there is no span, though the text may name days all the same.
    """

    text: str
    index: Index
    only: Filter
    span: TimeSpan | None = None

    @property
    def words(self) -> Phrases:
        """The wording around the quotes, in the language of the request."""
        return phrases(chinese=in_chinese(self.text))

    def asks(self, forms: Iterable[re.Pattern[str]]) -> re.Match[str] | None:
        """The match of the first of these patterns that fits the request."""
        return next(filter(None, (form.match(self.text.strip()) for form in forms)), None)

    @property
    def named(self) -> TimeSpan | None:
        """The days that the text names, whether they are a filter or not."""
        # Without a span, only the words count, which are the same on every day.
        return self.span or time_span(self.text, date.today())

    def of_its_days(self) -> "Request":
        """The request without its time words; the days become a filter if they are its span."""
        if (named := self.named) is None:
            return self
        only = replace(self.only, since=named.first, until=named.last) if self.span else self.only
        time = re.compile(rf"{_BEFORE}{re.escape(named.written)}{_BEHIND}", re.IGNORECASE)
        return Request(without(time, self.text), self.index, only)


def without(pattern: re.Pattern[str], text: str) -> str:
    """The text without the first match of a pattern, and without the gap."""
    text = pattern.sub(lambda match: "" if has_han(match[0]) else " ", text, count=1)
    return re.sub(r"\s+(?=[?？.。\s])", "", text).strip(" ,，")
