"""Everything that changes or checks the index in one folder: rebuilds, removals, status, verification."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.catalogue import Message
from corpus.types import Article
from index.storage.generation import is_built, numbers
from index.types import Progress, Removal, Report
from qa.index_handle import IndexHandle
from qa.settings import parts_place
from qa.sources import chosen_paths, origin, remembered, sample_folder
from qa.types import Status
from qa.validation import check_columns

if TYPE_CHECKING:
    from index.build import BuildRequest
    from index.storage.manifest import Origin


def _silent(_step: str, _done: int, _total: int) -> None:
    """Show no progress."""


class Upkeep(IndexHandle):
    """Rebuilds, removals and checks of the index in one folder."""

    def rebuild(
        self,
        paths: Iterable[str | Path] = (),
        *,
        add: bool = False,
        full: bool = False,
        store: str | None = None,
        ray: str | None = None,
        parts: str | None = None,
        columns: Mapping[str, str] | None = None,
        progress: Progress = _silent,
    ) -> Report:
        """Index exactly what the paths contain, with `add` in addition to the earlier paths; without paths, those of
        the last rebuild.

        `store` is the vector store: auto, flat, quantised or a plugin's (default: QA_STORE, else the previous one).
        `ray` is the address of a cluster whose workers read and embed, `parts` where they write (default: QA_PARTS).
        `columns` maps a field to the column or key of records that holds it ({"date": "pubdate"}; default: as before).

        The user's first own articles replace the sample articles, even with `add`.
        What was removed stays out. Raises CorpusError or IndexingError; the index then stays as it was.
        """
        given = [paths] if isinstance(paths, str | Path) else list(paths)

        def order() -> "BuildRequest":
            request = _request(origin(self.home), chosen_paths(self.home, given, add))
            return request if columns is None else replace(request, columns=check_columns(columns))

        return self._build(order, full=full, store=store, ray=ray, parts=parts, progress=progress)

    def remove(self, source_or_id: str, *, progress: Progress = _silent) -> Removal:
        """Remove an article, or all articles of a source, from the index, its caches and every generation.

        They stay out of later rebuilds until `restore`, even if their files still exist. Raises NothingToRemove if no
        article has this id or source, and IndexingError.
        """
        from index.storage.deletion import holdings, remaining
        from index.storage.traces import trace

        held, marks = holdings(self.index(), source_or_id), trace(self.index().store, source_or_id)
        generations = numbers(self.home)

        def order() -> "BuildRequest":
            before = origin(self.home)
            removed = tuple(dict.fromkeys([*before.removed, source_or_id]))
            return _request(replace(before, removed=removed, traces=before.traces | marks), remembered(self.home))

        report = self._build(order, progress=progress)
        self.index()
        return Removal(
            what=source_or_id,
            held=held,
            embeddings=report.forgotten,
            generations=tuple(sorted(set(generations) - set(numbers(self.home)))),
            remains=remaining(self.home, source_or_id),
            generation=report.generation,
        )

    def restore(self, source_or_id: str, *, progress: Progress = _silent) -> Report:
        """Restore a removed article or source, if its files still exist. Raises NothingToRemove, IndexingError."""
        from index.storage.deletion import without

        self.index()  # raises NoIndex first

        def order() -> "BuildRequest":
            before = origin(self.home)
            removed = without(before.removed, source_or_id)
            return _request(replace(before, removed=removed), remembered(self.home))

        return self._build(order, progress=progress)

    def _build(
        self,
        order: "Callable[[], BuildRequest]",
        *,
        full: bool = False,
        store: str | None = None,
        ray: str | None = None,
        parts: str | None = None,
        progress: Progress,
    ) -> Report:
        """Build the request when no other rebuild is running; an invalid request fails before any work is done."""
        from index.build import build
        from index.workers.cluster import Cluster

        order()
        embedder, chosen = self.chosen_embedder(), self.chosen_store(store)
        cluster = Cluster(ray, parts_place(parts)) if ray else None
        return build(self.home, order, embedder, store=chosen, cluster=cluster, full=full, progress=progress)

    def rebuild_sample_if_empty(self, *, progress: Progress = _silent) -> None:
        """Index the sample articles if nothing has been indexed yet."""
        if not is_built(self.home):
            self.rebuild([sample_folder()], progress=progress)

    def status(self) -> Status:
        """What the index holds. Raises IndexingError if there is none."""
        from index.distributed.engines import reason

        index = self.index()
        manifest = index.manifest
        first, last = index.store.dates
        return Status(
            home=str(self.home),
            generation=manifest.number,
            created=manifest.created,
            model=manifest.model,
            store=manifest.store,
            why_store=reason(manifest.store),
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
        """Check every byte of the index on disk. Returns a line for each problem, none if it is intact."""
        from index.storage.verify import verify

        return verify(self.home)

    def remains(self) -> dict[str, int]:
        """For each removed source or id, how many of its articles are still on disk in any generation (expected: 0)."""
        from index.storage.deletion import remaining

        return {what: remaining(self.home, what) for what in origin(self.home).removed}

    def article(self, article_id: str) -> Article | None:
        """The article with this id, if the index has it."""
        return self.index().store.article(article_id)


def _request(before: "Origin", paths: Iterable[Path]) -> "BuildRequest":
    """The request to build these paths with the removals and columns of `before`."""
    from index.build import BuildRequest

    traces = {what: trace for what, trace in before.traces.items() if what in before.removed}
    return BuildRequest(tuple(paths), before.removed, traces, before.columns)
