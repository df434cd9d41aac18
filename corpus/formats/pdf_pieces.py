"""The pieces of text on a PDF page, and the rows that they form."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

SAME_ROW, RAISED = 0.4, 0.6
"""Shares of the type size by which pieces in one row may differ in height; the second is for the numbers of notes."""
SMALL = 0.8
"""Share of the type size beside it that such a number has at most."""


class Piece(NamedTuple):
    """Text that a page draws in one go, with its position, width and type size."""

    x: float
    y: float
    width: float
    text: str
    size: float

    @property
    def end(self) -> float:
        """The x at which the piece ends."""
        return self.x + self.width


def read_pieces(page: Any) -> tuple[str, list[Piece]]:
    """The text of a page as pypdf extracts it, and the pieces that it is made of."""
    pieces: list[Piece] = []

    def visit(text: str, matrix: Sequence[float], position: Sequence[float], _font: object, size: float) -> None:
        if text.strip():
            x, y = position[4] * matrix[0] + matrix[4], position[5] * matrix[3] + matrix[5]
            scale = size * abs(position[0] or 1) * abs(matrix[0] or 1)
            pieces.append(Piece(x, y, scale * sum(map(_em, text.strip())), text, scale))

    text: str = page.extract_text(visitor_text=visit)
    return text, pieces


def _em(char: str) -> float:
    """The approximate width of a character in ems."""
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.5


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces grouped into rows by height: rows from the top, pieces from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x)):
        first = rows[-1][0] if rows else None
        if first and first.y - piece.y <= (RAISED if first.size < SMALL * piece.size else SAME_ROW) * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x) for row in rows]


def line_of(row: Sequence[Piece]) -> str:
    """The text of a row."""
    return "".join(piece.text.strip("\n") for piece in row)
