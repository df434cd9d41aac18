"""Which reader reads which file. A new format is one entry in READERS."""

from pathlib import Path

from corpus.formats.docx import read_docx
from corpus.formats.page import Page, Reader
from corpus.formats.pdf import read_pdf
from corpus.formats.plain_text import read_markdown, read_text
from corpus.formats.records import read_csv, read_json, read_jsonl
from corpus.formats.web_page import read_html

__all__ = ["COMPRESSED", "READERS", "Page", "Reader", "format_of"]

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
}
"""From the suffix in lower case to the function that reads such a file."""

COMPRESSED = ".gz"
PACKED_ALREADY = {".pdf", ".docx"}
"""Formats that are compressed in themselves; no one puts them in a .gz."""


def format_of(path: Path) -> str:
    """The entry of READERS that is for this file, by its name, or an empty string. Text may be compressed."""
    suffix = path.suffix.lower()
    if suffix == COMPRESSED:
        inner = Path(path.stem).suffix.lower()
        return inner if inner in READERS and inner not in PACKED_ALREADY else ""
    return suffix if suffix in READERS else ""
