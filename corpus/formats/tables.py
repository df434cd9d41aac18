"""Tables as lines: each row is one line that names its columns, so that a row can be found and quoted by itself."""

import re
from collections.abc import Iterator, Sequence

from corpus.cleaning.unwrap import CELLS

MAX_CELL_CHARS = 80
"""The cell of a table of data has a number or a name, at most a sentence."""


def row_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """`桃源镇 · 果园（个）: 12`: the first cell of a row, then each other cell behind the head of its column.

    The first row is the heads where its cells are filled and none of them is a number; it is a line of its own. Rows of
    one cell above it are the table's name.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    while len(filled) > 2 and sum(bool(cell.strip()) for cell in filled[0]) == 1 < len(filled[0]):
        yield next(cell.strip() for cell in filled.pop(0) if cell.strip())
    heads = filled[0] if len(filled) > 1 and _are_heads(filled[0], filled[1:]) else ()
    for row in filled:
        if row is heads or not heads or len(row) != len(heads):
            yield CELLS.join(cell.strip() for cell in row if cell.strip())
        else:
            named = (
                f"{head.strip()}: {cell.strip()}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell.strip()
            )
            yield CELLS.join(filter(None, (row[0].strip(), *named)))


def _are_heads(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Filled, no numbers, and nothing that differs from a cell below only in its figures."""
    names = [cell.strip() for cell in row[1:]]
    values = {(i, _form(cell)) for other in below for i, cell in enumerate(other[1:])}
    figures = any(any(map(str.isdigit, name)) and (i, _form(name)) in values for i, name in enumerate(names))
    return bool(names) and all(names) and not figures and not any(_form(name) == "0" for name in names)


def _form(cell: str) -> str:
    return re.sub(r"\d[\d.,]*", "0", cell.strip())
