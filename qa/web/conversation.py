"""The filter form, and the conversation before an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.types import Article
from qa.question.followup import resolve
from qa.question.time.words import time_span
from qa.types import Answer, Citation, Confidence, TimeSpan
from qa.validation import Filters
from qa.web.i18n.phrases import Words

TURNS = 6
"""How many answers of a conversation are remembered."""


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The filters as filled in; an empty field does not filter."""

    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()

    def named(self, words: Words) -> list[str]:
        """The active filters, in words."""
        days = {"since": self.since.strip(), "until": self.until.strip()}
        return [*(f"{words[name]} {day}" for name, day in days.items() if day), *self.sources]

    def without(self, place: int) -> "FilterForm":
        """The form without one active filter, given by its position in `named`."""
        days = [name for name in ("since", "until") if getattr(self, name).strip()]
        if place < len(days):
            return replace(self, since="") if days[place] == "since" else replace(self, until="")
        at = place - len(days)
        return replace(self, sources=(*self.sources[:at], *self.sources[at + 1 :]))

    def chosen(self) -> Filters:
        """The filters as the service takes them; "last month" and the like count from today."""
        since, until = time_span(self.since, date.today()), time_span(self.until, date.today())
        return {
            "since": since.first if since and _is_whole(since, self.since) else self.since.strip() or None,
            "until": until.last if until and _is_whole(until, self.until) else self.until.strip() or None,
            "source": self.sources or None,
        }


UNFILTERED = FilterForm()


def _is_whole(span: TimeSpan, typed: str) -> bool:
    """Whether the typed text is this time span and nothing else."""
    return span.written == typed.strip()


def remembered(history: Sequence[Answer], answer: Answer) -> tuple[Answer, ...]:
    """The conversation with one more answer, cut to the last TURNS; passages are dropped, as there are many."""
    if not answer.question:
        return tuple(history)
    return (*history, replace(answer, hits=()))[-TURNS:]


def told_again(turns: Iterable[tuple[str, str]]) -> tuple[Answer, ...]:
    """Rebuild a conversation from the questions and answer texts that a program sends back.

    That is enough to resolve a follow-up; no question is answered again.
    """
    history: tuple[Answer, ...] = ()
    for question, text in turns:
        article = Article("", "", text, "", None, "", "")
        said = (Citation(1, article, 0, len(text), text),) if text else ()
        asked = resolve(question.strip(), history)
        history = remembered(history, Answer(question, text, bool(text), Confidence.NONE, said, (), asked=asked))
    return history
