"""The files in archives (.zip) and in web archives (.warc), each read as a file of its own format."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.opening import MIB
from corpus.formats.page import Page, Reader
from corpus.formats.quiet import failed
from corpus.types import Skipped

Readers = Callable[[Path], Reader | None]
"""Finds the reader for a file by its name, as the registry does."""

MOST_FILES = 20_000
LARGEST_TOTAL = 1024 * MIB
MOST_DEPTH = 3
"""Levels of archives within archives."""


@dataclass(slots=True)
class Allowance:
    """How much may still be unpacked from an archive, including the archives inside it."""

    files: int = MOST_FILES
    bytes: int = LARGEST_TOTAL

    def take(self, size: int) -> None:
        """Count a file of this size. Raises UnreadableFile past the limits."""
        self.files -= 1
        self.bytes -= size
        if self.files < 0:
            raise UnreadableFile("archive_files", limit=MOST_FILES)
        if self.bytes < 0:
            raise UnreadableFile("archive_bytes", limit=LARGEST_TOTAL // MIB)


def read_member(name: str, data: bytes, path: Path, read: Reader) -> Iterator[Page | Skipped]:
    """The pages of a file in the archive at `path`, told apart by the file's name, or why there are none."""
    place = Message("member", name=name)
    with tempfile.TemporaryDirectory(prefix="article-qa-") as folder:
        # Under a name of our own: a name in an archive may point anywhere.
        file = Path(folder, "member").with_suffix(PurePosixPath(name).suffix.lower())
        file.write_bytes(data)
        try:
            for item in read(file) if data else _empty():
                if isinstance(item, Skipped):
                    yield Skipped(str(path), Message("at_place", place=place, reason=item.reason))
                else:
                    where = Message("at_place", place=place, reason=item.place) if item.place else place
                    own_name = "" if item.key else item.name or PurePosixPath(name).name
                    yield replace(item, key=f"{name}\0{item.key}", place=where, name=own_name)
        except Exception as error:  # noqa: BLE001  # readers may raise anything: other files are still read
            reason = error.message if isinstance(error, UnreadableFile) else failed(error)
            yield Skipped(str(path), Message("at_place", place=place, reason=reason))


def _empty() -> Iterator[Page]:
    raise UnreadableFile("empty_file")
    yield
