"""What a page of a PDF shows, piece by piece, and its rows."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

SAME_ROW, RAISED = 0.4, 0.6
"""Of a type size: pieces that stand on one row may be that much higher or lower, the numbers of notes more."""
SMALL = 0.8
"""Of the type size beside it, what such a number has at most."""


class Piece(NamedTuple):
    """Text that a page shows in one go, where it begins, how wide it is, and the size of its type."""

    x: float
    y: float
    width: float
    text: str
    size: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.width


def read_pieces(page: Any) -> tuple[str, list[Piece]]:
    """The text of a page as pypdf has it, and the pieces that it is made of."""
    pieces: list[Piece] = []

    def visit(text: str, matrix: Sequence[float], position: Sequence[float], _font: object, size: float) -> None:
        if text.strip():
            x, y = position[4] * matrix[0] + matrix[4], position[5] * matrix[3] + matrix[5]
            scale = size * abs(position[0] or 1) * abs(matrix[0] or 1)
            pieces.append(Piece(x, y, scale * sum(map(_em, text.strip())), text, scale))

    text: str = page.extract_text(visitor_text=visit)
    return text, pieces


def _em(char: str) -> float:
    """The width of a character in ems, about."""
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.5


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces that stand at one height, from the left, the rows from the top."""
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
