"""Finds tables in a PDF, which does not mark them: rows whose cells are aligned below each other."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from corpus.formats.pdf_pieces import Piece, line_of
from corpus.formats.tables import MAX_CELL_CHARS, row_lines
from corpus.text.script import UNSPACED

GAP, HAN_GAP = 0.8, 0.2
"""Type sizes between two cells of a row; a smaller gap is between two words, or two Han characters."""
LINE_HEIGHT = 1.6
"""Type sizes from one line of a cell to the next; rows are further apart."""
MIN_ROWS = 3
SHORT_CELL = 2, 12
"""Range of the characters in the median cell: columns of text have more, a line that is spaced out has fewer."""
UNSPACED_EDGE = re.compile(f"[{UNSPACED}]")

Cells = dict[int, str]


def with_tables(rows: Sequence[Sequence[Piece]]) -> list[str] | None:
    """The lines of a page, with column heads in the rows of its tables; None if it has no table."""
    cells = [_cells(row) for row in rows]
    lines: list[str] = []
    found = False
    i = 0
    while i < len(rows):
        stop = next((j for j in range(i, len(rows)) if len(cells[j]) < 2 and not _goes_on(cells, j, i)), len(rows))
        table = _table(cells[i:stop]) if stop - i >= MIN_ROWS else None
        found |= table is not None
        lines += row_lines(table) if table else map(line_of, rows[i : max(stop, i + 1)])
        i = max(stop, i + 1)
    return lines if found else None


def _goes_on(cells: Sequence[Sequence[Piece]], j: int, first: int) -> bool:
    """Whether a row of one cell is the second line of a cell above it."""
    return j > first and _is_near(cells[j - 1], cells[j]) and cells[j][0].x > cells[first][0].end


def _is_near(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    return above[0].y - below[0].y < LINE_HEIGHT * below[0].size


def _cells(row: Sequence[Piece]) -> list[Piece]:
    """The pieces of a row, joined if there is no gap between them."""
    cells: list[Piece] = []
    for piece in row:
        last = cells[-1] if cells else None
        if last and piece.x - last.end < _gap(last.text, piece.text) * piece.size:
            cells[-1] = last._replace(text=last.text + piece.text, width=piece.end - last.x)
        else:
            cells.append(piece)
    return cells


def _gap(text: str, following: str) -> float:
    return HAN_GAP if UNSPACED_EDGE.search(f"{text.rstrip()[-1:]}{following.lstrip()[:1]}") else GAP


def _table(rows: Sequence[Sequence[Piece]]) -> list[list[str]] | None:
    """The texts of a table, with a column for each cell of the fullest of its first rows; None if it is not a table."""
    heads = max(rows[:MIN_ROWS], key=len)
    table: list[Cells] = []
    for above, row in zip((rows[0], *rows), rows, strict=False):
        found: Cells = {}
        for column, text in _placed(heads, row):
            found[column] = f"{found[column]} {text}" if column in found else text
        if table and (len(table) > 1 or len(rows[0]) == len(heads)) and 0 not in found and _is_near(above, row):
            table[-1] |= {column: table[-1].get(column, "") + text for column, text in found.items()}
        else:
            table.append(found)
    texts = [text for row in table for text in row.values()]
    whole = [len(row) == len(heads) for row in table]
    body = whole[whole.index(True) :] if True in whole else []
    is_table = len(table) >= MIN_ROWS and 2 * sum(body) > len(body) and max(map(len, texts)) <= MAX_CELL_CHARS
    if not is_table or not SHORT_CELL[0] <= median(map(len, texts)) <= SHORT_CELL[1]:
        return None
    filled = [[row.get(column, "") for column in range(len(heads))] for row in table]
    if len(rows[0]) < len(heads):  # a head over several columns is placed over the first of them
        filled[0] = [next(filter(None, reversed(filled[0][: i + 1])), "") for i in range(len(heads))]
    return filled


def _placed(heads: Sequence[Piece], row: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """The text of each cell with the number of the column whose head it is under, or nearest to."""
    for cell in row:
        distances = [max(head.x - cell.end, cell.x - head.end, 0) for head in heads]
        yield distances.index(min(distances)), cell.text.strip()
