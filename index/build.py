"""Build a generation and publish it: read what changed, split, embed what is new, tokenise, write, switch."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.catalogue import Message, system_reason
from corpus.errors import NothingToRead
from corpus.read import Reading
from corpus.reuse import NO_CACHE
from index.atomic_io import sync
from index.dense.embedders import Embedder
from index.dense.stores import AUTO
from index.distributed.collections import collections, settle
from index.distributed.engines import is_address
from index.errors import EngineUnavailable, HomeUnusable, Unfinished
from index.progress import Clock, Counter
from index.storage.articles import ArticleStore
from index.storage.diff import changed_files, changed_recipe
from index.storage.embedding_cache import Cache
from index.storage.fingerprints import recipe
from index.storage.generation import (
    clear_leftovers,
    live_folder,
    lost_removals,
    next_number,
    publish,
    publish_copy,
    retire_unneeded,
    staging,
)
from index.storage.ledger import Stamp, inputs_digest, take_stamp
from index.storage.locks import remove_folder, writer_lock
from index.storage.manifest import DATABASE, FORMAT, Manifest
from index.storage.preparation import Unread, Workers
from index.storage.previous import PreviousGeneration, open_previous
from index.storage.retrieval_tables import Tables, batched, stored_texts, tabulate, text_keys
from index.storage.traces import Trace, excluder
from index.storage.writer import READING, WRITING, fill_engine, finish, write_articles, write_retrieval
from index.types import Changes, Progress, Report, StoredVectors
from index.workers.choice import workers_for
from index.workers.cluster import Cluster

EMBEDDING = "embedding"


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the index should contain: the articles of `paths`, except those whose id or source is in `removed` and those
    that match one of the `traces` under another id.
    """

    paths: tuple[Path, ...]
    removed: tuple[str, ...] = ()
    traces: Mapping[str, Trace] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


def build(
    home: Path,
    request: BuildRequest | Callable[[], BuildRequest],
    embedder: Embedder,
    *,
    store: str = AUTO,
    cluster: Cluster | None = None,
    full: bool,
    progress: Progress,
) -> Report:
    """Make the index in `home` contain exactly what is requested; the old generation answers until the last step.

    A request that depends on the current index is given as a function. It is called under the writer's lock, so that no
    other rebuild can undo a removal.

    Only what has changed is read, cleaned and embedded; if nothing has, nothing is written. With `full`, nothing is
    reused. With a `cluster`, its workers read, embed and count; the resulting index is the same.

    Raises NothingToRead, Busy, HomeUnusable, WorkersUnavailable, and Unfinished if the new generation answers but
    deleted data could not be erased everywhere.
    """
    with (
        _writing_in(home),
        writer_lock(home / "lock"),
        Cache(home / "cache.sqlite", replaceable=full) as cache,
        workers_for(home, embedder, cluster) as workers,
    ):
        clear_leftovers(home)
        previous, lost = open_previous(home, recipe()["reader"])
        try:
            settled = request() if callable(request) else request
            return _Build(home, settled, embedder, store, cache, workers, previous, lost, full, progress).run()
        finally:
            if previous:
                previous.close()


