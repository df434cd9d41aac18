"""Archives (.zip): the files in them, within limits."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.containers.unpacked import MOST_DEPTH, Allowance, Readers, read_member
from corpus.formats.opening import LARGEST_PAGE, MAX_EXPANSION, MIB
from corpus.formats.page import Page
from corpus.formats.quiet import in_short
from corpus.text.encoding import decode
from corpus.types import Skipped

LARGEST_FILE = 256 * MIB
"""Bytes of one file in an archive; its reader may have a lower limit."""
UTF8_NAME = 0x800
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


def read_zip(path: Path, readers: Readers) -> Iterator[Page | Skipped]:
    """Reads every file in an archive, and in archives inside it, as the format that its name says.

    Raises UnreadableFile when it is broken or expands past the size limits.
    """
    with path.open("rb") as file:
        yield from _members(file, "", path, readers, Allowance(), 1)


def _members(
    file: BinaryIO, within: str, path: Path, readers: Readers, allowance: Allowance, depth: int
) -> Iterator[Page | Skipped]:
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        raise UnreadableFile("archive_broken", detail=in_short(error)) from None
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            name = f"{within}{_name(info)}"
            if info.is_dir() or _is_hidden(name):
                continue
            allowance.take(info.file_size)
            try:
                yield from _member(archive, info, name, path, readers, allowance, depth)
            except UnreadableFile as error:
                if allowance.files < 0 or allowance.bytes < 0:
                    raise
                yield Skipped(str(path), Message("at_place", place=Message("member", name=name), reason=error.message))


def _member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    name: str,
    path: Path,
    readers: Readers,
    allowance: Allowance,
    depth: int,
) -> Iterator[Page | Skipped]:
    read = readers(Path(PurePosixPath(name).name))
    if read is None:
        raise UnreadableFile("archive_member")
    if info.flag_bits & 1:
        raise UnreadableFile("archive_password")
    limit = min(LARGEST_FILE, max(LARGEST_PAGE, MAX_EXPANSION * info.compress_size))
    if info.file_size > limit:
        raise UnreadableFile("archive_too_large", size=info.file_size // MIB, limit=limit // MIB)
    try:
        data = archive.read(info)
    except (*BROKEN, RuntimeError) as error:
        raise UnreadableFile("archive_broken", detail=in_short(error)) from None
    if PurePosixPath(name).suffix.lower() != ".zip":
        yield from read_member(name, data, path, read)
    elif depth == MOST_DEPTH:
        raise UnreadableFile("archive_depth", limit=MOST_DEPTH)
    else:
        yield from _members(BytesIO(data), f"{name}/", path, readers, allowance, depth + 1)


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member: without the UTF-8 flag, it is in the encoding of the system that packed it."""
    if info.flag_bits & UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437"))
    except (UnicodeEncodeError, UnreadableFile):
        return info.filename


def _is_hidden(name: str) -> bool:
    """Whether a file is not meant to be read, such as those that macOS and editors put beside others."""
    parts = (part for part in PurePosixPath(name).parts if part != "..")
    return any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
