"""Files of many articles: JSON, JSON lines, CSV."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.formats.opening import LARGEST_PAGE, MIB, read_bytes, read_lines
from corpus.formats.page import Page
from corpus.formats.record_fields import EXPECTED, KEYS, to_page
from corpus.text.encoding import decode
from corpus.types import Skipped

LARGEST_JSON = 256 * MIB
"""A JSON file is parsed as a whole and takes several times its size in memory; JSON lines have no such limit."""


def read_json(path: Path) -> Iterator[Page | Skipped]:
    """A list of records, an object whose "articles" is one, or one record.

    Raises UnreadableFile when the file is none of them.
    """
    text = decode(read_bytes(path, LARGEST_JSON))
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets nested thousands deep
        if getattr(error, "msg", "") == "Extra data" and "\n" in text:
            yield from read_jsonl(path)  # JSON lines under the wrong name
            return
        raise UnreadableFile(f"is not JSON ({_where(error)}); expected {_shape()}; repair or export it anew") from None
    if isinstance(value, dict) and not isinstance(value.get("articles"), list):
        yield replace(to_page(value), key="")
        return
    records = value["articles"] if isinstance(value, dict) else value
    if not isinstance(records, list):
        raise UnreadableFile(f"holds {_kind(value)}; expected {_shape()}")
    for number, record in enumerate(records, start=1):
        yield _page(record, path, f"record {number}")


def read_jsonl(path: Path) -> Iterator[Page | Skipped]:
    """One record a line, of files of any size. A broken line is skipped, and the rest goes on.

    Raises UnreadableFile when the file is not text.
    """
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip():
            continue
        try:
            # Not strict: line breaks and tabs inside of strings are the common fault of hand-made JSON.
            record = json.loads(line.rstrip("\r\n"), strict=False)
        except (ValueError, RecursionError) as error:
            yield Skipped(str(path), f"line {number} is not JSON ({_where(error)}); expected one object on it")
        else:
            yield _page(record, path, f"line {number}")


def read_csv(path: Path) -> Iterator[Page | Skipped]:
    """One record a row, of files of any size, under a row of column names; separated by commas, semicolons or tabs.

    Raises UnreadableFile when the file is not text or its first row does not name the columns.
    """
    lines = _Counted(read_lines(path))
    header, delimiter = _header(lines)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.number + 1
        try:
            row = _next_row(rows)
        except csv.Error as error:
            place = f"line {first}" if first >= lines.number else f"lines {first} to {lines.number}"
            yield Skipped(str(path), f"{place}: broken row ({error}); expected quotes in pairs, doubled inside a cell")
            rows = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        if row is None:
            return
        if not any(row):
            continue
        if any(row[len(header) :]):
            yield Skipped(
                str(path),
                f"line {first} has {len(row)} cells under {len(header)} columns; "
                f'expected text with a "{delimiter}" in it to stand in quotes',
            )
        else:
            yield _page(dict(zip_longest(header, row[: len(header)], fillvalue="")), path, f"line {first}")


def _page(record: object, path: Path, place: str) -> Page | Skipped:
    """The record's page, or why it has none."""
    if not isinstance(record, dict):
        return Skipped(str(path), f"{place} is {_kind(record)}; expected an object with {EXPECTED}")
    try:
        return to_page(record)
    except UnreadableFile as error:
        return Skipped(str(path), f"{place} {error}")


class _Counted(Iterator[str]):
    """Lines that know how many of them have been taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.number = 0

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line


def _header(lines: Iterator[str]) -> tuple[list[str], str]:
    """The column names and the separator: the one that makes the most names of fields out of the first row.

    Raises UnreadableFile when none of them makes a column of text.
    """
    first = next((line for line in lines if line.strip()), "")
    try:
        splits = {mark: next(csv.reader([first], delimiter=mark), []) for mark in ",;\t"}
    except csv.Error as error:
        raise UnreadableFile(f"has a broken first row ({error}); expected {EXPECTED} in it") from None
    known = {key for keys in KEYS.values() for key in keys}
    delimiter = max(splits, key=lambda mark: len(known.intersection(map(_bare, splits[mark]))))
    header = splits[delimiter]
    if not any(_bare(cell) in KEYS["text"] for cell in header):
        raise UnreadableFile(
            f"has the columns {', '.join(header)[:80] or '(none)'}; expected {EXPECTED} in the first row; "
            "name the column that holds the article text"
        )
    return header, delimiter


def _bare(name: str) -> str:
    return name.strip().lower()


def _next_row(rows: Iterator[list[str]]) -> list[str] | None:
    """The next row, None after the last. Raises csv.Error.

    The limit on a cell (128 KiB by default, less than a long article) is the whole process's: it is put back.
    """
    before = csv.field_size_limit(LARGEST_PAGE)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _where(error: Exception) -> str:
    """What a JSON error says, in a few words."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return "nested too deep" if isinstance(error, RecursionError) else "a number is too long"


def _kind(value: object) -> str:
    return {list: "a list", dict: "an object", str: "a string", type(None): "null"}.get(type(value), "a number")


def _shape() -> str:
    return f'a list of objects with {EXPECTED}, one such object, or {{"articles": [...]}}'
