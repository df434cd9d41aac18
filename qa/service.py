"""The service behind the command line, the web page and Python: everything that can be done with an index."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Unpack

from corpus.text.script import has_han
from index.query import QUOTATION_MARKS
from index.types import Hit, Mode
from qa.errors import QuestionError
from qa.generate.calls import Calls
from qa.settings import language_model
from qa.types import Answer, Confidence, TimeSpan
from qa.upkeep import Upkeep
from qa.validation import MAX_HITS, Filters, check_filters, check_mode, check_question, check_today

if TYPE_CHECKING:
    from qa.answer.pipeline import Finding
    from qa.generate.client import LanguageModel


class Service(Upkeep):
    """Search, answers and rebuilds for the index in one folder. Safe to share between threads."""

    def __init__(
        self,
        home: str | Path | None = None,
        model: str | None = None,
        llm: "LanguageModel | None" = None,
        aliases: str | Path | None = None,
    ) -> None:
        super().__init__(home, model, aliases)
        self._llm = llm or language_model()
        self._calls = Calls()

    @property
    def writes(self) -> bool:
        """Whether a language model writes the answers."""
        return self._llm is not None

    def stop(self) -> None:
        """End what waits for the language model; those answers are the articles' own sentences."""
        self._calls.end()

    def search(
        self, query: str, k: int = 10, *, mode: str = Mode.HYBRID, rerank: bool = False, **only: Unpack[Filters]
    ) -> list[Hit]:
        """The k best passages, best first; fewer where no more are relevant, none for an empty query.

        With `rerank`, the reader puts the first ones in order by how well a sentence of theirs answers.

        Raises QuestionError for a query or filter that makes no sense, and IndexingError where there is no index.
        """
        from index.reading.rerank import FIRST
        from index.reading.rerank import rerank as reread
        from index.relevance import relevant
        from index.search import understand
        from qa.answer.asked import read_question
        from qa.question.timed_search import lifted, search_with

        if not query.strip():
            return []
        chosen = check_mode(mode)
        question = check_question(query)
        index = self.index()
        allowed = check_filters(only, index.store)
        embedder = None if chosen is Mode.BM25 else self.embedder(index)
        k = max(0, min(k, MAX_HITS))
        reader = self.reader() if rerank else None
        depth = max(k, FIRST) if k and reader else k
        asked = read_question(question, index, check_today(only))
        understood = understand(asked.question, index)
        hits = lifted(
            relevant(search_with(index, embedder, understood, depth, chosen, allowed, asked.span)), asked.span
        )
        return (reread(reader, understood, hits) if reader else hits)[:k]

    def time_of(self, question: str, **only: Unpack[Filters]) -> TimeSpan | None:
        """The days that a question speaks of, which search and answers prefer; None for none, or with a filter by date."""
        from qa.answer.asked import read_question

        return read_question(question, self.index(), check_today(only)).span

    def search_notice(self, query: str, *, chinese: bool | None = None, **only: Unpack[Filters]) -> str:
        """What a search read otherwise than it was typed, left out or prefers: slips, quoted phrases, days; usually empty.

        In the query's language, unless `chinese` says which.
        """
        from index.search import understand
        from qa.answer.asked import read_question
        from qa.answer.messages import no_phrase

        index = self.index()
        chinese = has_han(query) if chinese is None else chinese
        quoted = any(mark in query for mark in QUOTATION_MARKS)
        unheld = understand(query, index).unheld if quoted else ()
        told = read_question(query, index, check_today(only)).notice(index.store, chinese=chinese)
        return " ".join(filter(None, [no_phrase(unheld, chinese=chinese), told]))

    def ask(self, question: str, *, history: Sequence[Answer] = (), **only: Unpack[Filters]) -> Answer:
        """Sentences of the articles that answer, with citations; a question that cannot be asked is told so.

        `history` is the turns before, oldest first: "it" and "that zone" are taken for what they spoke of.
        Raises QuestionError for a filter that makes no sense, and IndexingError where there is no index.
        """
        *_, answer = self.stream(question, history=history, **only)
        return answer

    def stream(self, question: str, *, history: Sequence[Answer] = (), **only: Unpack[Filters]) -> Iterator[Answer]:
        """The answer as it grows, at least once; the last one is what `ask` returns.

        Without a language model there is one answer; with one, each sentence that it writes gives another.
        """
        from qa.answer.asked import read_question
        from qa.generate.writer import written
        from qa.generate.yes_no import with_verdict
        from qa.question.followup import resolve
        from qa.requests.request import Request
        from qa.requests.requests import answered

        asked_at = monotonic()
        try:
            resolved = resolve(check_question(question), history)
        except QuestionError as error:
            yield Answer(question, error.message, False, Confidence.NONE, (), (), asked=question)
            return
        index = self.index()
        asked = read_question(resolved, index, check_today(only))
        allowed = check_filters(only, index.store)
        if answer := answered(Request(asked.question, index, allowed, asked.span)):
            yield replace(answer, question=question.strip(), asked=asked.question, time=asked.span)
            return
        found = self._find(asked.question, only)
        answers = iter([with_verdict(found.answer(), self.reader())])
        if self._llm:
            write = partial(self._llm.write, calls=self._calls, until=asked_at + self._llm.patience)
            answers = written(found, write, self.reader())
        told = asked.notice(index.store, chinese=has_han(question))
        for answer in answers:
            notice = " ".join(filter(None, [answer.notice, told]))
            yield replace(answer, question=question.strip(), notice=notice, time=asked.span)

    def extract(self, question: str, **only: Unpack[Filters]) -> Answer:
        """The answer in the articles' own sentences, even where a language model is set up. Raises as `ask` does."""
        return self._find(check_question(question), only).answer()

    def _find(self, question: str, only: Filters) -> "Finding":
        from qa.answer.pipeline import find

        index = self.index()
        allowed = check_filters(only, index.store)
        embedder = self.caching_embedder(self.embedder(index))
        return find(index, embedder, question, allowed, self.reader(), check_today(only))


@lru_cache(maxsize=8)
def service(home: Path, model: str | None = None) -> Service:
    """The service of a folder; later calls get the same one, with index and model open."""
    return Service(home, model)
