"""A question as it was understood: corrected, with the days that it names, and a notice about both."""

from dataclasses import dataclass
from datetime import date

from index.storage.articles import ArticleStore
from index.storage.reader import Index
from qa.answer.wording.messages import read_as
from qa.answer.wording.time_notice import time_notice
from qa.question.time.words import time_span
from qa.question.typed import as_typed
from qa.types import TimeSpan


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the form that is searched."""

    question: str
    read: tuple[tuple[str, str], ...]
    """Replacements, as (written, meant): 朔洲, 朔州."""
    span: TimeSpan | None

    def notice(self, store: ArticleStore, *, chinese: bool) -> str:
        """A notice of how the question was understood; "" if there is nothing to say."""
        told = [read_as(self.read, chinese=chinese), time_notice(self.span, store, chinese=chinese)]
        return " ".join(filter(None, told))


def read_question(question: str, index: Index, today: date | None) -> Asked:
    """The question in the form that is searched. Without `today`, relative times are ignored."""
    typed = as_typed(question, index.readings, index.passage_count)
    return Asked(typed.question, typed.read, time_span(typed.question, today) if today else None)
