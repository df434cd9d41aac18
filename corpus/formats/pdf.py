"""PDF files, read with pypdf."""

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.catalogue import Message
from corpus.cleaning.unwrap import join_full_lines
from corpus.errors import UnreadableFile
from corpus.formats.ocr import recognised
from corpus.formats.opening import MIB, read_bytes
from corpus.formats.page import Page
from corpus.formats.pdf_layout import RADICALS, is_gibberish, page_text, without_running_heads
from corpus.formats.quiet import in_short, quiet
from corpus.text.dates import parse_date
from corpus.types import Metadata, Skipped

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_PDF = 256 * MIB

# pypdf.errors: "broken PDF files might cause other Exceptions". Besides its own, these were raised by tens of thousands
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
    r"microsoft |untitled|\(anonymous\)|无标题|新建|文档\d*$|document\d*$|.*\.(?:docx?|wps|pdf|indd|qxd|html?|pptx?)$",
    re.I,
)
"""Titles that programs fill in if the author gave none."""


def read_pdf(path: Path) -> Iterator[Page | Skipped]:
    """A PDF is one article; pages that cannot be read are reported.

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
    if fonts := is_gibberish("\n".join(texts)):
        texts = [""] * count  # text recognition can still read what the fonts garble
    pictures = [n for n, text in enumerate(texts, start=1) if not text.strip() and n not in unread]
    seen = {index + 1: text for index, text in recognised(data, [n - 1 for n in pictures]).items() if text.strip()}
    texts = [seen.get(n, text) for n, text in enumerate(texts, start=1)]
    pages, heads = without_running_heads(texts)
    text = "\n".join(filter(None, pages))
    if not text.strip():
        raise _without_text(fonts, len(unread) == count > 0, count)
    issued = next(filter(None, map(parse_date, heads)), made)
    yield Page(join_full_lines(text), title=title, otherwise=Metadata(published=issued), pages=tuple(pages))
    if unread:
        yield Skipped(str(path), Message("pdf_pages_skipped", pages=unread, count=count))
    if seen:
        yield Skipped(str(path), Message("pdf_pages_recognised", pages=spans_of([*seen]), count=count))
    if left := [n for n in pictures if n not in seen]:
        yield Skipped(str(path), Message("pdf_pages_pictures", pages=spans_of(left), count=count))


def _without_text(fonts: bool, broken: bool, count: int) -> UnreadableFile:
    if fonts:
        return UnreadableFile("pdf_fonts")
    return (
        UnreadableFile("pdf_pages_broken", count=count) if broken else UnreadableFile("pdf_without_text", count=count)
    )


def _texts(reader: "PdfReader", count: int, broken: tuple[type[Exception], ...]) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers of the pages that cannot be read."""
    texts, unread = [], []
    for index in range(count):
        try:
            texts.append(page_text(reader.pages[index]).translate(RADICALS).strip("\n"))
        except broken:
            texts.append("")
            unread.append(index + 1)
    return texts, unread


def spans_of(numbers: Sequence[int]) -> list[str]:
    """Page numbers in short form: 2-9, 12."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return ["-".join(map(str, span)) for span in spans]


def _properties(reader: "PdfReader", broken: tuple[type[Exception], ...]) -> tuple[str, date | None]:
    """The title and the creation day in the file's properties."""
    try:
        found = reader.metadata
        title = " ".join(str(found.title or "").split()) if found else ""
        made = found.creation_date if found else None
    except broken:  # properties are a bonus: the text has been read
        return "", None
    return "" if NO_TITLE.match(title) else title, made.date() if made else None
