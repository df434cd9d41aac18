"""Word files (.docx), read with python-docx."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.formats.html.web_page import visible_text
from corpus.formats.office.docx_text import lines_of
from corpus.formats.office.package import broken_as, day_made, read_package
from corpus.formats.page import Page
from corpus.formats.quiet import in_short
from corpus.text.encoding import decode
from corpus.types import Metadata


def read_docx(path: Path) -> Iterator[Page]:
    """A Word file is one article: its paragraphs and tables in order, then its notes.

    Raises UnreadableFile when it is broken, needs a password or would expand past the size limits.
    """
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    data = read_package(path, "word_locked", "word_broken")
    try:
        with broken_as("word_broken"):
            document = docx.Document(BytesIO(data))
            text = "\n".join([*lines_of(document.element.body), *_parts(document)])
            title, made = document.core_properties.title, document.core_properties.created
    except (OpcError, PythonDocxError) as error:
        raise UnreadableFile("word_broken", detail=in_short(error)) from None
    yield Page(text, title=title.strip(), otherwise=Metadata(published=day_made(made)))


def _parts(document: Any) -> Iterator[str]:
    """The lines of footnotes, endnotes, and HTML pages embedded in the document."""
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
