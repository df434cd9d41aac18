"""Gradio is imported faster under Python 3.11, where half of the time goes into splitting its sources by the character."""

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_SPLITTER = "_splitlines_no_ff"


def lines(source: str) -> list[str]:
    """The lines of a source with their ends, as Python reads it: a form feed ends none."""
    return _LINE.findall(source)


@contextmanager
def quick_sources() -> Iterator[None]:
    """Within, `ast.get_source_segment` is fast, which Gradio calls for each of its components when it is imported."""
    before = getattr(ast, _SPLITTER, None)
    if before is None or sys.version_info >= (3, 12):
        yield
        return
    setattr(ast, _SPLITTER, lines)
    try:
        yield
    finally:
        setattr(ast, _SPLITTER, before)
