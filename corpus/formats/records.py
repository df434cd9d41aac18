"""Files of many articles: JSON, JSON lines, CSV."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice, zip_longest
from pathlib import Path

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.opening import LARGEST_PAGE, MIB, read_bytes, read_lines
from corpus.formats.page import Page
from corpus.formats.record_fields import AS_NAMED, EXPECTED, KEYS, Columns, holds_text, normalised, to_page
from corpus.formats.tables import MAX_CELL_CHARS, row_lines
from corpus.text.encoding import decode
from corpus.types import Skipped

MOST_DEPTH = 4
"""Levels of objects within objects, in which services wrap what they send."""
BETWEEN = " \t\r\n,\0\x1e"
"""What comes between the values of a stream: RFC 7464 has a separator, and programs leave commas."""
MOST_ROWS = 20_000
"""Rows of a data table that is one article."""

WRAPPED = re.compile(r"\s*(?:(?:var|let|const)\s{1,9})?[a-z_$][\w.$]{0,60}\s?[=(]\s?(?=[\[{])", re.I)
EXCEL_SEPARATOR = re.compile(r"\"?sep=.\"?", re.I)

LARGEST_JSON = 256 * MIB
"""A JSON file is parsed as a whole and takes several times its size in memory; JSON lines have no such limit."""


def read_json(path: Path, columns: Columns = AS_NAMED) -> Iterator[Page | Skipped]:
    """Reads a list of records, an object whose "articles" is such a list, or one record.

    Raises UnreadableFile when the file is none of these.
    """
    text = decode(read_bytes(path, LARGEST_JSON))
    try:
        value = json.loads(_bare(text), strict=False)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets nested thousands deep
        if getattr(error, "msg", "") == "Extra data" and "\n" in text:
            yield from read_jsonl(path, columns)  # JSON lines with the suffix of JSON
            return
        raise UnreadableFile("not_json", detail=_where(error), fields=EXPECTED) from None
    yield from _pages_of(value, path, columns)


def _bare(text: str) -> str:
    """JSON without the assignment or the call that a page wraps it in."""
    wrapped = WRAPPED.match(text)
    return text[wrapped.end() :].rstrip("; \t\r\n").removesuffix(")") if wrapped else text


def _pages_of(value: object, path: Path, columns: Columns) -> Iterator[Page | Skipped]:
    """The pages of a whole JSON value."""
    records = value if isinstance(value, list) else _listed(value, columns)
    if isinstance(value, dict) and records is None:
        yield replace(to_page(value, None, columns), key="")
        return
    if not isinstance(records, list):
        raise UnreadableFile("json_kind", kind=_kind(value), fields=EXPECTED)
    for number, record in enumerate(records, start=1):
        yield _page(record, path, Message("record", number=number), columns)


def _listed(value: object, columns: Columns, depth: int = MOST_DEPTH) -> list[object] | None:
    """The records in an object: its "articles", or any list inside it of objects with a text; None if there is none."""
    if not isinstance(value, dict) or not depth:
        return None
    if isinstance(value.get("articles"), list):
        return list(value["articles"])
    if holds_text(map(str, value), columns) or not {*map(normalised, map(str, value))}.isdisjoint(KEYS["title"]):
        return None
    for inner in ([*value.values()], *value.values()):
        if isinstance(inner, list) and any(
            isinstance(one, dict) and holds_text(map(str, one), columns) for one in inner
        ):
            return inner
    return next(filter(None, (_listed(inner, columns, depth - 1) for inner in value.values())), None)


def read_jsonl(path: Path, columns: Columns = AS_NAMED) -> Iterator[Page | Skipped]:
    """Reads one record per line, from files of any size. A broken line is skipped, and the rest is still read.

    A file that is one JSON value over several lines, or a list on one line, is read like JSON.
    Raises UnreadableFile when the file is not text.
    """
    filled = ((number, line) for number, line in enumerate(read_lines(path), start=1) if line.strip())
    for place, (number, line) in enumerate(filled):
        if place == 0 and line.lstrip()[0] in "[{" and (value := _whole_value(line, path)) is not None:
            yield from _pages_of(value, path, columns)
            return
        try:
            records = list(_values(line))
        except (ValueError, RecursionError) as error:
            yield _skipped(path, Message("line", number=number), Message("json_line", detail=_where(error)))
        else:
            inside = (one for record in records for one in _listed(record, columns) or [record])
            yield from (_page(record, path, Message("line", number=number), columns) for record in inside)


def _values(text: str) -> Iterator[object]:
    """JSON values, one after the other. Raises ValueError and RecursionError.

    Not strict: line breaks and tabs inside strings are a common fault of hand-made JSON.
    """
    decoder = json.JSONDecoder(strict=False)
    text = text.strip(BETWEEN)
    while text:
        value, end = decoder.raw_decode(text)
        yield value
        text = text[end:].lstrip(BETWEEN)


def _whole_value(first: str, path: Path) -> object:
    """The value of a JSON file with the suffix of JSON lines; None if its first line is a record, or it is not JSON."""
    with suppress(ValueError, RecursionError):
        value = json.loads(first, strict=False)
        return value if isinstance(value, list) else None
    with suppress(ValueError, RecursionError, UnreadableFile):
        values = list(_values(decode(read_bytes(path, LARGEST_JSON))))
        return values[0] if len(values) == 1 and isinstance(values[0], list | dict) else values
    return None


def read_csv(path: Path, columns: Columns = AS_NAMED) -> Iterator[Page | Skipped]:
    """Reads one record per row, under a row of column names, from files of any size.

    Columns are separated by commas, semicolons or tabs. A data table, which has no column of text, is one article with
    a line for each row. Raises UnreadableFile when the file is not text or its first row does not name the columns.
    """
    lines = _Counted(read_lines(path))
    try:
        header, delimiter = _header(lines, columns)
    except UnreadableFile:
        if table := _data(path):
            yield Page("\n".join(row_lines(table, named=True)))
            return
        raise
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.number + 1
        try:
            row = _next_row(rows)
        except csv.Error as error:
            yield _skipped(path, _between(first, lines.number), Message("csv_row", detail=error))
            rows = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        if row is None:
            return
        if not any(row):
            continue
        if any(row[len(header) :]):
            reason = Message("csv_cells", cells=len(row), columns=len(header), delimiter=delimiter)
            yield _skipped(path, Message("line", number=first), reason)
        else:
            record = dict(zip_longest(header, row[: len(header)], fillvalue=""))
            yield _page(record, path, Message("line", number=first), columns)


def _data(path: Path) -> list[list[str]]:
    """The rows of a data table, with its heads; empty for a file that is not a table, or that has sentences in it."""
    lines = list(islice(filter(str.strip, read_lines(path)), MOST_ROWS + 2))
    body = lines[1:] if lines and EXCEL_SEPARATOR.fullmatch(lines[0].strip()) else lines
    try:
        tables = [list(csv.reader(body, delimiter=mark, strict=True)) for mark in ",;\t"]
    except csv.Error:
        return []
    rows = max(tables, key=lambda table: len(table[0]) if table else 0)
    width = len(rows[0]) if rows else 0
    rows = [row if any(row[width:]) else row[:width] for row in rows]
    if not 2 < len(rows) <= MOST_ROWS or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return []
    return rows if all(len(cell) <= MAX_CELL_CHARS for row in rows for cell in row) else []


def _page(record: object, path: Path, place: Message, columns: Columns) -> Page | Skipped:
    """The record's page, or why it has none."""
    if not isinstance(record, dict):
        return _skipped(path, place, Message("record_kind", kind=_kind(record), fields=EXPECTED))
    try:
        return to_page(record, place, columns)
    except UnreadableFile as error:
        return _skipped(path, place, error.message)
    except RecursionError as error:  # lists nested hundreds deep
        return _skipped(path, place, Message("json_line", detail=_where(error)))


