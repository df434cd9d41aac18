"""Paths to a published generation: read what changed, split, embed what is new, tokenise, write, switch."""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import NothingToRead
from corpus.read import Reading
from corpus.reuse import NOTHING
from corpus.types import Article
from index.atomic_io import sync
from index.dense.embedders import Embedder
from index.dense.stores import AUTO
from index.errors import HomeUnusable, Unfinished
from index.storage.articles import Store
from index.storage.diff import changed_files, changed_recipe
from index.storage.embedding_cache import Cache
from index.storage.fingerprints import recipe
from index.storage.generation import (
    clear_leftovers,
    lost_removals,
    next_number,
    publish,
    publish_copy,
    retire_unneeded,
    staging,
)
from index.storage.ledger import Stamp, inputs_digest, take_stamp
from index.storage.locks import remove_folder, writer_lock
from index.storage.manifest import FORMAT, Manifest
from index.storage.previous import Earlier, open_earlier
from index.storage.retrieval_tables import Tables, stored_texts, tabulate, text_keys
from index.storage.writer import READING, finish, take_in, write_vectors
from index.types import Changes, Progress, Report

EMBEDDING, WRITING = "embedding", "writing"


@dataclass(frozen=True, slots=True)
class Order:
    """What an index is to hold: the articles of `paths`, but those with an id or a source in `removed`."""

    paths: tuple[Path, ...]
    removed: tuple[str, ...] = ()

    def leaves_out(self, article: Article) -> bool:
        """Whether an article stays out."""
        return article.id in self.removed or article.source in self.removed


def build(
    home: Path,
    order: Order | Callable[[], Order],
    embedder: Embedder,
    *,
    store: str = AUTO,
    full: bool,
    progress: Progress,
) -> Report:
    """Make the index in `home` hold exactly what is ordered; until the last step the old one answers.

    An order that rests on what the index holds is given as a function: it is called when no other rebuild can come
    between, so that none undoes a removal.

    Only what changed is read, cleaned and embedded; where nothing did, nothing is written. With `full`
    nothing is taken from before. Raises NothingToRead, Busy, HomeUnusable, and Unfinished where the new generation
    answers but not all that is gone could be erased.
    """
    with _writing_in(home), writer_lock(home / "lock"), Cache(home / "cache.sqlite") as cache:
        clear_leftovers(home)
        earlier, lost = open_earlier(home, recipe()["reader"])
        try:
            settled = order() if callable(order) else order
            job = _Job(home, settled, embedder, store, cache, earlier, lost, full, progress)
            return job.run()
        finally:
            if earlier:
                earlier.close()


