"""Progress bars for a person at a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from index.types import Progress


@contextmanager
def shown_progress(*, shown: bool = True) -> Iterator[Progress]:
    """A bar for each step on a terminal's standard error; silence elsewhere."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _step, _done, _total: None
        return
    from qa.cli import terminal

    with terminal.progress() as update:
        yield update
