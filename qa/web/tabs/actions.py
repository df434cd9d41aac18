"""What the page does: call the service, render the result, report an error in one line."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypedDict, TypeVar

from markupsafe import Markup

from corpus.errors import QAError
from corpus.text.script import has_han
from qa.service import Service
from qa.several import Several
from qa.sources import sample_folder
from qa.types import Answer, Found
from qa.validation import check_question
from qa.web.conversation import FilterForm, remembered
from qa.web.html.answers import (
    answer_html,
    article_html,
    earlier_html,
    questions_html,
)
from qa.web.html.export import FORMATS, Format
from qa.web.html.heading import heading_html, holdings_html
from qa.web.html.links import Link
from qa.web.html.markup import empty_html, error_html
from qa.web.html.render import render
from qa.web.html.spans import Span
from qa.web.i18n.error_messages import error_text
from qa.web.i18n.phrases import CHINESE, Words
from qa.web.library.feedback import Feedback, Place
from qa.web.library.suggestions import EXAMPLES, FOLLOWING, Suggestions
from qa.web.tabs.search_form import Search, results_html

log = logging.getLogger(__name__)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Welcome:
    """The page before the first question."""

    heading: str
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer so far, the conversation before and with it, and the passages it was found in."""

    earlier: str
    answer: str
    history: tuple[Answer, ...]
    found: tuple[int, ...] = ()
    taken: bool = False
    """Whether the question was accepted; otherwise `answer` is an error, and the question stays in its box."""


class Shown(TypedDict):
    """How an answer is shown, for `answer_html`."""

    related: int
    link: str
    within: Sequence[str]
    rated: bool
    translates: bool


