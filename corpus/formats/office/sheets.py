"""The sheets of office files: a sheet of records gives an article for each row, any other sheet one article."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.page import Page
from corpus.formats.record_fields import Columns, holds_text, to_page
from corpus.formats.tables import row_lines
from corpus.types import Skipped

Rows: TypeAlias = Sequence[tuple[int, list[str]]]
"""The rows of a sheet that are not empty, with their numbers, from 1."""


def pages_of(sheets: Mapping[str, Rows], path: Path, columns: Columns) -> Iterator[Page | Skipped]:
    """A sheet whose first row names a text column gives an article for each row below it.

    Any other sheet is one article with a line for each row.
    """
    filled = {name: rows for name, rows in sheets.items() if rows}
    for name, rows in filled.items():
        if holds_text(rows[0][1], columns):
            yield from _records(name, rows, path, columns)
        else:
            alone = len(filled) == 1
            yield Page(
                "\n".join(row_lines([row for _, row in rows])), title="" if alone else name, key="" if alone else name
            )


def _records(sheet: str, rows: Rows, path: Path, columns: Columns) -> Iterator[Page | Skipped]:
    (_, heads), *below = rows
    for number, row in below:
        place = Message("sheet_row", sheet=sheet, number=number)
        try:
            yield to_page(dict(zip(heads, row, strict=False)), place, columns)
        except UnreadableFile as error:
            yield Skipped(str(path), Message("at_place", place=place, reason=error.message))
