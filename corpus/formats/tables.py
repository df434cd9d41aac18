"""Tables as lines: each row is one line that names its columns, so that a row can be found and quoted on its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.cleaning.unwrap import CELLS

MAX_CELL_CHARS = 80
"""A cell of a data table has a number or a name, at most a sentence."""
MOST_SPANNED = 50
"""The most columns that a cell can span: pages say 1000 and mean all."""

Row = Sequence[str]
NUMBER = re.compile(r"[-+±]?\d[\d.,/%‰:-]*年?")

FORM = frozenset(
    "姓名 性别 民族 出生 出生年月 出生日期 年龄 籍贯 国籍 学历 学位 职务 职称 政治面貌 毕业院校 工作单位 单位 电话 联系电话 手机 邮箱 地址 "
    "中文名 外文名 别名 面积 人口 行政区类别 所属地区 地理位置 name sex age address phone email".split()
)
"""What forms ask for; the answers are in the cells beside these."""
UNKNOWN = ("不详", "无", "未知", "n/a")


class Again(str):
    """The text of a cell that spans several columns, repeated in those after the first."""

    __slots__ = ()


def grid(rows: Iterable[Iterable[tuple[str, int, int]]]) -> list[list[str]]:
    """The rows with a text for each column, from cells as (text, columns spanned, rows spanned)."""
    pending: dict[int, tuple[str, int]] = {}
    found = []
    for cells in rows:
        row: list[str] = []
        for text, across, down in cells:
            _take_pending(row, pending)
            start = len(row)
            row += [text, *[Again(text)] * (min(max(across, 1), MOST_SPANNED) - 1)]
            if down > 1:
                pending |= {i: (row[i], down - 1) for i in range(start, len(row))}
        _take_pending(row, pending)
        found.append(row)
    return found


def _take_pending(row: list[str], pending: dict[int, tuple[str, int]]) -> None:
    """Append the texts of cells in rows above that span into the next columns of this row."""
    while waiting := pending.pop(len(row), None):
        text, left = waiting
        if left > 1:
            pending[len(row)] = text, left - 1
        row.append(text)


def row_lines(rows: Sequence[Row], *, named: bool = False) -> Iterator[str]:
    """A line for each row, as in `桃源镇 · 果园（个）: 12`: its first cell, then each other cell after its column head.

    The first row has the heads, on a line of its own, if its cells are filled and none of them is a number; heads over
    several columns are joined with those of the second row. Rows of one cell above are the table's name. A table of
    alternating names and values has no heads, unless the format says that its columns are `named`.
    """
    filled = _without_empty([row for row in rows if any(cell.strip() for cell in row)])
    while len(filled) > 2 and len(filled[0]) > 1 and len({cell.strip() for cell in filled[0]} - {""}) == 1:
        yield next(cell.strip() for cell in filled.pop(0) if cell.strip())
    if not named and _is_form(filled):
        yield from map(pair_line, filled)
        return
    if joined := _joined_heads(filled):
        filled[:2] = [joined]
    heads = filled[0] if len(filled) > 1 and _are_heads(filled[0], filled[1:], named) else ()
    for row in filled:
        shown = [cell for cell in row if row is heads or not isinstance(cell, Again)]
        if row is heads or not heads or len(row) != len(heads):
            yield CELLS.join(cell.strip() for cell in shown if cell.strip())
        else:
            cells = [(head.strip(), cell) for head, cell in zip(heads, row, strict=True) if not isinstance(cell, Again)]
            named_cells = (": ".join(filter(None, (head, cell.strip()))) for head, cell in cells[1:] if cell.strip())
            yield CELLS.join(filter(None, (row[0].strip(), *named_cells)))


def _without_empty(rows: list[Row]) -> list[Row]:
    """The rows without empty columns, such as a comma at the end of each line makes."""
    if len({len(row) for row in rows}) != 1:
        return rows
    wanted = [i for i in range(len(rows[0])) if any(row[i].strip() for row in rows)]
    return [[row[i] for i in wanted] for row in rows]


def pair_line(cells: Row) -> str:
    """A row of alternating names and values as one line: `姓名: 王泉 · 籍贯: 河湾`."""
    values = (": ".join(filter(None, map(str.strip, pair))) for pair in zip(cells[::2], cells[1::2], strict=True))
    return CELLS.join(filter(None, values))


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether each row alternates names and values, judged by the names or by values of which only some are figures."""
    if len(rows) < 2 or {len(row) % 2 for row in rows} != {0}:
        return False
    asked = [[cell.strip().lower() in FORM for cell in row[:3]] for row in rows]
    if max(map(len, rows)) > 2:
        return asked[0] == [True, False, True] and all(is_form[0] for is_form in asked)
    if any(is_form[1] for is_form in asked):  # this is the head of a column
        return False
    values = [cell.strip() for _, cell in rows[1:]]
    begins = {cell[0].isdigit() for cell in values if cell.strip("-—/") and cell not in UNKNOWN}
    return len(begins) > 1 or any(is_form[0] for is_form in asked)


def _joined_heads(rows: Sequence[Row]) -> list[str]:
    """One row of heads made from two, if some of the first span several of the second; else an empty list."""
    if len(rows) < 3 or len(rows[0]) != len(rows[1]) or any(NUMBER.fullmatch(cell.strip()) for cell in rows[1]):
        return []
    first = [cell.strip() for cell in rows[0]]
    second = [cell.strip() for cell in rows[1]]
    spanned = [i for i, (a, b) in enumerate(pairwise(first)) if a and a == b and "" != second[i] != second[i + 1] != ""]
    if not spanned or second[0] not in ("", first[0]):
        return []
    return [a if a == b else f"{a} {b}".strip() for a, b in zip(first, second, strict=True)]


def _are_heads(row: Row, below: Sequence[Row], named: bool) -> bool:
    """Whether the row holds column heads.

    Its cells are filled (only some need be if the columns are `named`), are not numbers, and do not differ from a cell
    below only in their figures.
    """
    names = [cell.strip() for cell in row[1:]]
    values = {(i, _form(cell)) for other in below for i, cell in enumerate(other[1:])}
    figures = any(any(map(str.isdigit, name)) and (i, _form(name)) in values for i, name in enumerate(names))
    filled = any(names) if named else bool(names) and all(names)
    return filled and not figures and not any(_form(name) == "0" for name in names)


def _form(cell: str) -> str:
    return re.sub(r"\d[\d.,]*", "0", cell.strip())
