"""Opens files: plain or compressed, whole or line by line, and never more than fits in memory."""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.text.encoding import LEGACY, NEIGHBOURS, SAMPLE, decode, detect

MIB = 1024 * 1024
LARGEST_PAGE = 32 * MIB
"""Bytes of one article. The longest novels have about 10 MiB; anything larger than this is not an article."""

MAX_EXPANSION = 200
"""Bytes that one compressed byte may become: gzip shrinks news text to a tenth, and can make at most 1,030 of one."""


def read_bytes(path: Path, limit: int = LARGEST_PAGE) -> bytes:
    """The whole file, decompressed.

    Raises UnreadableFile if it has more than `limit` bytes, and OSError as `open` does.
    """
    with open_bytes(path) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableFile("file_too_large", limit=limit // MIB)
    return data


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file with their line ends, one in memory at a time.

    Raises UnreadableFile if the file is not text or has a line of more than LARGEST_PAGE bytes, and OSError as `open`
    does.
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
    """A stream of the file's bytes; a .gz file is decompressed on the fly."""
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(_Expanded(path), MIB)
    return io.BufferedReader(io.FileIO(path), MIB)


class _Expanded(io.RawIOBase):
    """The decompressed bytes of a gzip file; raises UnreadableFile for a decompression bomb."""

    def __init__(self, path: Path) -> None:
        self._limit = max(LARGEST_PAGE, MAX_EXPANSION * path.stat().st_size)
        self._given = 0
        self._stream = gzip.GzipFile(path, "rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # read1: for a truncated file, the bytes before the cut are returned before the error is raised.
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > self._limit:
            raise UnreadableFile("gzip_bomb", limit=self._limit // MIB, ratio=MAX_EXPANSION)
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _text_lines(stream: io.BufferedReader, codec: str) -> Iterator[str]:
    """Lines that do not end in a single line feed.

    A line ends in two bytes in UTF-16, in four in UTF-32, and in a carriage return on the old Macintosh.
    """
    with io.TextIOWrapper(stream, encoding=codec, errors="replace") as text:
        for number, line in enumerate(iter(lambda: text.readline(LARGEST_PAGE), ""), start=1):
            _check_length(2 * len(line), number)
            yield line.removeprefix("\ufeff") if number == 1 else line


def _decode_line(line: bytes, codec: str) -> str:
    """A line as text. Files put together from several sources may change their encoding midway."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if codec in LEGACY or codec in NEIGHBOURS:
        return line.decode(codec, "replace")
    try:
        return decode(line)
    except UnreadableFile:
        return line.decode("utf-8", "replace")  # one bad line: only its own record is refused


def _check_length(size: int, number: int) -> None:
    """Raises UnreadableFile for a line that is too long to be a record."""
    if size > LARGEST_PAGE:
        raise UnreadableFile("line_too_long", line=number, limit=LARGEST_PAGE // MIB)
