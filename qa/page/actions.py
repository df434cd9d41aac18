"""What the page does when it is used: call the service, render what it says, tell errors in one line."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from corpus.errors import QAError
from corpus.types import Article
from qa.page.examples import example_questions
from qa.page.words import Words
from qa.render import (
    answer_html,
    article_html,
    articles_html,
    error_html,
    heading_html,
    hits_html,
    holdings_html,
    status_html,
)
from qa.service import Service, sample_folder

SHOWN = 500
"""Articles listed in the table; a longer one makes the page slow."""

TITLES = 50
"""Newest articles whose titles examples are made from: not every title makes one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Search:
    """What the search form holds, as it was typed; an empty field is no filter."""

    query: str
    since: str = ""
    until: str = ""
    source: str = ""
    mode: str = "hybrid"
    k: int = 10


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the page shows before anything is asked."""

    heading: str
    examples: list[str]
    sources: list[str]


class Actions:
    """The page's actions over one service; each gives HTML and raises nothing."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def welcome(self, words: Words) -> Welcome:
        """The heading, example questions and the sources to choose from."""
        found: list[Welcome] = []

        def look() -> str:
            status = self._service.status()
            sample = status.paths == (str(sample_folder()),)
            holdings = holdings_html(status, words, sample=sample)
            examples = example_questions(article for article, _ in self._newest(TITLES))
            sources = [source for source in status.sources if source]
            found.append(Welcome(heading_html(holdings, words), examples, sources))
            return ""

        line = told(look, words)
        return found[0] if found else Welcome(heading_html(line, words), [], [])

    def ask(self, question: str, words: Words) -> str:
        """The answer to a question."""
        return told(lambda: answer_html(self._service.ask(question), words), words)

    def search(self, form: Search, words: Words) -> str:
        """The passages that a search finds; nothing for an empty query."""

        def find() -> str:
            if not form.query.strip():
                return ""
            hits = self._service.search(
                form.query,
                form.k,
                mode=form.mode,
                since=form.since.strip() or None,
                until=form.until.strip() or None,
                source=form.source or None,
            )
            return hits_html(hits, form.query, words)

        return told(find, words)

    def articles(self, words: Words) -> str:
        """What the index holds: how it was made, and the newest articles."""

        def look() -> str:
            status = self._service.status()
            return status_html(status, words) + articles_html(self._newest(SHOWN), status.articles, words)

        return told(look, words)

    def article(self, article_id: str, start: int, end: int, words: Words) -> str:
        """A whole article with text[start:end] marked."""

        def find() -> str:
            article = self._service.article(article_id)
            return article_html(article, start, end, words) if article else error_html(words["gone"])

        return told(find, words)

    def _newest(self, count: int) -> list[tuple[Article, int]]:
        return self._service.index().store.newest(count)


def told(action: Callable[[], str], words: Words) -> str:
    """What the action gives, or its error as a line; a bug is logged and told without its particulars."""
    try:
        return action()
    except QAError as error:
        return error_html(str(error))
    except Exception:
        # Whatever a bug is, the page stays usable, and a visitor is told something better than a traceback.
        log.exception("an action of the page failed")
        return error_html(words["broken"])
