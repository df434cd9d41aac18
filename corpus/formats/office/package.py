"""Office files that are archives of XML: opens them within limits, and handles what broken ones raise."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.formats.opening import MIB, read_bytes
from corpus.formats.quiet import in_short

MAX_BYTES = 256 * MIB
"""Bytes of the file, and of everything packed in it, most of them pictures."""
LARGEST_XML = 64 * MIB
"""Bytes of XML in the file, of which about one in ten is text."""

OLE = b"\xd0\xcf\x11\xe0"
"""What the files of old office programs, and files with a password, begin with."""

TEMPLATES_MADE = frozenset((date(2013, 12, 23), date(2013, 1, 27)))
"""Creation days of the templates of python-docx and python-pptx, which documents made with them inherit."""

# The libraries check little of what they open: besides a broken archive and broken XML, these are what missing parts
# and attributes raise.
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_package(path: Path, locked: str = "office_locked", broken: str = "office_broken") -> bytes:
    """The bytes of an office file; `locked` and `broken` are the keys of the messages that say what is wrong with it.

    Raises UnreadableFile for a file that is old, locked or broken, or that expands past the size limits.
    """
    data = read_bytes(path, MAX_BYTES)
    if data.startswith(OLE):
        raise UnreadableFile(locked)
    with broken_as(broken):
        _check_size(data)
    return data


@contextmanager
def broken_as(key: str) -> Iterator[None]:
    """Turns whatever a library raises inside into an UnreadableFile with this message."""
    from lxml.etree import LxmlError

    try:
        yield
    except (*BROKEN, LxmlError) as error:
        raise UnreadableFile(key, detail=in_short(error)) from None


def day_made(made: datetime | None) -> date | None:
    """The day on which a document was made, from its properties; None if it is a template's."""
    return made.date() if made and made.date() not in TEMPLATES_MADE else None


def _check_size(data: bytes) -> None:
    """Raises UnreadableFile when too much is packed in the archive: zipfile expands no more than is declared."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    for size, limit in ((text, LARGEST_XML), (sum(part.file_size for part in parts), MAX_BYTES)):
        if size > limit:
            raise UnreadableFile("archive_too_large", size=size // MIB, limit=limit // MIB)
