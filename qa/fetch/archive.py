"""Fetched pages, saved unchanged in the home: one WARC file each, with its address and the time."""

import uuid
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from corpus.catalogue import system_reason
from index.atomic_io import replace_file
from index.errors import HomeUnusable
from qa.fetch.client import Fetched

FOLDER = "pages"
KINDS = frozenset(("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", ""))
"""Media types that are articles; a response without a type is treated as a page."""


def file_of(home: Path, url: str) -> Path:
    """The file in which the page at an address is saved."""
    host = "".join(c if c.isalnum() or c in ".-" else "-" for c in (urlsplit(url).hostname or ""))[:80]
    return home / FOLDER / f"{host}-{sha256(url.encode()).hexdigest()[:16]}.warc"


def save(home: Path, url: str, page: Fetched) -> bool:
    """Save the page; return whether it is new or has changed. Raises HomeUnusable."""
    path = file_of(home, url)
    try:
        if path.exists() and path.read_bytes().endswith(_payload(page)):
            return False
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(path, _record(url, page))
    except OSError as error:
        raise HomeUnusable("home_unwritable", path=error.filename or path, reason=system_reason(error)) from None
    return True


def _payload(page: Fetched) -> bytes:
    return b"\r\n\r\n" + page.body + b"\r\n\r\n"


def _record(url: str, page: Fetched) -> bytes:
    """A response in WARC 1.1 (ISO 28500)."""
    kind = page.headers.get("content-type", "text/html").replace("\r", " ").replace("\n", " ")
    block = f"HTTP/1.1 {page.status} OK\r\nContent-Type: {kind}\r\n".encode() + b"\r\n" + page.body
    head = {
        "WARC-Type": "response",
        "WARC-Target-URI": url,
        "WARC-Date": f"{page.at:%Y-%m-%dT%H:%M:%SZ}",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"
