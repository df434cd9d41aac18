"""PDF files through pypdf."""

import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.catalogue import Message
from corpus.cleaning.unwrap import join_full_lines
from corpus.errors import UnreadableFile
from corpus.formats.opening import MIB, read_bytes
from corpus.formats.page import Page
from corpus.formats.quiet import in_short, quiet
from corpus.types import Metadata, Skipped

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_PDF = 256 * MIB

# pypdf.errors: "broken PDF files might cause other Exceptions". Beside its own, these came out of tens of thousands
# of PDFs broken at random; KeyError, IndexError and RecursionError are of the same kind.
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)

NO_TITLE = re.compile(
    r"microsoft |untitled|无标题|新建|文档\d*$|document\d*$|.*\.(?:docx?|wps|pdf|indd|qxd|html?|pptx?)$", re.I
)
"""Titles that programs give when the author gave none."""


def read_pdf(path: Path) -> Iterator[Page | Skipped]:
    """A PDF is one article; pages that cannot be read are told.

    Raises UnreadableFile when it is broken, needs a password or has no text.
    """
    from io import BytesIO

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    broken = (PyPdfError, *BROKEN)
    data = read_bytes(path, LARGEST_PDF)
    with quiet("pypdf"):
        try:
            reader = PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableFile("pdf_password")
            count = len(reader.pages)
        except DependencyError:
            raise UnreadableFile("pdf_encrypted") from None
        except broken as error:
            raise UnreadableFile("pdf_broken", detail=in_short(error)) from None
        texts, unread = _texts(reader, count, broken)
        title, made = _properties(reader, broken)
    if not "".join(texts).strip():
        raise UnreadableFile("pdf_pages_broken" if len(unread) == count > 0 else "pdf_without_text", count=count)
    yield Page(join_full_lines("\n".join(texts)), title=title, otherwise=Metadata(published=made))
    if unread:
        yield Skipped(str(path), Message("pdf_pages_skipped", pages=unread, count=count))


def _texts(reader: "PdfReader", count: int, broken: tuple[type[Exception], ...]) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers of the pages that have a fault."""
    texts, unread = [], []
    for index in range(count):
        try:
            texts.append(reader.pages[index].extract_text().strip("\n"))
        except broken:
            unread.append(index + 1)
    return texts, unread


def _properties(reader: "PdfReader", broken: tuple[type[Exception], ...]) -> tuple[str, date | None]:
    """The title that the file was given, and the day it was made."""
    try:
        found = reader.metadata
        title = " ".join(str(found.title or "").split()) if found else ""
        made = found.creation_date if found else None
    except broken:  # properties are a bonus: the text has been read
        return "", None
    return "" if NO_TITLE.match(title) else title, made.date() if made else None
