"""PDF files through pypdf."""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.catalogue import Message
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

SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’」』）)\"']*$")
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


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
    yield Page(unwrapped("\n".join(texts)), title=title, otherwise=Metadata(published=made))
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


def unwrapped(text: str) -> str:
    """The text with lines that the page's width broke put together again, so that sentences are whole.

    A line was broken by the width when it is about as long as the longest ones and ends no sentence.
    """
    lines = [line.strip() for line in text.splitlines()]
    widths = sorted(map(_width, filter(None, lines)))
    if not widths:
        return ""
    full = 0.85 * widths[int(0.9 * len(widths))]
    parts = [lines[0]]
    for before, line in pairwise(lines):
        if line and _width(before) >= full and not SENTENCE_END.search(before):
            parts += ("" if CJK.match(before[-1]) or CJK.match(line[0]) else " ", line)
        else:
            parts += ("\n", line)
    return "".join(parts)


def _width(line: str) -> int:
    """The columns a line takes: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
