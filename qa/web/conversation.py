"""Asking: the filters as they were typed, and the conversation that an answer stands in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from qa.types import Answer

TURNS = 6
"""Questions of a conversation that are kept."""


class Chosen(TypedDict):
    """Filters as the service takes them; None filters nothing."""

    since: str | None
    until: str | None
    source: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters as they were typed and chosen; an empty field is no filter."""

    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()

    def chosen(self) -> Chosen:
        """For the service."""
        return {
            "since": self.since.strip() or None,
            "until": self.until.strip() or None,
            "source": self.sources or None,
        }


UNFILTERED = Filters()


def remembered(history: Sequence[Answer], answer: Answer) -> tuple[Answer, ...]:
    """The conversation with one more answer, the oldest forgotten; its passages are not kept, they are many."""
    if not answer.question:
        return tuple(history)
    return (*history, replace(answer, hits=()))[-TURNS:]
