"""Excel files (.xlsx) through openpyxl: a sheet of records gives an article a row, a sheet of data one article."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.office.package import broken_as, read_package
from corpus.formats.page import Page
from corpus.formats.record_fields import AS_NAMED, Columns, holds_text, to_page
from corpus.formats.tables import row_lines
from corpus.types import Skipped


def read_xlsx(path: Path, columns: Columns = AS_NAMED) -> Iterator[Page | Skipped]:
    """Each row below a row that names a column of text is an article; another sheet is one, a line for each row.

    Raises UnreadableFile when it is broken, needs a password or would expand beyond measure.
    """
    import warnings

    from openpyxl import load_workbook

    data = read_package(path)
    with broken_as("office_broken"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not keep
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = {sheet.title: _rows(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"}
    filled = {name: rows for name, rows in sheets.items() if rows}
    for name, rows in filled.items():
        if holds_text(rows[0][1], columns):
            yield from _records(name, rows, path, columns)
        else:
            alone = len(filled) == 1
            yield Page(
                "\n".join(row_lines([row for _, row in rows])), title="" if alone else name, key="" if alone else name
            )


def _records(
    sheet: str, rows: Sequence[tuple[int, list[str]]], path: Path, columns: Columns
) -> Iterator[Page | Skipped]:
    (_, heads), *below = rows
    for number, row in below:
        place = Message("sheet_row", sheet=sheet, number=number)
        try:
            yield to_page(dict(zip(heads, row, strict=False)), place, columns)
        except UnreadableFile as error:
            yield Skipped(str(path), Message("at_place", place=place, reason=error.message))


def _rows(sheet: Any) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers."""
    rows = ((number, list(map(_words, row))) for number, row in enumerate(sheet.iter_rows(values_only=True), start=1))
    return [(number, row) for number, row in rows if any(row)]


def _words(value: object) -> str:
    """A cell as it is read: days without midnight, whole numbers without a point."""
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else str(value).strip()