def _skipped(path: Path, place: Message, reason: Message) -> Skipped:
    return Skipped(str(path), Message("at_place", place=place, reason=reason))


def _between(first: int, last: int) -> Message:
    return Message("lines", first=first, last=last) if first < last else Message("line", number=first)


class _Counted(Iterator[str]):
    """An iterator over lines that counts how many have been taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.number = 0

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line


def _header(lines: Iterator[str], columns: Columns) -> tuple[list[str], str]:
    """The column names and the separator: the one that splits the first row into the most known names.

    Raises UnreadableFile when there is no column of text.
    """
    first = next((line for line in lines if line.strip()), "")
    if EXCEL_SEPARATOR.fullmatch(first.strip()):  # sep=; above the names, which Excel writes but does not show
        first = next((line for line in lines if line.strip()), "")
    try:
        splits = {mark: next(csv.reader([first], delimiter=mark), []) for mark in ",;\t"}
    except csv.Error as error:
        raise UnreadableFile("csv_header", detail=error, fields=EXPECTED) from None
    names = {key for keys in KEYS.values() for key in keys} | set(map(normalised, columns.values()))
    delimiter = max(splits, key=lambda mark: len(names.intersection(map(normalised, splits[mark]))))
    header = splits[delimiter]
    if not holds_text(header, columns):
        raise UnreadableFile("csv_columns", found=", ".join(header)[:80] or Message("none"), fields=EXPECTED)
    return header, delimiter


def _next_row(rows: Iterator[list[str]]) -> list[str] | None:
    """The next row, None after the last. Raises csv.Error.

    The size limit of a cell (128 KiB by default, less than a long article) is global to the process, so it is restored.
    """
    before = csv.field_size_limit(LARGEST_PAGE)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _where(error: Exception) -> str:
    """A JSON error in a few words."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return "nested too deep" if isinstance(error, RecursionError) else "a number is too long"


def _kind(value: object) -> str:
    """What JSON calls a value of this type."""
    kinds = {list: "array", dict: "object", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")
