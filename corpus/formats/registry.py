"""Which reader reads which file. A new format is an entry in READERS, or an entry point of another package."""

import sys
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.formats.containers.epub import read_epub
from corpus.formats.containers.mail import read_eml, read_mhtml
from corpus.formats.containers.warc import read_warc
from corpus.formats.containers.zip import read_zip
from corpus.formats.html.web_page import read_html
from corpus.formats.office.docx import read_docx
from corpus.formats.office.ods import read_ods
from corpus.formats.office.odt import read_odt
from corpus.formats.office.pptx import read_pptx
from corpus.formats.office.rtf import read_rtf
from corpus.formats.office.xlsx import read_xlsx
from corpus.formats.page import Page, Reader
from corpus.formats.pdf import read_pdf
from corpus.formats.plain_text import read_markdown, read_text
from corpus.formats.record_fields import AS_NAMED, Columns
from corpus.formats.records import read_csv, read_json, read_jsonl
from corpus.plugins import entry_names, find_entry
from corpus.types import Skipped

__all__ = ["COMPRESSED", "PLUGINS", "READERS", "Page", "Reader", "format_of", "reader_of", "suffixes"]


def _read_zip(path: Path, columns: Columns = AS_NAMED) -> Iterator[Page | Skipped]:
    return read_zip(path, partial(reader_of, columns=columns))


def _read_warc(path: Path) -> Iterator[Page | Skipped]:
    return read_warc(path, reader_of)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".text": read_text,
    ".markdown": read_markdown,
    ".shtml": read_html,
    ".shtm": read_html,
    ".xhtml": read_html,
    ".ndjson": read_jsonl,
    ".tsv": read_csv,
    ".pptx": read_pptx,
    ".xlsx": read_xlsx,
    ".odt": read_odt,
    ".ods": read_ods,
    ".rtf": read_rtf,
    ".epub": read_epub,
    ".eml": read_eml,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".warc": _read_warc,
    ".zip": _read_zip,
}
"""From the suffix in lower case to the function that reads such files."""

OF_RECORDS = {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".ods", ".zip"}
"""Formats whose readers also take `columns`: which key of a record holds which field."""

PLUGINS = "article_qa.formats"
"""The entry point group through which packages add formats: the name is the suffix, the object a Reader."""

COMPRESSED = ".gz"
PACKED_ALREADY = {".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".ods", ".epub", ".zip"}
"""Formats that are already compressed; nobody puts them in a .gz."""


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats: ours in their order, then those of other packages."""
    return _suffixes(tuple(sys.path))


@lru_cache(maxsize=4)
def _suffixes(_path: tuple[str, ...]) -> tuple[str, ...]:
    """Looked up once for each `sys.path`: a look-up takes a tenth of a second, and folders have many files."""
    names = (name.lower() for name in entry_names({}, PLUGINS) if name.startswith("."))
    return tuple(dict.fromkeys((*READERS, *names)))


def format_of(path: Path) -> str:
    """The suffix of a file's format, judged by its name, or "". Our text formats may be compressed."""
    suffix = path.suffix.lower()
    if suffix == COMPRESSED:
        inner = Path(path.stem).suffix.lower()
        return inner if inner in READERS and inner not in PACKED_ALREADY else ""
    return suffix if suffix in READERS or suffix in suffixes() else ""


def reader_of(path: Path, columns: Columns = AS_NAMED) -> Reader | None:
    """The reader for this file's format, with the user's `columns`; None if there is no reader.

    Raises UnreadableFile if the package that adds the format cannot be loaded.
    """
    suffix = format_of(path)
    reader: Callable[..., Iterator[Page | Skipped]] | None = find_entry(READERS, PLUGINS, suffix, UnreadableFile)
    return partial(reader, columns=columns) if reader and columns and suffix in OF_RECORDS else reader
