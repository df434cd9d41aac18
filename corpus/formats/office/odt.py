"""OpenDocument texts (.odt), read directly from their XML."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.formats.office.package import broken_as, read_package
from corpus.formats.page import Page
from corpus.formats.tables import MOST_SPANNED, grid, row_lines
from corpus.text.dates import parse_date
from corpus.types import Metadata

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE, META, SVG = (OASIS % name for name in ("text", "table", "office", "meta", "svg-compatible"))
LINES = {TEXT + "p", TEXT + "h"}
UNSEEN = {OFFICE + "annotation", TEXT + "tracked-changes", TEXT + "note-citation", TEXT + "ruby-text"}
UNSEEN |= {SVG + "title", SVG + "desc"}  # what a picture shows, for people who cannot see it
SPACES = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}


def read_odt(path: Path) -> Iterator[Page]:
    """A text document is one article.

    Raises UnreadableFile when it is broken, locked or would expand past the size limits.
    """
    data = read_package(path)
    with broken_as("office_broken"), zipfile.ZipFile(BytesIO(data)) as archive:
        body = content(archive).find(f".//{OFFICE}text")
        meta = _tree(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
        text = "\n".join(_lines(body))
    title = meta.findtext(".//{http://purl.org/dc/elements/1.1/}title") if meta is not None else ""
    made = meta.findtext(f".//{META}creation-date") if meta is not None else ""
    yield Page(text, title=(title or "").strip(), otherwise=Metadata(published=parse_date(made or "")))


def content(archive: zipfile.ZipFile) -> Any:
    """The tree of an OpenDocument file's content. Raises UnreadableFile when it is locked."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise UnreadableFile("office_locked")
    return _tree(archive.read("content.xml"))


def _tree(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _lines(part: Any) -> list[str]:
    """A line for each paragraph and each row of a table; notes are lines below the text that refers to them."""
    lines = (line.strip() for line in "".join(_pieces(part)).split("\n"))
    return [line for line in lines if line]


def _pieces(part: Any) -> Iterator[str]:
    yield part.text or ""
    notes: list[str] = []
    for child in part:
        if child.tag in UNSEEN:
            pass
        elif child.tag == TEXT + "note":
            notes += _lines(child)
        elif child.tag == TABLE + "table":
            rows = list(child.iter(TABLE + "table-row"))
            named = child.find(TABLE + "table-header-rows") is not None
            yield "\n" + "\n".join(row_lines(grid(map(cells, rows)), named=named)) + "\n"
        elif child.tag in SPACES:
            yield SPACES[child.tag]
        else:
            edge = "\n" if child.tag in LINES else ""
            yield from (edge, *_pieces(child), edge)
        yield child.tail or ""
    yield from (f"\n{note}\n" for note in notes)


def cells(row: Any, between: str = " ") -> Iterator[tuple[str, int, int]]:
    """The cells of a row, the lines of each joined by `between`; cells covered by another one have a different tag."""
    for cell in row.iter(TABLE + "table-cell"):
        across, down, times = (
            int(cell.get(f"{TABLE}number-{name}", "1"))
            for name in ("columns-spanned", "rows-spanned", "columns-repeated")
        )
        yield from [(between.join(_lines(cell)), across, down)] * min(times, MOST_SPANNED)
