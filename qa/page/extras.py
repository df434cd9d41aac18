"""What an answer or a citation may say beyond what every one says; empty where it says nothing."""

from dataclasses import dataclass

from qa.page.spans import Span, surroundings
from qa.types import Answer, Citation


@dataclass(frozen=True, slots=True)
class Extras:
    """A sentence before the answer, a word of care, and the question as it was understood."""

    lead: str = ""
    notice: str = ""
    asked: str = ""


def extras(answer: Answer) -> Extras:
    """What the answer says beside its sentences."""
    return Extras(*(str(getattr(answer, name, None) or "") for name in ("lead", "notice", "asked")))


def context(citation: Citation) -> Span:
    """The stretch of the article that is shown around a quote."""
    start, end = getattr(citation, "context_start", None), getattr(citation, "context_end", None)
    if start is None or end is None:
        return surroundings(citation.article.text, citation.start, citation.end)
    return min(start, citation.start), max(end, citation.end)
