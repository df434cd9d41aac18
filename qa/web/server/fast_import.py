"""Imports Gradio in half the time: its stubs are not rewritten, and garbage collection, not yet needed, is off."""

import gc
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def imported_quickly() -> Iterator[None]:
    """Within the block, importing Gradio leaves the stub files beside its sources alone, and garbage collection is off.

    At every start, Gradio compares the stubs, which are for editors, with the source of each component. It skips
    components whose source file it does not find.
    """
    found = inspect.getfile

    def getfile(of: Any) -> str:
        if isinstance(of, type) and of.__module__.startswith("gradio."):
            raise OSError(f"the source of {of.__name__} is not looked for")
        return found(of)

    inspect.getfile = getfile  # type: ignore[assignment]  # the argument has another name
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        inspect.getfile = found
