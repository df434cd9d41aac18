"""Whether a text bears a statement out, by a reader that was trained on statements as well as on questions."""

from collections.abc import Sequence

from index.reading.base import Reader
from index.reading.types import Window

MARK = "claim: "
"""What stands before a statement, in the place of a question."""


def support(reader: Reader, statement: str, windows: Sequence[Window]) -> float | None:
    """The log odds that a sentence of the windows bears the statement out; None if the reader does not read statements."""
    readings = reader.read(MARK + statement, windows)
    return max((max(reading.wholes) for reading in readings if reading.wholes), default=None)
