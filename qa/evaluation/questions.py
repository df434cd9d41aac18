"""Read files of questions: JSONL, all lines in one form (qa.evaluation.question_forms)."""

import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from corpus.catalogue import Message
from corpus.cleaning.artefacts import one_line
from corpus.errors import UnreadableFile
from corpus.formats.opening import read_lines
from qa.evaluation.question_forms import FORMS, TAGS, Row, WithPassage

MOST_QUOTED = 40
"""Most characters of a wrong value that a message quotes."""
EXPECTED: Mapping[object, str] = {"gold": "list_of_gold", "answer": "list_of_gold"}
"""Message by field, for fields that are not a plain list of strings."""


def read_rows(path: Path) -> list[Row]:
    """The rows of a file, at least one, all of one shape. Raises UnreadableFile."""
    rows: list[Row] = []
    for number, line in lines(path):
        place = Message("file_line", path=path, number=number)
        row = _row(line, place)
        if rows and row.shape != rows[0].shape:
            raise UnreadableFile("questions_mixed", place=place, found=row.shape, expected=rows[0].shape)
        rows.append(row)
    if not rows:
        raise UnreadableFile("questions_empty", path=path, fields=Message("question_fields"))
    return rows


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The non-blank lines with their numbers, from 1. Raises UnreadableFile."""
    try:
        for number, line in enumerate(read_lines(path), start=1):
            if line.strip():
                yield number, line
    except UnreadableFile as error:
        raise UnreadableFile("file_refused", path=path, reason=error.message) from None
    except (OSError, EOFError, zlib.error) as error:  # EOFError and zlib.error: a broken .gz
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFile("questions_unreadable", path=path, detail=reason) from None


def _row(line: str, place: Message) -> Row:
    """The row in a line. Raises UnreadableFile, with the place, if the line is not a valid row."""
    fields = Message("question_fields")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        detail = getattr(error, "msg", error)  # without the position, which would call it line 1
        raise UnreadableFile("questions_no_json", place=place, detail=detail, fields=fields) from None
    if not isinstance(found, dict):
        an_object = Message("question_object", fields=fields)
        raise UnreadableFile("questions_value", place=place, found=_quoted(found), expected=an_object)
    form = next((form for form in FORMS if form.required() <= found.keys()), None)
    if form is None:
        names = one_line(", ".join(found))[:80] or Message("no_field")
        raise UnreadableFile("questions_fields", place=place, found=names, fields=fields)
    if form is WithPassage and "passage_en" in found and "en" not in found:
        raise UnreadableFile("questions_no_english", place=place)
    try:
        return form.model_validate(found).row()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    name, *numbers = (part for part in first["loc"] if part not in TAGS)
    field = " ".join([str(name), *(str(int(number) + 1) for number in numbers)])
    where = Message("questions_field", place=place, field=field)
    expected = "some_words" if first["type"] == "string_type" else EXPECTED.get(name, "list_of_strings")
    raise UnreadableFile("questions_value", place=where, found=_quoted(first["input"]), expected=Message(expected))


def _quoted(value: object) -> str | Message:
    """A value as written in the file, cut if long; for a list or an object, only that it is one."""
    if isinstance(value, list | dict):
        return Message("a_list" if isinstance(value, list) else "an_object")
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
