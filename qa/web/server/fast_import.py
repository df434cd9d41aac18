"""Gradio is imported in half of the time: its own stubs are not written anew, and nothing that is made is garbage yet."""

import gc
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def imported_quickly() -> Iterator[None]:
    """Within, importing Gradio leaves the stub files beside its sources as they are, and no garbage is looked for.

    It compares the stubs, which are for editors to read, with each component's source at every start. It lets those
    components be whose source file it does not find.
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
