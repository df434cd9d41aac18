"""Word files (.docx) through python-docx."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.formats.docx_text import lines_of
from corpus.formats.html.web_page import visible_text
from corpus.formats.opening import MIB, read_bytes
from corpus.formats.page import Page
from corpus.formats.quiet import in_short
from corpus.text.encoding import decode
from corpus.types import Metadata

LARGEST_DOCX = 256 * MIB
"""Bytes of the file and of all that is packed in it, most of them pictures."""
LARGEST_XML = 64 * MIB
"""Bytes of XML in it, of which one in ten or so is text."""

OLE = b"\xd0\xcf\x11\xe0"
"""What files of old Word and files with a password begin with."""

TEMPLATE_MADE = date(2013, 12, 23)
"""The day python-docx's template was made, which documents made with it carry on."""

# python-docx checks little of what it opens: beside a broken archive and broken XML these are what missing parts and
# attributes come out as.
BROKEN = (
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_docx(path: Path) -> Iterator[Page]:
    """A Word file is one article: its paragraphs and tables in their order, then its notes.

    Raises UnreadableFile when it is broken, needs a password or would expand beyond measure.
    """
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    data = read_bytes(path, LARGEST_DOCX)
    if data.startswith(OLE):
        raise UnreadableFile("word_locked")
    try:
        _check_size(data)
        document = docx.Document(BytesIO(data))
        text = "\n".join([*lines_of(document.element.body), *_parts(document)])
        title, made = document.core_properties.title, document.core_properties.created
    except (*BROKEN, LxmlError, OpcError, PythonDocxError) as error:
        raise UnreadableFile("word_broken", detail=in_short(error)) from None
    day = made.date() if made else None
    yield Page(text, title=title.strip(), otherwise=Metadata(published=None if day == TEMPLATE_MADE else day))


def _parts(document: Any) -> Iterator[str]:
    """The lines of footnotes, endnotes, and pages of HTML that stand in the document whole."""
    from lxml import etree

    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.is_external or kind not in ("footnotes", "endnotes", "aFChunk"):
            continue
        blob = relation.target_part.blob
        if kind == "aFChunk":
            yield from visible_text(decode(blob)).split("\n")
        else:
            yield from lines_of(etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True)))


def _check_size(data: bytes) -> None:
    """Raises UnreadableFile when too much is packed in the archive: zipfile expands no more than it declares."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    for size, limit in ((text, LARGEST_XML), (sum(part.file_size for part in parts), LARGEST_DOCX)):
        if size > limit:
            raise UnreadableFile("archive_too_large", size=size // MIB, limit=limit // MIB)
