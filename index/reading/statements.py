"""Whether a text bears a statement out, by a reader that was trained on statements as well as on questions."""

from collections.abc import Sequence

from index.reading.base import Reader
from index.reading.types import Window

MARK, BEHIND = "claim: ", " after: "
"""What stands before a statement, in the place of a question, and before the sentence that it continues."""


def as_claim(statement: str, before: str = "") -> str:
    """A statement as it is put to the reader, first, since what is too long is cut at its end."""
    return f"{MARK}{statement}{BEHIND}{before}" if before else f"{MARK}{statement}"


def support(reader: Reader, statement: str, windows: Sequence[Window], before: str = "") -> float | None:
    """The log odds that a sentence of the windows bears the statement out; None if the reader does not read statements.

    `before` is the sentence that it continues, for what "it" and "they" stand for; nothing is said about that one.
    """
    readings = reader.read(as_claim(statement, before), windows)
    return max((max(reading.wholes) for reading in readings if reading.wholes), default=None)
