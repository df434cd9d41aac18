"""The one object behind the command line, the web page and Python: an index folder, opened and kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import corpus
from corpus.errors import NothingToRead
from corpus.types import Article
from index.errors import DamagedIndex, ModelMismatch, NoIndex
from index.generation import Origin, current, numbers, read_origin
from index.types import Filter, Hit, Mode, Progress, Removal, Report
from qa.errors import QuestionError
from qa.question import MOST_HITS, check_dates, check_mode, check_question, check_sources
from qa.settings import home_folder, language_model, model_name, resolved
from qa.types import Answer, Confidence, Status

if TYPE_CHECKING:
    from index.build import Order
    from index.embed import Embedder
    from index.opened import Index
    from qa.language_model import LanguageModel
    from qa.memory import Remembering


def _silent(_step: str, _done: int, _total: int) -> None:
    """Shows no progress."""


class Service:
    """Search, answers and rebuilding over one home. Safe to share between threads.

    The index and the model are opened when they are first needed and kept; a generation that another process
    publishes is picked up with the next question.
    """

    def __init__(
        self, home: str | Path | None = None, model: str | None = None, llm: "LanguageModel | None" = None
    ) -> None:
        self.home = home_folder(home)
        self._model = model_name(model)
        self._llm = llm or language_model()
        self._lock = Lock()
        self._index: Index | None = None
        self._pointer: bytes | None = None
        self._embedder: Embedder | None = None
        self._memory: Remembering | None = None

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        mode: str = Mode.HYBRID,
        since: str | date | None = None,
        until: str | date | None = None,
        source: str | Iterable[str] | None = None,
        article: str | None = None,
    ) -> list[Hit]:
        """The k best passages, best first; an empty query finds nothing.

        Raises QuestionError for a query or filter that makes no sense, and IndexingError where there is no index.
        """
        from index.search import search, understand

        if not query.strip():
            return []
        chosen = check_mode(mode)
        question = check_question(query)
        index = self.index()
        only = _filter(index, since, until, source, article)
        embedder = None if chosen is Mode.BM25 else self.embedder(index)
        k = min(k, MOST_HITS)
        understood = understand(question, index)
        return search(index, embedder, understood, k, chosen, only)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Answer] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        source: str | Iterable[str] | None = None,
        article: str | None = None,
    ) -> Answer:
        """Sentences of the articles that answer, with citations; a question that cannot be asked is told so.

        `history` is the turns before, oldest first: "it" and "that zone" are taken for what they spoke of.
        Raises QuestionError for a filter that makes no sense, and IndexingError where there is no index.
        """
        *_, answer = self.stream(question, history=history, since=since, until=until, source=source, article=article)
        return answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Answer] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        source: str | Iterable[str] | None = None,
        article: str | None = None,
    ) -> Iterator[Answer]:
        """Answers that grow, at least one; the last one is what `ask` gives.

        Without a language model there is one answer; with one there is one more with each sentence it writes.
        """
        from qa.answering import find
        from qa.followup import resolve
        from qa.write import written

        try:
            asked = resolve(check_question(question), history)
        except QuestionError as error:
            yield Answer(question, f"{error}", False, Confidence.NONE, (), (), asked=question)
            return
        index = self.index()
        only = _filter(index, since, until, source, article)
        found = find(index, self._remembering(self.embedder(index)), asked, only)
        answers = written(found, self._llm) if self._llm else iter([found.answer()])
        yield from (replace(answer, question=question.strip()) for answer in answers)

    def rebuild(
        self,
        paths: Iterable[str | Path] = (),
        *,
        add: bool = False,
        full: bool = False,
        progress: Progress = _silent,
    ) -> Report:
        """Make the index hold what the paths hold; with `add` beside what it holds, with no paths what it held.

        The sample articles are a stand-in: the first articles of one's own take their place, even with `add`.
        What was removed stays out. Raises CorpusError or IndexingError; the index then stays as it was.
        """
        given = [paths] if isinstance(paths, str | Path) else list(paths)

        def order() -> "Order":
            return self._order(self._chosen_paths(given, add), self._removed())

        return self._build(order, full=full, progress=progress)

    def remove(self, source_or_id: str, *, progress: Progress = _silent) -> Removal:
        """Take an article, or all articles of a source, out of the index, its caches and every generation, for good.

        They stay out of later rebuilds, though their files may still be there, until `restore`. Raises NothingToRemove
        where no article has this id or source, and IndexingError.
        """
        from index.removal import holdings, remaining

        held = holdings(self.index(), source_or_id)
        before = numbers(self.home)

        def order() -> "Order":
            return self._order(self._remembered(), dict.fromkeys([*self._removed(), source_or_id]))

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
        from index.removal import without

        self.index()  # where there is none, that is told first

        def order() -> "Order":
            return self._order(self._remembered(), without(self._removed(), source_or_id))

        return self._build(order, progress=progress)

    def _build(self, order: "Callable[[], Order]", *, full: bool = False, progress: Progress) -> Report:
        """Build what is ordered once no other rebuild is at work; what makes no sense is told before anything is done."""
        from index.build import build

        order()
        return build(self.home, order, self.chosen_embedder(), full=full, progress=progress)

    def _order(self, paths: Iterable[Path], removed: Iterable[str]) -> "Order":
        from index.build import Order

        return Order(tuple(paths), tuple(removed))

    def _removed(self) -> tuple[str, ...]:
        """The ids and sources that stay out."""
        origin = self._origin_if_any()
        return origin.removed if origin else ()

    def _chosen_paths(self, paths: Iterable[str | Path], add: bool) -> list[Path]:
        """What a rebuild reads. Raises NothingToRead."""
        given = [resolved(path, NothingToRead) for path in paths]
        before = self._remembered() if add or not given else []
        if not (given or before):
            raise NothingToRead(
                "no folder was named and none was read before: run qa rebuild FOLDER with your articles"
            )
        if given:
            before = [path for path in before if path != sample_folder()]
        return list(dict.fromkeys([*before, *given]))

    def rebuild_sample_if_empty(self, *, progress: Progress = _silent) -> None:
        """Index the sample articles where nothing has been indexed yet, so that there is something to ask."""
        try:
            current(self.home)
        except DamagedIndex:
            pass
        except NoIndex:
            self.rebuild([sample_folder()], progress=progress)

    def status(self) -> Status:
        """What the index holds. Raises IndexingError where there is none."""
        from index.vectors import STORES

        index = self.index()
        manifest = index.manifest
        first, last = index.store.dates()
        return Status(
            home=str(self.home),
            generation=manifest.number,
            created=manifest.created,
            model=manifest.model,
            store=manifest.store,
            why_store=STORES[manifest.store].reason,
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
        from index.verify import verify

        return verify(self.home)

    def remains(self) -> dict[str, int]:
        """Of each source or id that was removed, how many articles are still in any generation on disk: 0."""
        from index.removal import remaining

        return {what: remaining(self.home, what) for what in self._removed()}

    def article(self, article_id: str) -> Article | None:
        """The article with this id, if the index has it."""
        return self.index().store.article(article_id)

    def index(self) -> "Index":
        """The live generation, opened; reopened when another one has become live. Raises IndexingError."""
        from index.opened import live_pointer, open_index

        with self._lock:
            pointer = live_pointer(self.home)
            if self._index is None or pointer != self._pointer:
                self._index = open_index(self.home)
                self._pointer = pointer
            return self._index

    def embedder(self, index: "Index") -> "Embedder":
        """The model of an index, loaded once. Raises ModelMismatch where another one was asked for."""
        from index.opened import load_model

        manifest = index.manifest
        if self._model and self._model != manifest.model:
            raise ModelMismatch(
                f"the index was made with the model {manifest.model}, {self._model} was asked for: "
                f"run qa rebuild --model {self._model}, or ask without it"
            )
        with self._lock:
            if self._embedder is None or self._embedder.fingerprint != manifest.fingerprint:
                self._embedder = load_model(manifest)
            return self._embedder

    def chosen_embedder(self) -> "Embedder":
        """The model to build with: the one asked for, else the live index's, else the bundled one."""
        from index.embed import BUNDLED, load_embedder

        if self._model:
            return load_embedder(self._model)
        origin = self._origin_if_any()
        return load_embedder(origin.model if origin else BUNDLED)

    def _remembering(self, embedder: "Embedder") -> "Remembering":
        """The model with a memory of what it has embedded, for as long as it is the same model."""
        from qa.memory import Remembering

        with self._lock:
            if self._memory is None or self._memory.fingerprint != embedder.fingerprint:
                self._memory = Remembering(embedder)
            return self._memory

    def notice(self) -> str:
        """What a person should know of how the index was opened; empty where all is well or nothing is open."""
        return self._index.notice if self._index else ""

    def _remembered(self) -> list[Path]:
        """The paths that were read before. Raises NothingToRead where one of them is gone."""
        origin = self._origin()
        paths = [Path(path) for path in origin.paths] if origin else []
        gone = next((path for path in paths if not path.exists()), None)
        if gone:
            raise NothingToRead(
                f"{gone} was read before and is gone: put it back, or name all that stays: qa rebuild PATH ..."
            )
        return paths

    def _origin_if_any(self) -> Origin | None:
        """What the index was made from; None also where that cannot be read any more: a rebuild is what mends it."""
        with suppress(DamagedIndex):
            return self._origin()
        return None

    def _origin(self) -> Origin | None:
        try:
            return read_origin(self.home)
        except NoIndex:
            return None


def _filter(
    index: "Index",
    since: str | date | None,
    until: str | date | None,
    source: str | Iterable[str] | None,
    article: str | None,
) -> Filter:
    """What was asked for, if it makes sense. Raises QuestionError."""
    first, last = check_dates(since, until)
    if article is not None and index.store.article(article) is None:
        raise QuestionError(f"no article has the id {article!r}: ids are in what a search gives")
    return Filter(first, last, check_sources(source, index.store.sources), article)


def sample_folder() -> Path:
    """The sample articles that come with the package."""
    return Path(corpus.__file__).resolve().parent / "sample"


@lru_cache(maxsize=8)
def service(home: Path, model: str | None = None) -> Service:
    """The service of a home, the same one each time: the second call finds index and model open."""
    return Service(home, model)
