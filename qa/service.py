"""The service behind the command line, the web page and Python: everything that can be done with an index."""

import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Unpack

from corpus.text.script import in_chinese
from index.types import Hit, Mode
from qa.errors import LanguageModelUnusable, QuestionError
from qa.generate.calls import Calls
from qa.observing import Observer, observed
from qa.settings import MAIN, home_folder, language_model
from qa.types import Answer, Confidence, Found, TimeSpan
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
        self.name = MAIN
        """The name of its collection."""
        self._opened_by: weakref.ref[Service] | None = None
        self.collections: dict[str, Service] = {}
        """The collections opened so far, by name."""
        self._open = partial(Service, model=model, llm=llm, aliases=aliases)
        self._llm = llm or language_model()
        self._calls = Calls()
        self.observers: list[Observer] = []
        """Called after every question and search, in the thread that ran it."""

    @property
    def main(self) -> "Service":
        """The service that opened this one as a collection; otherwise this one.

        Held by a weak reference: in a reference cycle, a closed service would keep its index open, and a retired
        generation on disk, until the garbage collector runs.
        """
        return (self._opened_by and self._opened_by()) or self

    @property
    def writes(self) -> bool:
        """Whether a language model writes the answers."""
        return self._llm is not None

    def stop(self) -> None:
        """Cancel calls to the language model; those answers then consist of the articles' own sentences."""
        self._calls.end()
        for other in self.collections.values():
            other.stop()

    def collection(self, name: str) -> "Service":
        """The service of a collection in this home, which need not exist yet; later calls get the same one.

        Raises HomeUnusable for an invalid name.
        """
        if name == MAIN:
            return self
        if name not in self.collections:
            made = self._open(home_folder(self.home, name))
            made.name, made._opened_by = name, weakref.ref(self)
            self.collections.setdefault(name, made)
        return self.collections[name]

    def search(
        self, query: str, k: int = 10, *, mode: str = Mode.HYBRID, rerank: bool = False, **only: Unpack[Filters]
    ) -> list[Hit]:
        """The k best passages, best first; fewer if no more are relevant, none for an empty query.

        With `rerank`, the reader reorders the top passages by how well their best sentence answers.

        Raises QuestionError for an invalid query or filter, and IndexingError if there is no index.
        """
        return self.find(query, k, mode=mode, rerank=rerank, **only).hits

    def find(
        self,
        query: str,
        k: int = 10,
        *,
        mode: str = Mode.HYBRID,
        rerank: bool = False,
        chinese: bool | None = None,
        **only: Unpack[Filters],
    ) -> Found:
        """The hits of `search`, and a notice in the query's language, unless `chinese` sets the language."""
        with observed(self.observers, "search", query) as ended:
            found = self._found(query, max(0, min(k, MAX_HITS)), check_mode(mode), rerank, chinese, only)
            ended(bool(found.hits))
            return found

    def _found(self, query: str, k: int, mode: Mode, rerank: bool, chinese: bool | None, only: Filters) -> Found:
        from index.reading.rerank import FIRST
        from index.reading.rerank import rerank as reread
        from index.relevance import relevant
        from index.search import understand
        from qa.answer.asked import read_question
        from qa.answer.wording.messages import no_phrase
        from qa.question.time.search import lifted, search_with

        if not query.strip():
            return Found([])
        question = check_question(query)
        index = self.index()
        allowed = check_filters(only, index.store)
        embedder = None if mode is Mode.BM25 else self.embedder(index)
        reader = self.reader() if rerank else None
        depth = max(k, FIRST) if k and reader else k
        asked = read_question(question, index, check_today(only))
        understood = understand(asked.question, index)
        found = search_with(index, embedder, understood, depth, mode, allowed, asked.span)
        hits = relevant(found)
        if asked.span and not hits:  # "yesterday's news" shares no words with it
            hits = [hit for hit in found if hit.passage.article.published in asked.span]
        hits = lifted(hits, asked.span)
        told_in = {"chinese": in_chinese(query) if chinese is None else chinese}
        notice = [no_phrase(understood.unheld, **told_in), asked.notice(index.store, **told_in)]
        hits = reread(reader, understood, hits) if reader else hits
        return Found(hits[:k], " ".join(filter(None, notice)))

    def time_of(self, question: str, **only: Unpack[Filters]) -> TimeSpan | None:
        """The days that a question mentions, which search and answers prefer; None if none, or with a date filter."""
        from qa.answer.asked import read_question

        return read_question(question, self.index(), check_today(only)).span

    def ask(self, question: str, *, history: Sequence[Answer] = (), **only: Unpack[Filters]) -> Answer:
        """Sentences from the articles that answer, with citations. For an invalid question, the answer says why.

        `history` holds the earlier turns, oldest first: "it" and "that zone" refer to what they were about.
        Raises QuestionError for an invalid filter, and IndexingError if there is no index.
        """
        *_, answer = self.stream(question, history=history, **only)
        return answer

    def stream(self, question: str, *, history: Sequence[Answer] = (), **only: Unpack[Filters]) -> Iterator[Answer]:
        """The answer as it grows, at least once; the last one is what `ask` returns.

        Without a language model there is one answer; with one, there is another after each sentence that it writes.
        """
        with observed(self.observers, "ask", question) as ended:
            for answer in self._growing(question, history, only):
                ended(answer.answered)
                yield answer

    def _growing(self, question: str, history: Sequence[Answer], only: Filters) -> Iterator[Answer]:
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
        told = asked.notice(index.store, chinese=in_chinese(question))
        if answer := answered(Request(asked.question, index, allowed, asked.span)):
            notice = told if answer.answered else ""
            yield replace(answer, question=question.strip(), asked=asked.question, notice=notice, time=asked.span)
            return
        found = self._find(asked.question, only)
        if self._llm:
            write = partial(self._llm.write, calls=self._calls, until=asked_at + self._llm.patience)
            answers = written(found, write, self.reader())
        else:
            answers = iter([with_verdict(found.answer(), self.reader())])
        for answer in answers:
            notice = " ".join(filter(None, [answer.notice, told]))
            yield replace(answer, question=question.strip(), notice=notice, time=asked.span)

    def translate(self, quote: str, *, chinese: bool) -> str:
        """A quote translated into Chinese or English by the language model.

        Raises LanguageModelUnusable, also if there is no model.
        """
        from qa.generate.translate import translated

        if not self._llm:
            raise LanguageModelUnusable("llm_none")
        write = partial(self._llm.write, calls=self._calls, until=monotonic() + self._llm.patience)
        return translated(quote, write, chinese=chinese)

    def extract(self, question: str, **only: Unpack[Filters]) -> Answer:
        """The answer in the articles' own sentences, even if a language model is set up. Raises what `ask` raises."""
        return self._find(check_question(question), only).answer()

    def _find(self, question: str, only: Filters) -> "Finding":
        from qa.answer.pipeline import find

        index = self.index()
        allowed = check_filters(only, index.store)
        embedder = self.caching_embedder(self.embedder(index))
        return find(index, embedder, question, allowed, self.reader(), check_today(only))


@lru_cache(maxsize=8)
def service(home: Path, model: str | None = None) -> Service:
    """The service of a folder; later calls get the same one, with its index and model open."""
    return Service(home, model)
