"""OpenDocument spreadsheets (.ods), read directly from their XML."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.formats.office.odt import OASIS, OFFICE, TABLE, cells, content
from corpus.formats.office.package import broken_as, read_package
from corpus.formats.office.sheets import Rows, pages_of
from corpus.formats.page import Page
from corpus.formats.record_fields import AS_NAMED, Columns
from corpus.formats.tables import MOST_SPANNED, grid
from corpus.types import Skipped

STYLE = OASIS % "style"


def read_ods(path: Path, columns: Columns = AS_NAMED) -> Iterator[Page | Skipped]:
    """A sheet whose first row names a text column gives an article for each row below it.

    Any other sheet is one article with a line for each row.
    Raises UnreadableFile when the file is broken, locked or would expand past the size limits.
    """
    data = read_package(path)
    with broken_as("office_broken"), zipfile.ZipFile(BytesIO(data)) as archive:
        tree = content(archive)
        body = tree.find(f".//{OFFICE}spreadsheet")
        hidden = {
            style.get(f"{STYLE}name")
            for style in tree.iter(f"{STYLE}style")
            if any(part.get(f"{TABLE}display") == "false" for part in style)
        }
        tables = (table for table in body.findall(f"{TABLE}table") if table.get(f"{TABLE}style-name") not in hidden)
        sheets = {table.get(f"{TABLE}name", ""): _rows(table) for table in tables}
    yield from pages_of(sheets, path, columns)


def _rows(table: Any) -> Rows:
    """The rows that are not empty, all of one width. Files pad each row and sheet with thousands of empty cells."""
    numbers: list[int] = []
    rows: list[list[tuple[str, int, int]]] = []
    number = 1
    for row in table.iter(f"{TABLE}table-row"):
        found = list(cells(row, "\n"))
        times = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        shown = min(times, MOST_SPANNED) if any(text for text, *_ in found) else 1
        numbers += range(number, number + shown)
        rows += [found] * shown
        number += times
    filled = [(number, row) for number, row in zip(numbers, grid(rows), strict=True) if any(row)]
    width = max((i for _, row in filled for i, text in enumerate(row, start=1) if text), default=0)
    return [(number, [*row[:width], *[""] * (width - len(row))]) for number, row in filled]
