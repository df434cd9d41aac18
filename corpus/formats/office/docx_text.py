"""The lines of a part of a Word file: a line for each paragraph and each row of a table."""

from collections.abc import Iterator
from typing import Any

from corpus.formats.tables import MAX_CELL_CHARS, grid, row_lines

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, RUN, SYMBOL = W + "p", W + "tbl", W + "r", W + "sym"
WORDS = {W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
UNSEEN = {W + "pPr", W + "moveFrom", W + "rt", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
"""Tab stops of paragraphs, text that was moved away, the readings above characters, and copies of text boxes for
programs that do not support them."""
SYMBOLS = {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈"}
"""Characters of the font Symbol, by their last byte."""


def lines_of(part: Any) -> list[str]:
    """All the text in order, without hidden text.

    Document.paragraphs would leave out tables, content controls, text boxes and insertions.
    """
    lines = (line.strip() for line in "".join(_pieces(part)).split("\n"))
    return [line for line in lines if line]


def _pieces(part: Any) -> Iterator[str]:
    from lxml import etree

    walker = etree.iterwalk(part, events=("start", "end"))
    for event, element in walker:
        if element.tag == PARAGRAPH:
            yield "\n"
        elif event == "end":
            continue
        elif element.tag in UNSEEN or (element.tag == RUN and _is_hidden(element)):
            walker.skip_subtree()
        elif element.tag == TABLE and element is not part and (rows := _rows(element)):
            walker.skip_subtree()
            yield "\n" + "\n".join(row_lines(rows)) + "\n"
        elif element.tag in WORDS:
            yield element.text or ""
        elif element.tag == SYMBOL:
            yield SYMBOLS.get(int(element.get(W + "char", "0"), 16) & 0xFF, "")
        else:
            yield BREAKS.get(element.tag, "")


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val", "true") not in ("0", "false")


def _rows(table: Any) -> list[list[str]]:
    """The cells of a data table; none for a layout table, which holds tables or prose."""
    if table.find(f".//{TABLE}") is not None:
        return []
    rows: list[list[str]] = []
    for row in grid(
        [(_cell_text(cell), _span(cell), 1) for cell in row.iter(W + "tc")] for row in table.iter(W + "tr")
    ):
        above = rows[-1] if rows else []
        rows.append([(above[i] if i < len(above) else "") if cell == GOES_ON else cell for i, cell in enumerate(row)])
    longest = max((len(cell) for row in rows for cell in row), default=0)
    return rows if longest <= MAX_CELL_CHARS and max(map(len, rows), default=0) > 1 else []


GOES_ON = "\0"
"""The text of a cell into which the one above spans."""


def _cell_text(cell: Any) -> str:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(W + "val", "continue") == "continue":
        return GOES_ON
    return " ".join(lines_of(cell))


def _span(cell: Any) -> int:
    spanned = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if spanned is None else int(spanned.get(W + "val", "1"))
