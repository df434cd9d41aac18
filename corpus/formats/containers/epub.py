"""E-books (.epub): an article for each chapter, in reading order."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from corpus.catalogue import Message
from corpus.cleaning.dateline import clean_source
from corpus.cleaning.lines import Kind, kind
from corpus.errors import UnreadableFile
from corpus.formats.html.tree import parse
from corpus.formats.html.web_page import visible_text
from corpus.formats.office.package import broken_as, read_package
from corpus.formats.page import Page
from corpus.text.dates import parse_date
from corpus.text.encoding import decode
from corpus.types import Metadata, Skipped

CONTAINER = "META-INF/container.xml"
DC = "{http://purl.org/dc/elements/1.1/}"
MIN_CHAPTER_CHARS = 200
"""Minimum characters of a chapter; beside longer pages, shorter ones without a sentence are covers and half titles."""
MAX_LISTED = 8
"""How many pages that are left out are named."""


def read_epub(path: Path) -> Iterator[Page | Skipped]:
    """Reads a book. Short pages without a sentence are reported.

    Raises UnreadableFile when it is broken, encrypted or would expand past the size limits.
    """
    data = read_package(path)
    with broken_as("office_broken"), zipfile.ZipFile(BytesIO(data)) as archive:
        package = _package(archive)
        book, publisher, issued = (package.findtext(f".//{DC}{name}") or "" for name in ("title", "publisher", "date"))
        author = package.findtext(f".//{DC}creator") or ""
        chapters = [(name, _markup(archive, name)) for name in _spine(archive, package)]
    texts = [(name, markup, visible_text(markup)) for name, markup in chapters if markup.strip()]
    long = [chapter for chapter in texts if _is_chapter(chapter[2])] or texts
    if not long:
        raise UnreadableFile("epub_encrypted")
    for number, (name, markup, text) in enumerate(long, start=1):
        heading = _heading(markup)
        one = len(long) == 1
        yield Page(
            text,
            title=book if one or not heading else heading if heading == book else f"{book} · {heading}",
            source=clean_source(publisher) or clean_source(author) or book,
            otherwise=Metadata(published=parse_date(issued)),
            key="" if one else name,
            place=None if one else Message("chapter", number=number),
        )
    short = [text.split("\n")[0][:40] for _, _, text in texts if text.strip() and not _is_chapter(text)]
    if short and len(long) < len(texts):
        listed = [*short[:MAX_LISTED], "…"] if len(short) > MAX_LISTED else short
        yield Skipped(str(path), Message("epub_short_pages", pages=listed))


def _is_chapter(text: str) -> bool:
    return len(text) >= MIN_CHAPTER_CHARS or any(kind(line) is Kind.BODY for line in text.split("\n"))


def _package(archive: zipfile.ZipFile) -> Any:
    container = _tree(archive.read(CONTAINER))
    (root, *_) = container.xpath("//*[local-name() = 'rootfile']/@full-path")
    tree = _tree(archive.read(root))
    tree.set("folder", posixpath.dirname(root))
    return tree


def _spine(archive: zipfile.ZipFile, package: Any) -> Iterator[str]:
    """The names of the chapters' files, in order."""
    items = {item.get("id"): item for item in package.xpath("//*[local-name() = 'manifest']/*[local-name() = 'item']")}
    names = set(archive.namelist())
    for reference in package.xpath("//*[local-name() = 'spine']/*[local-name() = 'itemref']/@idref"):
        item = items.get(reference)
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(package.get("folder"), unquote(item.get("href", ""))))
        if name in names and "html" in (item.get("media-type") or ""):
            yield name


def _markup(archive: zipfile.ZipFile, name: str) -> str:
    """The page of a chapter; "" if it is encrypted."""
    try:
        return decode(archive.read(name))
    except UnreadableFile:
        return ""


def _heading(markup: str) -> str:
    headings = (" ".join(" ".join(found.itertext()).split()) for found in parse(markup).iter("h1", "h2", "h3"))
    return next(filter(None, headings), "")


def _tree(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