class Actions:
    """The page's actions over one collection, or several; each returns HTML and raises nothing."""

    def __init__(self, service: Service | Several, feedback: Feedback | None = None) -> None:
        self._service = service
        self._feedback = feedback
        services = service.services if isinstance(service, Several) else (service,)
        self._suggestions = [Suggestions(one) for one in services]

    def welcome(self, words: Words) -> Welcome:
        """The heading and the sources to choose from."""
        main = self._service.main
        collections = (main.name, *main.collections) if main.collections else ()

        def heading(told: Markup) -> Markup:
            return heading_html(told, words, collections, self._service.name)

        def look() -> Welcome:
            status = self._service.status()
            holdings = holdings_html(status, words, sample=status.paths == (str(sample_folder()),))
            sources = [source for source in status.sources if source]
            return Welcome(heading(holdings), sources)

        return attempted(look, lambda line: Welcome(heading(error_html(line)), []), words)

    def ask(
        self, question: str, words: Words, *, filters: FilterForm, history: Sequence[Answer] = (), related: int
    ) -> Iterator[Said]:
        """The answer as it grows, as a follow-up to `history`; an error leaves the conversation unchanged."""
        earlier = earlier_html(history, words)
        link = Link(question.strip(), filters, before=tuple(answer.question for answer in history)).query()
        shown: Shown = {
            "related": related,
            "link": link,
            "within": filters.named(words),
            "rated": self._feedback is not None,
            "translates": self._service.writes,
        }
        try:
            answers = list[Answer]()
            check_question(question)
            yield Said(earlier, render("thinking", words), tuple(history))
            for answer in self._service.stream(question, history=history, **filters.chosen()):
                if answers:
                    yield self._said(earlier, history, answers.pop(), words, shown, whole=False)
                answers.append(answer)
            for answer in answers:
                yield self._said(earlier, history, answer, words, shown, whole=True)
        except QAError as error:
            yield Said(earlier, error_html(error_text(error, words)), tuple(history))
        except Exception:
            log.exception("a question of the page failed")
            yield Said(earlier, error_html(words["broken"]), tuple(history))

    def examples(self, words: Words) -> str:
        """Questions to begin with; empty if there are none."""

        def find() -> str:
            found = [one.examples(chinese=words is CHINESE) for one in self._suggestions]
            return questions_html(words["examples"], in_turn(found)[:EXAMPLES], words)

        return attempted(find, lambda _: "", words)

    def following(self, history: Sequence[Answer], filters: FilterForm, words: Words) -> str:
        """Questions to follow the last answer of a conversation, in the language of its question."""

        def find() -> str:
            if not (history and history[-1].answered):
                return ""
            chinese, asked = has_han(history[-1].question), [answer.question for answer in history]
            found = [one.following(history[-1], asked, chinese=chinese, filters=filters) for one in self._suggestions]
            return questions_html(words["following"], in_turn(found)[:FOLLOWING], words)

        return attempted(find, lambda _: "", words)

    def search(self, form: Search, words: Words, page: int = 1) -> str:
        """A page of the passages that a search finds; without a query, the list before the first search."""

        def find() -> str:
            if not form.query.strip():
                return self.empty_search(words)
            found = self._found(form, chinese=words is CHINESE)
            return results_html(found.hits, form, page, words, found.notice)

        return told(find, words)

    def export(self, form: Search, name: str, words: Words) -> tuple[Format, str]:
        """All results of a search as a file; an error as its text."""
        format_ = FORMATS.get(name, FORMATS["json"])
        text = attempted(lambda: format_.write(self._found(form).hits, form.query), lambda line: line, words)
        return format_, text

    def article(self, article_id: str, start: int, end: int, words: Words, strong: Span = (0, 0)) -> str:
        """A whole article with text[start:end] marked and `strong` in bold."""

        def find() -> str:
            article = self._service.article(article_id)
            return article_html(article, start, end, words, strong) if article else error_html(words["gone"])

        return told(find, words)

    def translation(self, article_id: str, start: int, end: int, words: Words) -> str:
        """A quote, translated into the language of the page by the language model, and marked as such."""

        def write() -> str:
            article = self._service.article(article_id)
            quote = article.text[max(start, 0) : max(end, 0)] if article else ""
            if not quote:
                return error_html(words["gone"])
            text = self._service.translate(quote, chinese=words is CHINESE)
            return render("translation", words, text=text)

        return told(write, words)

    def rate(self, question: str, places: Iterable[Place], words: Words) -> str:
        """Record which places hold the right answer to a question, or that none does; an error line or nothing."""
        if not self._feedback:
            return error_html(words["read_only"])
        feedback = self._feedback

        def note() -> str:
            feedback.record(question, places)
            return ""

        return told(note, words)

    def empty_search(self, words: Words) -> str:
        """The list of passages before the first search."""
        return empty_html(words["empty_search"])

    def _found(self, form: Search, *, chinese: bool | None = None) -> Found:
        return self._service.find(form.query, form.k, mode=form.mode, chinese=chinese, **form.filters.chosen())

    def _said(
        self,
        earlier: str,
        history: Sequence[Answer],
        answer: Answer,
        words: Words,
        shown: Shown,
        *,
        whole: bool,
    ) -> Said:
        if not (whole or answer.answered):  # an empty result is shown only when it is final
            return Said(earlier, render("thinking", words), tuple(history))
        html = answer_html(answer, words, whole=whole, **shown)
        found = tuple(hit.passage.id for hit in answer.hits)
        return Said(earlier, html, remembered(history, answer) if whole else tuple(history), found, taken=True)


def in_turn(lists: Iterable[Sequence[str]]) -> list[str]:
    """The first of each list, then the second of each, and so on."""
    return [one for turn in zip_longest(*lists) for one in turn if one]


def told(action: Callable[[], str], words: Words) -> str:
    """The action's result, or its error as a line; a bug is logged and reported without details."""
    return attempted(action, error_html, words)


def attempted(action: Callable[[], Result], otherwise: Callable[[str], Result], words: Words) -> Result:
    """The action's result, or what `otherwise` makes of its error line."""
    try:
        return action()
    except QAError as error:
        return otherwise(error_text(error, words))
    except Exception:
        # Whatever the bug, the page stays usable, and a visitor sees no traceback.
        log.exception("an action of the page failed")
        return otherwise(words["broken"])
