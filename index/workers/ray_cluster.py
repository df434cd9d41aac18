"""A Ray cluster, and a map over batches that survives lost workers.

Ray itself would retry forever on a lost node, and wait forever for a free processor. Here, a batch whose worker died is
submitted again, and everything has a time limit.
"""

import logging
import signal
import socket
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyarrow as pa

from corpus.catalogue import Message
from corpus.errors import QAError
from index.errors import WorkersUnavailable
from index.workers.cluster import Cluster
from index.workers.parts import Parts
from index.workers.tasks import Batch, Setup, work

MAX_LOST = 5
"""Number of lost workers after which a batch fails."""
AHEAD = 8
"""Batches in flight per processor."""
CONNECT_SECONDS = 10


@dataclass(slots=True, eq=False)
class _Order:
    """A requested batch, and the part that it became."""

    batch: Batch
    digest: str
    part: str | None = None
    lost: int = 0


@dataclass(slots=True)
class RayCluster:
    """A cluster that this process is connected to. `made` counts the batches that workers have finished."""

    cluster: Cluster
    parts: Parts
    setup: Setup
    made: int = 0
    _running: dict[Any, _Order] = field(default_factory=dict)

    def map(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Iterator[pa.RecordBatch]]]:
        """Yield each batch with the rows of its part, in order. Raises WorkersUnavailable, and the errors of tasks."""
        remaining, waiting = iter(batches), deque[_Order]()
        ahead = AHEAD * max(1, int(_processors("cluster")))
        while True:
            while len(waiting) < ahead and (batch := next(remaining, None)):
                waiting.append(self._begun(batch))
            if not waiting:
                return
            order = waiting.popleft()
            while order.part is None:
                self._wait()
            try:
                rows = self.parts.read(order.part)
                first = next(rows, None)
            except FileNotFoundError:  # a lost part is made again
                waiting.appendleft(order)
                place = self.parts.place
                self._again(order, WorkersUnavailable("ray_parts", place=place, detail=Message("no_such_file")))
                continue
            yield order.batch, _with_first(first, rows)

    def _begun(self, batch: Batch) -> _Order:
        digest = batch.digest(self.setup)
        order = _Order(batch, digest, self.parts.part_of(digest))
        if order.part is None:
            self._hand_out(order)
        return order

    def _hand_out(self, order: _Order) -> None:
        order.part = None
        self._running[_remote().remote(self.setup, order.batch, self.parts.place)] = order

    def _again(self, order: _Order, last: WorkersUnavailable) -> None:
        """Submit a lost batch again, unless that has happened too often."""
        order.lost += 1
        if order.lost == MAX_LOST:
            raise last
        self._hand_out(order)

    def _wait(self) -> None:
        """Wait until a batch is finished, and note its part."""
        import ray

        seconds = self.cluster.silent_seconds + max(order.batch.seconds for order in self._running.values())
        finished, _ = ray.wait(list(self._running), num_returns=1, timeout=seconds)
        if not finished:
            raise self._silent("ray_silent", seconds)
        for reference in finished:
            order = self._running.pop(reference)
            try:
                order.part = ray.get(reference)
            except ray.exceptions.RayTaskError as error:
                raise (error.cause if isinstance(error.cause, QAError) else error) from None
            except ray.exceptions.RayError:  # the worker or its node is gone
                self._again(order, WorkersUnavailable("ray_lost", count=MAX_LOST))
                continue
            self.parts.note(order.digest, order.part)
            self.made += 1

    def begin(self) -> None:
        """Wait until a worker has started. Raises WorkersUnavailable."""
        import ray

        seconds = self.cluster.start_seconds
        if not _processors("cluster"):
            raise self._silent("ray_busy", 0)
        try:
            ray.get(ray.remote(max_retries=MAX_LOST)(_nothing).remote(), timeout=seconds)
        except ray.exceptions.RayError:
            raise self._silent("ray_busy", seconds) from None

    def cancel(self) -> None:
        """Cancel all running tasks."""
        import ray

        for reference in self._running:
            with suppress(ray.exceptions.RayError):
                ray.cancel(reference, force=True)
        self._running.clear()

    def _silent(self, key: str, seconds: float) -> WorkersUnavailable:
        free, all_of_them = int(_processors("available")), int(_processors("cluster"))
        return WorkersUnavailable(
            key, address=self.cluster.address, seconds=round(seconds), free=free, processors=all_of_them
        )


@contextmanager
def connected(cluster: Cluster, parts: Parts, setup: Setup) -> Iterator[RayCluster]:
    """Connect to a cluster with a free worker, until the block ends. Raises WorkersUnavailable."""
    try:
        import ray
    except ImportError:
        raise WorkersUnavailable("ray_missing") from None
    ours = not ray.is_initialized()
    before = signal.getsignal(signal.SIGTERM)
    try:
        if ours:
            _check_listening(cluster.address)
            ray._private.worker._worker_logs_enabled = (
                False  # it reports lost nodes on standard output, where JSON may go
            )
            ray.init(cluster.address, log_to_driver=False, logging_level=logging.FATAL, include_dashboard=False)
    except (OSError, RuntimeError, ValueError) as error:
        first = str(error).strip().partition("\n")[0]
        raise WorkersUnavailable("ray_unreachable", address=cluster.address, detail=first) from None
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, before)  # Ray has installed its own
    made = RayCluster(cluster, parts, setup)
    try:
        made.begin()
        yield made
    finally:
        made.cancel()
        if ours:
            ray.shutdown()


def _check_listening(address: str) -> None:
    """Raises OSError or ValueError at once, where Ray would try for a minute and then end the process."""
    if address not in ("auto", "local"):
        host, _, port = address.rpartition(":")
        if not (host and port.isdecimal()):
            raise ValueError("it is none of HOST:PORT, auto and local")
        socket.create_connection((host, int(port)), CONNECT_SECONDS).close()


def _processors(which: str) -> float:
    import ray

    resources = ray.cluster_resources() if which == "cluster" else ray.available_resources()
    return float(resources.get("CPU", 0))


@cache
def _remote() -> Any:
    import ray

    return ray.remote(max_retries=0)(work)


def _nothing() -> None:
    """The task of the first worker, which shows that it has started."""


def _with_first(first: pa.RecordBatch | None, rows: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    if first is not None:
        yield first
    yield from rows