@dataclass(slots=True)
class _Job:
    """One rebuild, step by step."""

    home: Path
    order: Order
    embedder: Embedder
    store: str
    """The kind that is asked for."""
    cache: Cache
    earlier: Earlier | None
    lost: str
    """Why there is no generation to go on from; empty where there never was one."""
    full: bool
    progress: Progress
    clock: "_Clock" = field(default_factory=lambda: _Clock())

    def run(self) -> Report:
        """Read, and unless nothing changed, write and publish."""
        with self.clock.time(READING):
            known = self.earlier if self.earlier and not self.full else NOTHING
            reading = Reading(self.order.paths, known, self.order.leaves_out)
            stamp = self.earlier.stamp if self.earlier else take_stamp
            stamps = {path: stamp(path) for path in reading.files}
        changes = self._changes(stamps)
        if self.earlier and not self.full and self._inputs(stamps) == self.earlier.manifest.inputs:
            return self._nothing_new(self.earlier, reading, changes)
        folder = staging(self.home)
        try:
            return self._everything_anew(folder, reading, stamps, changes)
        except BaseException:
            remove_folder(folder)
            raise

    def _everything_anew(self, folder: Path, reading: Reading, stamps: dict[Path, Stamp], changes: Changes) -> Report:
        with self.clock.time(READING):
            stamps, articles, passages = take_in(folder, reading, stamps, self.progress)
            _refuse_nothing(passages, reading)
        with self.clock.time(EMBEDDING):
            tables, store, embedded = self._tables(folder, passages)
        with self.clock.time(WRITING):
            self.progress(WRITING, 0, 1)
            number = next_number(self.home)
            made = finish(folder, tables, store, articles, self.embedder, number)
            manifest = replace(
                made,
                oldest=self._oldest(folder, number),
                paths=tuple(map(str, self.order.paths)),
                removed=self.order.removed,
                inputs=self._inputs(stamps),
                store_choice=self.store,
            )
            if self.earlier:
                self.earlier.close()
            publish(self.home, folder, manifest)
            manifest, forgotten = self._complete(manifest, lambda: tables.keys)
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

    def _nothing_new(self, earlier: Earlier, reading: Reading, changes: Changes) -> Report:
        """What a rebuild says that had nothing to do, once it has finished what one before may have left undone."""
        manifest, read = earlier.manifest, earlier.report(reading.report().skipped)
        keys = text_keys(earlier.store) if self.cache.tidied() != manifest.inputs else ()
        earlier.close()
        with self.clock.time(WRITING):
            manifest, forgotten = self._complete(manifest, lambda: keys)
        return Report(
            generation=manifest.number,
            model=manifest.model,
            articles=manifest.articles,
            passages=manifest.passages,
            embedded=0,
            reused=manifest.passages,
            forgotten=forgotten,
            seconds=self.clock.seconds,
            read=read,
            published=False,
            changes=changes,
            left_out=sum(entry.left_out for entry in earlier.files.values()),
        )

    def _tables(self, folder: Path, passages: int) -> tuple[Tables, str, int]:
        """Tables, the kind of store that the vectors have been written in, and how many were embedded now."""
        store = Store(folder / "articles.sqlite")
        counter = _Counter(passages, self.progress)
        try:
            tables, vectors, embedded = tabulate(
                stored_texts(store), passages, self.cache, self.embedder, fresh=self.full, done=counter.add
            )
        finally:
            store.close()
        return tables, write_vectors(folder, vectors, self.store), embedded

    def _complete(self, manifest: Manifest, keys: Callable[[], Iterable[bytes]]) -> tuple[Manifest, int]:
        """Erase what is gone from where it still is, and see to it that there is a generation to fall back to.

        Gives the live manifest, and how many cached embeddings were forgotten.
        """
        try:
            retire_unneeded(self.home, manifest)
            forgotten = self.cache.keep_only(keys(), manifest.inputs)
            if manifest.oldest == manifest.number > 1:
                manifest = publish_copy(self.home, manifest)
            return manifest, forgotten
        except (OSError, sqlite3.DatabaseError) as error:
            raise Unfinished(
                f"generation {manifest.number} answers, but what is gone could not be erased everywhere in {self.home} "
                f"({error}): make room, then run qa rebuild once more"
            ) from error

    def _oldest(self, folder: Path, number: int) -> int:
        """The earliest generation that may answer: one that holds an article that is gone may not."""
        if self.earlier is None:
            return number
        store = Store(folder / "articles.sqlite")
        try:
            gone = self.earlier.store.article_ids() - store.article_ids()
        finally:
            store.close()
        return number if gone else self.earlier.manifest.oldest

    def _inputs(self, stamps: dict[Path, Stamp]) -> str:
        paths = [str(path) for path in self.order.paths]
        settings = [FORMAT, paths, self.order.removed, recipe(), self.embedder.fingerprint, self.store]
        return inputs_digest(stamps.items(), settings)

    def _changes(self, stamps: Collection[Path]) -> Changes:
        if self.earlier is None:
            return Changes(new=len(stamps), because=tuple(filter(None, (self.lost, lost_removals(self.home)))))
        because = changed_recipe(self.earlier.manifest, recipe(), self.embedder, self.store)
        asked = ("nothing from before is used, as asked",) if self.full else ()
        return replace(changed_files(self.earlier, stamps), because=(*asked, *because))


def _refuse_nothing(passages: int, reading: Reading) -> None:
    if passages or reading.left_out:
        return
    read = reading.report()
    why = f" ({read.skipped[0].path}: {read.skipped[0].reason})" if read.skipped else ""
    raise NothingToRead(
        f"none of {len(reading.files)} files gave an article{why}: the index stays as it was; give readable articles"
    )


@contextmanager
def _writing_in(home: Path) -> Iterator[None]:
    """The home exists; what goes wrong with the disk names the place."""
    try:
        if not home.is_dir():
            home.mkdir(parents=True)
            sync(home.parent)
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except (OSError, sqlite3.DatabaseError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        where = getattr(error, "filename", None) or home
        raise HomeUnusable(
            f"cannot write the index at {where} ({reason}): the index stays as it was; "
            "make room, or choose another folder with --home or QA_HOME"
        ) from error


@dataclass(slots=True)
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - start


@dataclass(slots=True)
class _Counter:
    total: int
    progress: Progress
    done: int = 0

    def add(self, finished: int) -> None:
        self.done += finished
        self.progress(EMBEDDING, self.done, self.total)
