"""Web archives (.warc, .warc.gz), read with warcio: an article for each page that was fetched."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from corpus.formats.containers.unpacked import Allowance, Readers, read_member
from corpus.formats.opening import LARGEST_PAGE
from corpus.formats.page import Page
from corpus.formats.quiet import in_short
from corpus.types import Skipped

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}
"""Suffixes of the media types that are articles; the others are parts of pages."""


def read_warc(path: Path, readers: Readers) -> Iterator[Page | Skipped]:
    """The pages of an archive with their addresses, each address once.

    Raises UnreadableFile when it is broken or expands past the size limits.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    allowance, seen = Allowance(), set[str]()
    reads = {suffix: readers(Path(f"page{suffix}")) for suffix in SUFFIXES.values()}
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                address = record.rec_headers.get_header("WARC-Target-URI") or ""
                suffix = _suffix(record)
                read = reads.get(suffix)
                if read is None or address in seen:
                    continue
                seen.add(address)
                data = record.content_stream().read(LARGEST_PAGE + 1)
                allowance.take(len(data))
                for item in read_member(f"{address}{suffix}", data, path, read):
                    yield item if isinstance(item, Skipped) else replace(item, url=item.url or address, name="")
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise UnreadableFile("archive_broken", detail=in_short(error)) from None


def _suffix(record: Any) -> str:
    """The suffix of the format of a record; "" if it is not a page."""
    if record.rec_type not in ("response", "resource"):
        return ""
    headers = record.http_headers
    if record.rec_type == "response" and (headers is None or headers.get_statuscode() != "200"):
        return ""
    kind = (headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")) or ""
    return SUFFIXES.get(kind.partition(";")[0].strip().lower(), "")
