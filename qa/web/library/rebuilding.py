"""One rebuild at a time, in the background: until it is done, questions are answered from the previous index."""

import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread
from typing import TypeAlias

from corpus.catalogue import Message
from corpus.errors import NothingToRead, QAError
from corpus.types import Skipped
from index.errors import Busy, DamagedIndex, NoIndex
from index.storage.embedding_cache import inspect
from index.storage.generation import read_origin
from index.types import Progress, Removal, Report
from qa.errors import FetchRefused
from qa.service import Service
from qa.settings import resolved
from qa.sources import sample_folder
from qa.web.library.uploads import Uploads

log = logging.getLogger(__name__)

STARTING = "starting"
CHECKING = "checking"
FETCHING = "fetching"


@dataclass(frozen=True, slots=True)
class Check:
    """What is wrong with the index, one line each; empty if it is intact."""

    wrong: tuple[Message, ...]


Result: TypeAlias = Report | Removal | Check
"""The result of a rebuild, a removal or a check that succeeded."""


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of a rebuild: `done` of `total` in a step, `seconds` since it began."""

    name: str = STARTING
    done: int = 0
    total: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Items per second; 0 while unknown."""
        return self.done / self.seconds if self.done and self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left in the step at this rate; None while unknown."""
        return (self.total - self.done) / self.rate if self.rate else None


@dataclass(slots=True)
class _Watch:
    """The current step; one thread writes it, others read it."""

    clock: Callable[[], float] = time.monotonic
    name: str = STARTING
    done: int = 0
    total: int = 0
    began: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def update(self, name: str, done: int, total: int) -> None:
        if name != self.name:
            self.began = self.clock()
        self.name, self.done, self.total = name, done, total

    def step(self) -> Step:
        return Step(self.name, self.done, self.total, self.clock() - self.began)


class Rebuilding:
    """Runs one rebuild, removal or check at a time in the background, with its progress and result."""

    def __init__(self, service: Service, uploads: Uploads) -> None:
        self._service = service
        self._uploads = uploads
        self._lock = Lock()
        self._watch: _Watch | None = None
        self._thread: Thread | None = None
        self.result: Result | QAError | Exception | None = None
        """The result of the last job; None if there was none or it is running."""
        self.ended = Counter[str]()
        """How many jobs were done, and how many failed."""

    def step(self) -> Step | None:
        """Progress of the running job; None if none runs."""
        watch = self._watch
        return watch.step() if watch else None

    def start(self, work: Callable[[Progress], Result]) -> None:
        """Run a job in the background. Raises Busy."""
        with self._lock:
            if self._watch:
                raise Busy("busy_page")
            self._watch, self.result = _Watch(), None
            self._thread = Thread(target=self._run, args=(work, self._watch), name="rebuild", daemon=True)
            self._thread.start()

    def rebuilt(self, paths: Sequence[str], progress: Progress, *, add: bool, full: bool) -> Report:
        """Index these paths, as the work of a job; with `add`, keep what is indexed and the uploads. Raises QAError."""
        added = [resolved(path, NothingToRead) for path in paths]
        return self._service.rebuild(self._paths(added) if add else added, full=full, progress=progress)

    def uploaded(self) -> None:
        """Index the uploaded files. Raises Busy."""
        self.start(lambda progress: self._rebuild([], progress))

    def folder(self, path: str) -> None:
        """Add a folder or a file of this computer. Raises Busy and NothingToRead."""
        if not path.strip():
            raise NothingToRead("no_paths_page")
        found = resolved(path.strip(), NothingToRead)
        self.start(lambda progress: self._rebuild([found], progress))

    def pages(self, url: str) -> None:
        """Fetch a page, or the pages of a feed or sitemap, and index them. Raises Busy."""

        def work(progress: Progress) -> Report:
            from qa.fetch.adding import add
            from qa.fetch.archive import FOLDER

            progress(FETCHING, 0, 0)
            added = add([url.strip()], self._service.home)
            if added.refused and not (added.saved or added.unchanged):
                raise FetchRefused(added.refused[0][1])
            return self._rebuild([self._service.home / FOLDER], progress)

        self.start(work)

    def folders(self) -> list[Path]:
        """The files and folders of this computer that the index was made from, without the uploads and the sample."""
        held: list[Path] = []
        # A damaged index may still say what it was made from.
        with suppress(NoIndex, DamagedIndex):
            held = [Path(path) for path in read_origin(self._service.home).paths]
        return [path for path in held if path not in (self._uploads.folder, sample_folder())]

    def left(self, path: str) -> None:
        """Index everything but one of the `folders`; its files stay where they are. Raises Busy and NothingToRead.

        If it no longer exists, the others that do not exist either go with it, and the report names them as skipped:
        no rebuild succeeds while one is left.
        """
        folders, chosen = self.folders(), Path(path)
        if chosen not in folders:
            raise NothingToRead("not_indexed", path=path)
        gone = [] if chosen.exists() else [folder for folder in folders if folder != chosen and not folder.exists()]

        def work(progress: Progress) -> Report:
            report = self._service.rebuild(self._paths([], without=[chosen, *gone]), progress=progress)
            told = (Skipped(str(folder), Message("no_such_file")) for folder in gone)
            return replace(report, read=replace(report.read, skipped=(*report.read.skipped, *told)))

        self.start(work)

    def removed(self, name: str) -> None:
        """Delete an uploaded file and its articles. Raises Busy and UploadRefused."""
        if name not in [path.name for path in self._uploads.files()]:
            self._uploads.remove(name)

        def work(progress: Progress) -> Report:
            self._uploads.remove(name)
            return self._rebuild([], progress)

        self.start(work)

    def forgotten(self, what: str) -> None:
        """Remove an article (by id) or a whole source from the index for good. Raises Busy."""

        def work(progress: Progress) -> Removal:
            article = self._service.article(what)
            done = self._service.remove(what, progress=progress)
            if self._without_uploads_of(done):
                self._rebuild([], progress)
            return replace(done, what=article.title or what) if article else done

        self.start(work)

    def restored(self, what: str) -> None:
        """Restore what was removed, if its files are still there. Raises Busy."""
        self.start(lambda progress: self._service.restore(what, progress=progress))

    def checked(self) -> None:
        """Run the full integrity check; changes nothing. Raises Busy."""

        def work(progress: Progress) -> Check:
            progress(CHECKING, 0, 0)
            return Check(tuple(self._service.verify()))

        self.start(work)

    def mended(self, *, fully: bool = False) -> None:
        """Rebuild the index from its original files; without cached values if `fully` or if the cache is damaged.

        Raises Busy, and DamagedIndex if the original paths are lost.
        """
        home = self._service.home
        read_origin(home)

        def work(progress: Progress) -> Report:
            full = fully or _is_damaged(home / "cache.sqlite")
            return self._service.rebuild(self._paths([]), full=full, progress=progress)

        self.start(work)

    def wait(self) -> None:
        """Wait for the running job."""
        thread = self._thread
        if thread:
            thread.join()

    def _run(self, work: Callable[[Progress], Result], watch: _Watch) -> None:
        try:
            self.result = work(watch.update)
        except QAError as error:
            self.result = error
        except Exception as error:
            # The page says that it failed; the log has the traceback.
            log.exception("a rebuild of the page failed")
            self.result = error
        finally:
            self.ended["failed" if isinstance(self.result, Exception) else "done"] += 1
            self._watch = None

    def _without_uploads_of(self, done: Removal) -> bool:
        """Delete uploaded files that held only what was removed; says whether there were any."""
        in_use = {article.path for article, _, _ in self._service.index().store.listing()}
        emptied = [path for path in self._uploads.files() if str(path) in {*done.held.paths} - in_use]
        for path in emptied:
            self._uploads.remove(path.name)
        return bool(emptied)

    def _rebuild(self, more: list[Path], progress: Progress) -> Report:
        return self._service.rebuild(self._paths(more), progress=progress)

    def _paths(self, more: list[Path], without: Collection[Path] = ()) -> list[Path]:
        """Everything to index: the current paths (but not `without`), `more`, and the uploads if there are any.

        If nothing is left, the sample.
        """
        own = [path for path in self.folders() if path not in without]
        uploads = [self._uploads.folder] if self._uploads.files() else []
        return list(dict.fromkeys([*own, *more, *uploads])) or [sample_folder()]


def _is_damaged(cache: Path) -> bool:
    """Whether the embedding cache is corrupt."""
    if not cache.exists():
        return False
    try:
        return inspect(cache).wrong > 0
    except sqlite3.DatabaseError:
        return True
