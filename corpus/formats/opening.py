"""Opening files: plain or compressed, whole or line by line, and never more than memory holds."""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.text.encoding import LEGACY, NEIGHBOURS, SAMPLE, decode, detect

MIB = 1024 * 1024
LARGEST_PAGE = 32 * MIB
"""Bytes of one article. The longest novels have about 10 MiB; past this it is no article."""

USUAL_EXPANSION = 200
"""News text shrinks to a tenth under gzip, and gzip can make at most 1,030 bytes of one."""


def read_bytes(path: Path, limit: int = LARGEST_PAGE) -> bytes:
    """The whole file, expanded. Raises UnreadableFile when it has more than `limit` bytes, OSError as `open` does."""
    with open_bytes(path) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableFile("file_too_large", limit=limit // MIB)
    return data


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file with their line ends, one in memory at a time.

    Raises UnreadableFile when the file is not text, or has a line past LARGEST_PAGE bytes; OSError as `open` does.
    """
    with open_bytes(path) as stream:
        head = stream.peek(SAMPLE)[:SAMPLE]
        codec = detect(head)
        if codec.startswith(("utf-16", "utf-32")) or (b"\r" in head and b"\n" not in head):
            yield from _text_lines(stream, codec)
            return
        for number, line in enumerate(iter(lambda: stream.readline(LARGEST_PAGE + 1), b""), start=1):
            _check_length(len(line), number)
            text = _decode_line(line, codec)
            yield text.removeprefix("\ufeff") if number == 1 else text


def open_bytes(path: Path) -> io.BufferedReader:
    """The file's bytes; those of a .gz are expanded on the way."""
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(_Expanded(path), MIB)
    return io.BufferedReader(io.FileIO(path), MIB)


class _Expanded(io.RawIOBase):
    """The expanded bytes of a gzip file, which may not be a decompression bomb."""

    def __init__(self, path: Path) -> None:
        self._limit = max(LARGEST_PAGE, USUAL_EXPANSION * path.stat().st_size)
        self._given = 0
        self._stream = gzip.GzipFile(path, "rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # read1: in a file cut short, what comes before the cut is given before the error.
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > self._limit:
            raise UnreadableFile("gzip_bomb", limit=self._limit // MIB, ratio=USUAL_EXPANSION)
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _text_lines(stream: io.BufferedReader, codec: str) -> Iterator[str]:
    """Lines whose end is no single line feed: two bytes in UTF-16, four in UTF-32, a carriage return on the old Macintosh."""
    with io.TextIOWrapper(stream, encoding=codec, errors="replace") as text:
        for number, line in enumerate(iter(lambda: text.readline(LARGEST_PAGE), ""), start=1):
            _check_length(2 * len(line), number)
            yield line.removeprefix("\ufeff") if number == 1 else line


def _decode_line(line: bytes, codec: str) -> str:
    """A line as text. Files put together from several sources change their encoding on the way."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if codec in LEGACY or codec in NEIGHBOURS:
        return line.decode(codec, "replace")
    try:
        return decode(line)
    except UnreadableFile:
        return line.decode("utf-8", "replace")  # one bad line: its own record is refused, the rest goes on


def _check_length(size: int, number: int) -> None:
    """Raises UnreadableFile at a line that is too long to be a record."""
    if size > LARGEST_PAGE:
        raise UnreadableFile("line_too_long", line=number, limit=LARGEST_PAGE // MIB)
