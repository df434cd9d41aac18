"""Index the sample articles in a process of its own while this one builds the page: each takes seconds."""

import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.errors import QAError
from index.errors import IndexingError
from index.storage.generation import is_built
from qa.cli.progress import shown_progress
from qa.service import Service


def index_sample_in_background(home: Path, model: str | None) -> Callable[[], None]:
    """Start to index the sample articles if nothing is indexed yet. Returns a function that waits until this is done.

    That function raises what the indexing raises: CorpusError or IndexingError. The other process ends when its work is
    done, or earlier if this one ends: an interrupted build continues at the next start.
    """
    if is_built(home):
        return _nothing
    spawn = get_context("spawn")
    outcome, told = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_index_sample, args=(home, model, told), daemon=True)
    process.start()
    told.close()

    def wait() -> None:
        try:
            error = outcome.recv()
        except EOFError:
            process.join()
            raise IndexingError("sample_failed", code=process.exitcode) from None
        if error is not None:
            raise error

    return wait


def _nothing() -> None:
    """There is nothing to wait for."""


def _index_sample(home: Path, model: str | None, told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that waits
    error: QAError | None = None
    try:
        with shown_progress() as progress:
            Service(home, model).rebuild_sample_if_empty(progress=progress)
    except QAError as found:
        error = found
    with suppress(BrokenPipeError):  # nobody is waiting any more
        told.send(error)
