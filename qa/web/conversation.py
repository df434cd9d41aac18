"""The filters as typed, and the conversation before an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.types import Answer
from qa.validation import Filters

TURNS = 6
"""Answers of a conversation that are remembered."""


@dataclass(frozen=True, slots=True)
class FilterForm:
    """Filters as typed and chosen; an empty field is no filter."""

    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()

    def chosen(self) -> Filters:
        """For the service."""
        return {
            "since": self.since.strip() or None,
            "until": self.until.strip() or None,
            "source": self.sources or None,
        }


UNFILTERED = FilterForm()


def remembered(history: Sequence[Answer], answer: Answer) -> tuple[Answer, ...]:
    """The conversation with one more answer, the oldest dropped; passages are not kept, they are many."""
    if not answer.question:
        return tuple(history)
    return (*history, replace(answer, hits=()))[-TURNS:]
