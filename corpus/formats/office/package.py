"""Office files that are archives of XML: opened within limits, and what a broken one raises."""

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
"""Bytes of the file and of all that is packed in it, most of them pictures."""
LARGEST_XML = 64 * MIB
"""Bytes of XML in it, of which one in ten or so is text."""

OLE = b"\xd0\xcf\x11\xe0"
"""What files of old office programs and files with a password begin with."""

TEMPLATES_MADE = frozenset((date(2013, 12, 23), date(2013, 1, 27)))
"""The days the templates of python-docx and python-pptx were made, which documents made with them carry on."""

# The libraries check little of what they open: beside a broken archive and broken XML these are what missing parts and
# attributes come out as.
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
    """The bytes of an office file; `locked` and `broken` are the messages of what is wrong with it. Raises UnreadableFile for an old or locked one and one that expands beyond measure."""
    data = read_bytes(path, MAX_BYTES)
    if data.startswith(OLE):
        raise UnreadableFile(locked)
    with broken_as(broken):
        _check_size(data)
    return data


@contextmanager
def broken_as(key: str) -> Iterator[None]:
    """Whatever a library raises inside is told as a corrupt file, by this message."""
    from lxml.etree import LxmlError

    try:
        yield
    except (*BROKEN, LxmlError) as error:
        raise UnreadableFile(key, detail=in_short(error)) from None


def day_made(made: datetime | None) -> date | None:
    """The day on which a document was made, by its properties."""
    return made.date() if made and made.date() not in TEMPLATES_MADE else None


def _check_size(data: bytes) -> None:
    """Raises UnreadableFile when too much is packed in the archive: zipfile expands no more than it declares."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    for size, limit in ((text, LARGEST_XML), (sum(part.file_size for part in parts), MAX_BYTES)):
        if size > limit:
            raise UnreadableFile("archive_too_large", size=size // MIB, limit=limit // MIB)
