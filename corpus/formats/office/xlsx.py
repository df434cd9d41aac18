"""Excel files (.xlsx), read with openpyxl: a sheet of records gives an article for each row, any other one article."""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.formats.office.package import broken_as, read_package
from corpus.formats.office.sheets import Rows, pages_of
from corpus.formats.page import Page
from corpus.formats.record_fields import AS_NAMED, Columns
from corpus.formats.tables import MOST_SPANNED, Again
from corpus.types import Skipped

MERGED = re.compile(rb"<mergeCell\s[^<>]{0,40}?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")


def read_xlsx(path: Path, columns: Columns = AS_NAMED) -> Iterator[Page | Skipped]:
    """A sheet whose first row names a text column gives an article for each row below it.

    Any other sheet is one article with a line for each row.
    Raises UnreadableFile when the file is broken, needs a password or would expand past the size limits.
    """
    import warnings

    from openpyxl import load_workbook

    data = read_package(path)
    with broken_as("office_broken"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that openpyxl does not keep
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            shown = (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            # openpyxl reads merged cells only together with everything else, at ten times the memory.
            sheets = {sheet.title: _rows(sheet, archive.read(sheet._worksheet_path)) for sheet in shown}
    yield from pages_of(sheets, path, columns)


def _rows(sheet: Any, xml: bytes) -> Rows:
    """The rows that are not empty, with their numbers; the text of a merged cell is in each cell that it covers."""
    from openpyxl.utils import range_boundaries

    sheet.reset_dimensions()  # programs that write row by row state the size of an empty sheet
    rows = [list(map(_words, row)) for row in sheet.iter_rows()]
    width = max(map(len, rows), default=0)
    for row in rows:
        row += [""] * (width - len(row))
    for found in MERGED.finditer(xml):
        first, top, last, bottom = range_boundaries(found[1].decode())
        for row in rows[top - 1 : bottom]:
            if len(row) >= first:
                row[first - 1] = rows[top - 1][first - 1]
                row[first:last] = [Again(row[first - 1])] * len(row[first : min(last, first + MOST_SPANNED)])
    return [(number, row) for number, row in enumerate(rows, start=1) if any(row)]


def _words(cell: Any) -> str:
    """A cell as people read it: days without midnight, whole numbers without a decimal point, shares as percentages."""
    value = cell.value
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        is_share = (cell.number_format or "").rstrip("; ").endswith("%")
        return f"{_digits(100 * value)}%" if is_share else _digits(value)
    return "" if value is None else str(value).strip()


def _digits(value: float) -> str:
    """A number without an exponent, in the 15 digits that Excel keeps: 0.1 + 0.2 is 0.3."""
    return str(value) if isinstance(value, int) else f"{Decimal(f'{value:.15g}'):f}"
