"""Whether a text supports a statement, according to a reader trained on statements as well as on questions."""

from collections.abc import Sequence

from index.reading.base import Reader
from index.reading.types import Window

MARK, AFTER = "claim: ", " after: "
"""What marks a statement, which takes the place of a question, and the sentence that it continues."""


def as_claim(statement: str, before: str = "") -> str:
    """A statement as the reader gets it. It comes first, because long input is cut at the end."""
    return f"{MARK}{statement}{AFTER}{before}" if before else f"{MARK}{statement}"


def support(reader: Reader, statement: str, windows: Sequence[Window], before: str = "") -> float | None:
    """The log odds that a sentence of the windows supports the statement; None if the reader does not read statements.

    `before` is the sentence that the statement continues, so that "it" and "they" can be resolved; it is not checked.
    """
    readings = reader.read(as_claim(statement, before), windows)
    return max((max(reading.wholes) for reading in readings if reading.wholes), default=None)
