"""One rebuild at a time, in the background: who asks is answered from the index before it until it is done."""

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread
from typing import TypeAlias

from corpus.catalogue import Message
from corpus.errors import NothingToRead, QAError
from index.errors import Busy, DamagedIndex, NoIndex
from index.storage.embedding_cache import inspect
from index.storage.generation import read_origin
from index.types import Progress, Removal, Report
from qa.service import Service
from qa.settings import resolved
from qa.sources import sample_folder
from qa.web.library.uploads import Uploads

log = logging.getLogger(__name__)

STARTING = "starting"
CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Check:
    """What is wrong with the index, a line each; nothing where all is well."""

    wrong: tuple[Message, ...]


Result: TypeAlias = Report | Removal | Check
"""What came of a rebuild, a removal or a check that went well."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a rebuild is: `done` of `total` of a step, `seconds` since the step began."""

    name: str = STARTING
    done: int = 0
    total: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Things done a second; 0 where nothing is known yet."""
        return self.done / self.seconds if self.done and self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the step still takes at this rate; None where nothing is known yet."""
        return (self.total - self.done) / self.rate if self.rate else None


@dataclass(slots=True)
class _Watch:
    """The step at hand; one thread writes it, others read it."""

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
    """Takes in files and folders, and tells how far it is and what came of it."""

    def __init__(self, service: Service, uploads: Uploads) -> None:
        self._service = service
        self._uploads = uploads
        self._lock = Lock()
        self._watch: _Watch | None = None
        self._thread: Thread | None = None
        self.result: Result | QAError | Exception | None = None
        """What the last one came to; None where there was none or it is running."""

    def step(self) -> Step | None:
        """How far the running one is; None where none runs."""
        watch = self._watch
        return watch.step() if watch else None

    def uploaded(self) -> None:
        """Take in what is among the uploads now. Raises Busy."""
        self._start(lambda progress: self._rebuild([], progress))

    def folder(self, path: str) -> None:
        """Take in a folder or a file of this computer beside the others. Raises Busy and NothingToRead."""
        if not path.strip():
            raise NothingToRead("no_paths_page")
        found = resolved(path.strip(), NothingToRead)
        self._start(lambda progress: self._rebuild([found], progress))

    def removed(self, name: str) -> None:
        """Take an uploaded file away and forget its articles. Raises Busy and UploadRefused."""
        if name not in [path.name for path in self._uploads.files()]:
            self._uploads.remove(name)

        def work(progress: Progress) -> Report:
            self._uploads.remove(name)
            return self._rebuild([], progress)

        self._start(work)

    def forgotten(self, what: str) -> None:
        """Take an article (by its id) or all of a source out of the index for good. Raises Busy."""

        def work(progress: Progress) -> Removal:
            article = self._service.article(what)
            done = self._service.remove(what, progress=progress)
            if self._without_uploads_of(done):
                self._rebuild([], progress)
            return replace(done, what=article.title or what) if article else done

        self._start(work)

    def restored(self, what: str) -> None:
        """Let in again what was taken out, where its files are still there. Raises Busy."""
        self._start(lambda progress: self._service.restore(what, progress=progress))

    def checked(self) -> None:
        """Read and check everything again; nothing is changed. Raises Busy."""

        def work(progress: Progress) -> Check:
            progress(CHECKING, 0, 0)
            return Check(tuple(self._service.verify()))

        self._start(work)

    def mended(self, *, fully: bool = False) -> None:
        """Make the index anew of what it was made from; of nothing that was kept, if `fully` or where that is damaged too.

        Raises Busy, and DamagedIndex where it is not known any more what it was made from.
        """
        home = self._service.home
        read_origin(home)

        def work(progress: Progress) -> Report:
            full = fully or _is_damaged(home / "cache.sqlite")
            return self._service.rebuild(self._paths([]), full=full, progress=progress)

        self._start(work)

    def wait(self) -> None:
        """Until the running one is done."""
        thread = self._thread
        if thread:
            thread.join()

    def _start(self, work: Callable[[Progress], Result]) -> None:
        with self._lock:
            if self._watch:
                raise Busy("busy_page")
            self._watch, self.result = _Watch(), None
            self._thread = Thread(target=self._run, args=(work, self._watch), name="rebuild", daemon=True)
            self._thread.start()

    def _run(self, work: Callable[[Progress], Result], watch: _Watch) -> None:
        try:
            self.result = work(watch.update)
        except QAError as error:
            self.result = error
        except Exception as error:
            # The page tells that it failed; what failed stands in the log.
            log.exception("a rebuild of the page failed")
            self.result = error
        finally:
            self._watch = None

    def _without_uploads_of(self, done: Removal) -> bool:
        """Delete the uploaded files of what was removed, unless they hold other articles; says whether there were any."""
        in_use = {article.path for article, _, _ in self._service.index().store.listing()}
        emptied = [path for path in self._uploads.files() if str(path) in {*done.held.paths} - in_use]
        for path in emptied:
            self._uploads.remove(path.name)
        return bool(emptied)

    def _rebuild(self, more: list[Path], progress: Progress) -> Report:
        return self._service.rebuild(self._paths(more), progress=progress)

    def _paths(self, more: list[Path]) -> list[Path]:
        """All that the index shall hold: what it holds, what is added, and the uploads if there are any.

        The sample stands in where nothing else is left.
        """
        folder = self._uploads.folder
        held: list[Path] = []
        # A damaged index may still say what it was made from.
        with suppress(NoIndex, DamagedIndex):
            held = [Path(path) for path in read_origin(self._service.home).paths]
        own = [path for path in held if path not in (folder, sample_folder())]
        uploads = [folder] if self._uploads.files() else []
        return list(dict.fromkeys([*own, *more, *uploads])) or [sample_folder()]


def _is_damaged(cache: Path) -> bool:
    """Whether what was kept from earlier rebuilds can no longer be believed."""
    if not cache.exists():
        return False
    try:
        return inspect(cache).wrong > 0
    except sqlite3.DatabaseError:
        return True
