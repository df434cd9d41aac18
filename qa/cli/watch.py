"""Rebuild as files appear, change and disappear."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from corpus.errors import QAError
from corpus.types import Skipped
from index.types import Report

if TYPE_CHECKING:
    from watchfiles import Change

    from qa.service import Service

QUIET_MS = 500
"""A batch of changes ends when nothing has changed for this long, or after MAX_WAIT_MS."""
MAX_WAIT_MS = 10_000
FIRST_LOOK_MS = 1_000


def watch(service: "Service", stop: Event | None = None) -> Iterator[str]:
    """Rebuild after each batch of changes, and yield a line for each rebuild and each file that it skipped, until
    interrupted or `stop` is set.

    An error is also yielded as a line, and the next change tries again. Changes during a rebuild form the next batch.
    """
    from watchfiles import DefaultFilter
    from watchfiles import watch as changes

    usual = DefaultFilter()
    paths = [Path(path) for path in service.status().paths]
    # A single file is watched through its folder: if it is replaced, a watch on it would stay with the old one.
    folders = {path if path.is_dir() else path.parent for path in paths}
    yield f"watching {', '.join(map(str, paths))} (Ctrl+C to stop)"
    own = [path for path in paths if path.is_relative_to(service.home)]

    def concerns(change: "Change", name: str) -> bool:
        # A rebuild writes to the home: if that lies in a watched folder, it would trigger the next one.
        path = Path(name)
        return usual(change, name) and (
            not path.is_relative_to(service.home) or any(path.is_relative_to(one) for one in own)
        )

    looked = False
    told: set[Skipped] = set()
    for changed in changes(
        *folders,
        watch_filter=concerns,
        step=QUIET_MS,
        debounce=MAX_WAIT_MS,
        stop_event=stop,
        rust_timeout=FIRST_LOOK_MS,
        yield_on_timeout=True,
    ):
        # The first round always rebuilds, to find what changed before the watch began.
        if looked and not changed:
            continue
        try:
            report = service.rebuild()
        except QAError as error:
            yield f"{_now()} {error}"
        else:
            skipped = dict.fromkeys(report.read.skipped)
            if report.published:
                yield f"{_now()} {summary(report)}"
            elif not looked:
                told.update(skipped)  # the previous rebuild has reported them
            yield from (f"{_now()} skipped {one.path}: {one.reason}" for one in skipped if one not in told)
            told = {*skipped}
        looked = True


def summary(report: Report) -> str:
    """What a rebuild did, in one line."""
    changes = report.changes
    return (
        f"generation {report.generation}: {changes.new} files new, {changes.changed} changed, {changes.gone} deleted; "
        f"{report.embedded} passages embedded, {report.forgotten} dropped, {sum(report.seconds.values()):.1f} s"
    )


def _now() -> str:
    return datetime.now().strftime("%H:%M:%S")
