"""The sample articles, indexed by a process of its own while this one makes the page: each takes seconds."""

import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from index.generation import is_built
from qa.progress import shown_progress
from qa.service import Service


def sample_indexed_beside(home: Path, model: str | None) -> Callable[[], None]:
    """Begin to index the sample articles where nothing has been indexed; gives a function that waits until it is done.

    That function raises what the indexing raises: CorpusError or IndexingError. A thread would not do: two that import
    large packages at the same time can leave each other with halves of them.
    """
    if is_built(home):
        return _nothing
    # An interrupt is this process's to answer; the other one ends with its work.
    pool = ProcessPoolExecutor(1, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    indexed = pool.submit(_index_sample, home, model)
    pool.shutdown(wait=False)
    return indexed.result


def _nothing() -> None:
    """There is nothing to wait for."""


def _index_sample(home: Path, model: str | None) -> None:
    with shown_progress() as progress:
        Service(home, model).rebuild_sample_if_empty(progress=progress)
