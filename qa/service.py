"""The service behind the command line, the web page and Python: everything that can be done with an index."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Unpack

from corpus.catalogue import Message
from corpus.text.script import has_han
from corpus.types import Article
from index.query import QUOTATION_MARKS
from index.storage.generation import is_built, numbers
from index.types import Hit, Mode, Progress, Removal, Report
from qa.errors import QuestionError
from qa.generate.calls import Calls
from qa.index_handle import IndexHandle
from qa.settings import language_model
from qa.sources import chosen_paths, columns, remembered, removed, sample_folder, traces
from qa.types import Answer, Confidence, Status, TimeSpan
from qa.validation import MAX_HITS, Filters, check_columns, check_filters, check_mode, check_question, check_today

if TYPE_CHECKING:
    from index.build import BuildRequest
    from index.storage.traces import Trace
    from qa.answer.pipeline import Finding
    from qa.generate.client import LanguageModel


def _silent(_step: str, _done: int, _total: int) -> None:
    """Show no progress."""


class Service(IndexHandle):
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
        return (reread(reader, asked.question, hits) if reader else hits)[:k]

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
        from qa.answer.counting import counted
        from qa.answer.digest import digest
        from qa.generate.writer import written
        from qa.question.followup import resolve

        asked_at = monotonic()
        try:
            resolved = resolve(check_question(question), history)
        except QuestionError as error:
            yield Answer(question, error.message, False, Confidence.NONE, (), (), asked=question)
            return
        index = self.index()
        asked = read_question(resolved, index, check_today(only))
        allowed = check_filters(only, index.store)
        request = counted(asked.question, index, allowed) or digest(asked.question, index, allowed, asked.span)
        if request:
            yield replace(request, question=question.strip(), time=asked.span)
            return
        found = self._find(asked.question, only)
        answers = iter([found.answer()])
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

    def rebuild(
        self,
        paths: Iterable[str | Path] = (),
        *,
        add: bool = False,
        full: bool = False,
        store: str | None = None,
        named: Mapping[str, str] | None = None,
        progress: Progress = _silent,
    ) -> Report:
        """Index exactly what the paths contain; with `add` in addition, without paths those of the last rebuild.

        `store` is the vector store: auto, flat, quantised or a plugin's; without it QA_STORE, else the one of before.
        `named` says which column or key of records holds which field ({"date": "pubdate"}); without it as before.

        The first articles of one's own replace the sample articles, even with `add`.
        What was removed stays out. Raises CorpusError or IndexingError; the index then stays as it was.
        """
        given = [paths] if isinstance(paths, str | Path) else list(paths)

        def order() -> "BuildRequest":
            chosen = columns(self.home) if named is None else check_columns(named)
            return _order(chosen_paths(self.home, given, add), removed(self.home), traces(self.home), chosen)

        return self._build(order, full=full, store=store, progress=progress)

    def remove(self, source_or_id: str, *, progress: Progress = _silent) -> Removal:
        """Remove an article, or all articles of a source, from the index, its caches and every generation.

        They stay out of later rebuilds, though their files may still be there, until `restore`. Raises NothingToRemove
        where no article has this id or source, and IndexingError.
        """
        from index.storage.deletion import holdings, remaining
        from index.storage.traces import trace

        held, known_by = holdings(self.index(), source_or_id), trace(self.index().store, source_or_id)
        before = numbers(self.home)

        def order() -> "BuildRequest":
            out = dict.fromkeys([*removed(self.home), source_or_id])
            return _order(remembered(self.home), out, traces(self.home) | known_by, columns(self.home))

        report = self._build(order, progress=progress)
        self.index()
        return Removal(
            what=source_or_id,
            held=held,
            embeddings=report.forgotten,
            generations=tuple(sorted(set(before) - set(numbers(self.home)))),
            remains=remaining(self.home, source_or_id),
            generation=report.generation,
        )

    def restore(self, source_or_id: str, *, progress: Progress = _silent) -> Report:
        """Let a removed article or source in again, if its files still exist. Raises NothingToRemove, IndexingError."""
        from index.storage.deletion import without

        self.index()  # raises NoIndex first

        def order() -> "BuildRequest":
            left = without(removed(self.home), source_or_id)
            return _order(remembered(self.home), left, traces(self.home), columns(self.home))

        return self._build(order, progress=progress)

    def _build(
        self, order: "Callable[[], BuildRequest]", *, full: bool = False, store: str | None = None, progress: Progress
    ) -> Report:
        """Build what is ordered once no other rebuild is at work; what makes no sense is told before anything is done."""
        from index.build import build

        order()
        embedder, chosen = self.chosen_embedder(), self.chosen_store(store)
        return build(self.home, order, embedder, store=chosen, full=full, progress=progress)

    def rebuild_sample_if_empty(self, *, progress: Progress = _silent) -> None:
        """Index the sample articles if nothing has been indexed yet."""
        if not is_built(self.home):
            self.rebuild([sample_folder()], progress=progress)

    def status(self) -> Status:
        """What the index holds. Raises IndexingError if there is none."""
        from index.dense.stores import store_kind

        index = self.index()
        manifest = index.manifest
        first, last = index.store.dates()
        return Status(
            home=str(self.home),
            generation=manifest.number,
            created=manifest.created,
            model=manifest.model,
            store=manifest.store,
            why_store=store_kind(manifest.store).reason,
            articles=manifest.articles,
            passages=manifest.passages,
            sources=index.store.sources(),
            first=first,
            last=last,
            size=sum(size for size, _ in manifest.files.values()),
            paths=manifest.paths,
            notice=index.notice,
            removed=manifest.removed,
            removed_titles={what: trace.title for what, trace in manifest.traces.items()},
            generations=tuple(numbers(self.home)),
        )

    def verify(self) -> list[Message]:
        """Check every byte of the index on disk: a line for each problem, none if it is intact."""
        from index.storage.verify import verify

        return verify(self.home)

    def remains(self) -> dict[str, int]:
        """For each removed source or id, how many of its articles are still on disk in any generation (expected: 0)."""
        from index.storage.deletion import remaining

        return {what: remaining(self.home, what) for what in removed(self.home)}

    def article(self, article_id: str) -> Article | None:
        """The article with this id, if the index has it."""
        return self.index().store.article(article_id)


def _order(
    paths: Iterable[Path], left_out: Iterable[str], known: "Mapping[str, Trace]", named: Mapping[str, str]
) -> "BuildRequest":
    from index.build import BuildRequest

    out = tuple(left_out)
    return BuildRequest(tuple(paths), out, {what: trace for what, trace in known.items() if what in out}, named)


@lru_cache(maxsize=8)
def service(home: Path, model: str | None = None) -> Service:
    """The service of a folder; later calls get the same one, with index and model open."""
    return Service(home, model)
