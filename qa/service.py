"""The one object behind the command line, the web page and Python: what is asked of an index, and done to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from corpus.types import Article
from index.storage.generation import is_built, numbers
from index.types import Hit, Mode, Progress, Removal, Report
from qa.errors import QuestionError
from qa.index_handle import IndexHandle
from qa.settings import language_model
from qa.sources import chosen_paths, remembered, removed, sample_folder
from qa.types import Answer, Confidence, Status
from qa.validation import MAX_HITS, Filters, check_filters, check_mode, check_question

if TYPE_CHECKING:
    from index.build import BuildRequest
    from qa.generate.client import LanguageModel


def _silent(_step: str, _done: int, _total: int) -> None:
    """Shows no progress."""


class Service(IndexHandle):
    """Search, answers and rebuilding over one home. Safe to share between threads."""

    def __init__(
        self, home: str | Path | None = None, model: str | None = None, llm: "LanguageModel | None" = None
    ) -> None:
        super().__init__(home, model)
        self._llm = llm or language_model()

    def search(self, query: str, k: int = 10, *, mode: str = Mode.HYBRID, **only: Unpack[Filters]) -> list[Hit]:
        """The k best passages, best first; an empty query finds nothing.

        Raises QuestionError for a query or filter that makes no sense, and IndexingError where there is no index.
        """
        from index.search import search, understand

        if not query.strip():
            return []
        chosen = check_mode(mode)
        question = check_question(query)
        index = self.index()
        allowed = check_filters(only, index.store)
        embedder = None if chosen is Mode.BM25 else self.embedder(index)
        k = min(k, MAX_HITS)
        understood = understand(question, index)
        return search(index, embedder, understood, k, chosen, allowed)

    def ask(self, question: str, *, history: Sequence[Answer] = (), **only: Unpack[Filters]) -> Answer:
        """Sentences of the articles that answer, with citations; a question that cannot be asked is told so.

        `history` is the turns before, oldest first: "it" and "that zone" are taken for what they spoke of.
        Raises QuestionError for a filter that makes no sense, and IndexingError where there is no index.
        """
        *_, answer = self.stream(question, history=history, **only)
        return answer

    def stream(self, question: str, *, history: Sequence[Answer] = (), **only: Unpack[Filters]) -> Iterator[Answer]:
        """Answers that grow, at least one; the last one is what `ask` gives.

        Without a language model there is one answer; with one there is one more with each sentence it writes.
        """
        from qa.answer.followup import resolve
        from qa.answer.pipeline import find
        from qa.generate.writer import written

        try:
            asked = resolve(check_question(question), history)
        except QuestionError as error:
            yield Answer(question, f"{error}", False, Confidence.NONE, (), (), asked=question)
            return
        index = self.index()
        allowed = check_filters(only, index.store)
        found = find(index, self.remembering(self.embedder(index)), asked, allowed)
        answers = written(found, self._llm) if self._llm else iter([found.answer()])
        yield from (replace(answer, question=question.strip()) for answer in answers)

    def rebuild(
        self,
        paths: Iterable[str | Path] = (),
        *,
        add: bool = False,
        full: bool = False,
        store: str | None = None,
        progress: Progress = _silent,
    ) -> Report:
        """Make the index hold what the paths hold; with `add` beside what it holds, with no paths what it held.

        `store` is the vector store: auto, flat, quantised or a plugin's; without it QA_STORE, else the one of before.

        The sample articles are a stand-in: the first articles of one's own take their place, even with `add`.
        What was removed stays out. Raises CorpusError or IndexingError; the index then stays as it was.
        """
        given = [paths] if isinstance(paths, str | Path) else list(paths)

        def order() -> "BuildRequest":
            return _order(chosen_paths(self.home, given, add), removed(self.home))

        return self._build(order, full=full, store=store, progress=progress)

    def remove(self, source_or_id: str, *, progress: Progress = _silent) -> Removal:
        """Take an article, or all articles of a source, out of the index, its caches and every generation, for good.

        They stay out of later rebuilds, though their files may still be there, until `restore`. Raises NothingToRemove
        where no article has this id or source, and IndexingError.
        """
        from index.storage.deletion import holdings, remaining

        held = holdings(self.index(), source_or_id)
        before = numbers(self.home)

        def order() -> "BuildRequest":
            return _order(remembered(self.home), dict.fromkeys([*removed(self.home), source_or_id]))

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
        """Let back in what was removed, where its files are still there. Raises NothingToRemove, IndexingError."""
        from index.storage.deletion import without

        self.index()  # where there is none, that is told first

        def order() -> "BuildRequest":
            return _order(remembered(self.home), without(removed(self.home), source_or_id))

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
        """Index the sample articles where nothing has been indexed yet, so that there is something to ask."""
        if not is_built(self.home):
            self.rebuild([sample_folder()], progress=progress)

    def status(self) -> Status:
        """What the index holds. Raises IndexingError where there is none."""
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
            generations=tuple(numbers(self.home)),
        )

    def verify(self) -> list[str]:
        """What is wrong with the index on disk, re-read from the first byte; empty where all is well."""
        from index.storage.verify import verify

        return verify(self.home)

    def remains(self) -> dict[str, int]:
        """Of each source or id that was removed, how many articles are still in any generation on disk: 0."""
        from index.storage.deletion import remaining

        return {what: remaining(self.home, what) for what in removed(self.home)}

    def article(self, article_id: str) -> Article | None:
        """The article with this id, if the index has it."""
        return self.index().store.article(article_id)


def _order(paths: Iterable[Path], left_out: Iterable[str]) -> "BuildRequest":
    from index.build import BuildRequest

    return BuildRequest(tuple(paths), tuple(left_out))


@lru_cache(maxsize=8)
def service(home: Path, model: str | None = None) -> Service:
    """The service of a home, the same one each time: the second call finds index and model open."""
    return Service(home, model)