@dataclass(slots=True)
class _Build:
    """One rebuild, step by step."""

    home: Path
    request: BuildRequest
    embedder: Embedder
    store: str
    """The store that was requested."""
    cache: Cache
    workers: Workers
    previous: PreviousGeneration | None
    lost: Message | None
    """Why the previous generation cannot be used; None if it can, or if there never was one."""
    full: bool
    progress: Progress
    clock: Clock = field(default_factory=Clock)

    def run(self) -> Report:
        """Read the files; if anything has changed, write and publish a generation."""
        with self.clock.time(READING):
            if self.previous and self.previous.manifest.columns != self.request.columns:
                self.previous.reusable = False
            reusable = self.previous if self.previous and not self.full else NO_CACHE
            left_out = excluder(self.request.removed, self.request.traces)
            known = map(Path, self.previous.manifest.paths if self.previous else ())
            reading = Reading(
                self.request.paths, reusable, left_out, frozenset(known), self.request.columns, self.workers.read
            )
            stamp = self.previous.stamp if self.previous else take_stamp
            stamps = {path: stamp(path) for path in reading.files}
        changes = self._changes(stamps)
        if self.previous and not self.full and self._inputs(stamps) == self.previous.manifest.inputs:
            return self._unchanged(self.previous, reading, changes)
        folder = staging(self.home)
        try:
            return self._write(folder, reading, stamps, changes)
        except BaseException:
            remove_folder(folder)
            raise

    def _write(self, folder: Path, reading: Reading, stamps: dict[Path, Stamp], changes: Changes) -> Report:
        with self.clock.time(READING):
            unread = [Unread(path, stamps[path].sha256, known) for path, known in reading.unread()]
            self.workers.expect(unread, self.request.columns)
            stamps, articles, passages = write_articles(folder, reading, stamps, self.progress)
            self.workers.end_reading()
            _refuse_nothing(passages, reading)
        with self.clock.time(EMBEDDING):
            tables, vectors, embedded = self._tables(folder, passages)
        with self.clock.time(WRITING):
            self.progress(WRITING, 0, 1)
            if is_address(self.store):
                store = fill_engine(self.home, folder, tables, vectors, self.store, self.progress)
            else:
                store = write_retrieval(folder, tables, vectors, self.store)
            number = next_number(self.home)
            made = finish(folder, tables, store, articles, self.embedder, self.workers, number)
            manifest = replace(
                made,
                oldest=self._oldest(folder, number),
                paths=tuple(map(str, self.request.paths)),
                removed=self.request.removed,
                traces=dict(self.request.traces),
                columns=dict(self.request.columns),
                inputs=self._inputs(stamps),
                store_choice=self.store,
            )
            if self.previous:
                self.previous.close()
            publish(self.home, folder, manifest)
            manifest, forgotten = self._clean_up(manifest, lambda: tables.keys)
            self.progress(WRITING, 1, 1)
        return Report(
            generation=manifest.number,
            model=self.embedder.name,
            articles=articles,
            passages=passages,
            embedded=embedded,
            reused=passages - embedded,
            forgotten=forgotten,
            seconds=self.clock.seconds,
            read=reading.report(),
            published=True,
            changes=changes,
            left_out=reading.left_out,
        )

    def _unchanged(self, previous: PreviousGeneration, reading: Reading, changes: Changes) -> Report:
        """Report that nothing has changed, after finishing what an earlier rebuild may have left undone."""
        manifest, read = previous.manifest, previous.report(reading.report().skipped)
        embedded = self._repair_cache(previous)
        keys = text_keys(previous.store) if self.cache.pruned_for() != manifest.inputs else ()
        previous.close()
        with self.clock.time(WRITING):
            manifest, forgotten = self._clean_up(manifest, lambda: keys)
        return Report(
            generation=manifest.number,
            model=manifest.model,
            articles=manifest.articles,
            passages=manifest.passages,
            embedded=embedded,
            reused=manifest.passages - embedded,
            forgotten=forgotten,
            seconds=self.clock.seconds,
            read=read,
            published=False,
            changes=changes,
            left_out=sum(entry.left_out for entry in previous.files.values()),
        )

    def _repair_cache(self, previous: PreviousGeneration) -> int:
        """Embed again the texts whose cached vectors are damaged, so that `verify` finds none; return how many."""
        with self.clock.time(EMBEDDING):
            if not self.cache.drop_damaged():
                return 0
            batches = batched(stored_texts(previous.store))
            return sum(self.cache.vectors(self.embedder, batch)[1] for batch in batches)

    def _tables(self, folder: Path, passages: int) -> tuple[Tables, StoredVectors, int]:
        """The tables, the vectors, and how many passages were newly embedded."""
        store = ArticleStore(folder / DATABASE)
        counter = Counter(EMBEDDING, passages, self.progress)
        try:
            texts, workers = stored_texts(store), self.workers
            return tabulate(texts, passages, self.cache, self.embedder, workers, fresh=self.full, done=counter.add)
        finally:
            store.close()

    def _clean_up(self, manifest: Manifest, keys: Callable[[], Iterable[bytes]]) -> tuple[Manifest, int]:
        """Erase deleted articles from older generations and the cache, and keep a generation to fall back to.

        Returns the live manifest, and how many embeddings were deleted from the cache.
        """
        try:
            sent = collections(self.home)
            retire_unneeded(self.home, manifest)
            forgotten = self.cache.prune(keys(), manifest.inputs)
            if manifest.oldest == manifest.number > 1:
                manifest = publish_copy(self.home, manifest)
            settle(self.home, live_folder(self.home), sent)
            self.workers.clear()
            return manifest, forgotten
        except (OSError, sqlite3.DatabaseError, EngineUnavailable) as error:
            raise Unfinished("unfinished", number=manifest.number, home=self.home, reason=_reason(error)) from error

    def _oldest(self, folder: Path, number: int) -> int:
        """The oldest generation that may still answer: one that contains a deleted article may not."""
        if self.previous is None:
            return number
        store = ArticleStore(folder / DATABASE)
        try:
            deleted = self.previous.store.article_ids() - store.article_ids()
        finally:
            store.close()
        return number if deleted else self.previous.manifest.oldest

    def _inputs(self, stamps: dict[Path, Stamp]) -> str:
        paths = [str(path) for path in self.request.paths]
        settings = [FORMAT, paths, self.request.removed, recipe(), self.embedder.fingerprint, self.store]
        settings += [sorted(self.request.columns.items())] if self.request.columns else []
        return inputs_digest(stamps.items(), settings)

    def _changes(self, stamps: Collection[Path]) -> Changes:
        if self.previous is None:
            return Changes(new=len(stamps), because=tuple(filter(None, (self.lost, lost_removals(self.home)))))
        because = changed_recipe(self.previous.manifest, recipe(), self.embedder, self.store)
        asked = (Message("full_requested"),) if self.full else ()
        return replace(changed_files(self.previous, stamps), because=(*asked, *because))


def _refuse_nothing(passages: int, reading: Reading) -> None:
    if passages or reading.left_out or not reading.files:  # no files: the folders have been emptied
        return
    read = reading.report()
    if not read.skipped:
        raise NothingToRead("nothing_read", count=len(reading.files))
    first = read.skipped[0]
    raise NothingToRead("nothing_read_first", count=len(reading.files), path=first.path, reason=first.reason)


@contextmanager
def _writing_in(home: Path) -> Iterator[None]:
    """Create the home if needed; turn disk and database errors into HomeUnusable, which names the path."""
    try:
        if not home.is_dir():
            home.mkdir(parents=True)
            sync(home.parent)
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except (OSError, sqlite3.DatabaseError) as error:
        where = getattr(error, "filename", None) or home
        raise HomeUnusable("home_unwritable", path=where, reason=_reason(error)) from error


def _reason(error: OSError | sqlite3.DatabaseError | EngineUnavailable) -> Message:
    if isinstance(error, EngineUnavailable):
        return error.message
    return system_reason(error) if isinstance(error, OSError) else Message("database_error", detail=error)
