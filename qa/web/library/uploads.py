"""Uploaded files: kept in a subfolder of the index folder, within limits, under names that cannot lead out of it."""

import os
import re
import secrets
import unicodedata
from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from corpus.catalogue import system_reason
from corpus.errors import QAError
from corpus.formats.registry import format_of, suffixes
from index.atomic_io import sync
from index.storage.locks import lock_descriptor
from qa.web.i18n.error_messages import error_text
from qa.web.i18n.phrases import CHOSEN, words_for

UPLOADS = "/uploads"
"""The path to send files to: the body is the file's bytes, `?name=` its name."""
FOLDER = "uploads"
PARTIAL = ".part"
NAME_BYTES = 255
"""Maximum length of a file name in bytes: as long as file systems allow."""
MEGABYTE = 1_000_000
DRAINED = MEGABYTE
"""A refused file of at most this many bytes is still read, so that the client gets to see the answer."""


class UploadRefused(QAError):
    """A refused file; nothing of it stays on the disk."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Limits on uploads."""

    file: int = 50 * MEGABYTE
    total: int = 2_000 * MEGABYTE
    files: int = 2_000


USUAL = Quota()


class Uploads:
    """The folder of uploads. An upload with an existing name replaces that file: it is the newer version."""

    def __init__(self, home: Path, quota: Quota = USUAL) -> None:
        self.folder = home / FOLDER
        self.quota = quota
        self._arrived = 0
        """Bytes received of files that are still arriving; announced bytes reserve no space."""

    def files(self) -> list[Path]:
        """The files, sorted by name, without the partial ones, which are hidden."""
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if path.is_file() and not path.name.startswith("."))

    def remove(self, name: str) -> None:
        """Delete an uploaded file. Raises UploadRefused if there is none of that name."""
        path = next((path for path in self.files() if path.name == name), None)
        if path is None:
            raise UploadRefused("upload_unknown", name=name)
        path.unlink()

    async def take(self, name: str, length: int, body: AsyncIterator[bytes]) -> Path:
        """Write a file of `length` bytes. Raises UploadRefused; the disk is then unchanged."""
        name = checked_name(name)
        self._check(name, length)
        target = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with _partial(self.folder) as (path, file):
                with self._counted(name) as arrived:
                    await _receive(file, length, body, arrived)
                # On the disk before it gets its name: a power failure leaves the whole file or none.
                await to_thread(os.fsync, file.fileno())
                self._check(name, length)
                path.replace(target)
            await to_thread(sync, self.folder)
        except OSError as error:
            raise UploadRefused("upload_unwritable", reason=system_reason(error)) from None
        return target

    def sweep(self) -> None:
        """Delete partial files that were arriving when the program was killed, but not those still arriving."""
        for path in self.folder.glob(f".*{PARTIAL}"):
            with suppress(OSError), path.open("rb") as file:
                lock_descriptor(file.fileno())
                path.unlink()

    def check(self, name: str, length: int) -> None:
        """Raises UploadRefused if a file of this name and length would be refused now."""
        self._check(checked_name(name), length)

    def _check(self, name: str, length: int) -> None:
        there, held = self.files(), self._held_beside(name)
        if not 0 < length <= self.quota.file:
            raise UploadRefused("upload_size", size=length / MEGABYTE, limit=self.quota.file / MEGABYTE)
        if name not in {path.name for path in there} and len(there) >= self.quota.files:
            raise UploadRefused("upload_count", limit=self.quota.files)
        if held + self._arrived + length > self.quota.total:
            raise UploadRefused("upload_total", size=held / MEGABYTE, limit=self.quota.total / MEGABYTE)

    @contextmanager
    def _counted(self, name: str) -> Iterator[Callable[[int], None]]:
        """A function to call with the size of each piece that arrives. Raises UploadRefused above the total quota."""
        own, held = 0, self._held_beside(name)

        def arrived(size: int) -> None:
            nonlocal own
            own += size
            self._arrived += size
            if held + self._arrived > self.quota.total:
                raise UploadRefused("upload_total", size=held / MEGABYTE, limit=self.quota.total / MEGABYTE)

        try:
            yield arrived
        finally:
            self._arrived -= own

    def _held_beside(self, name: str) -> int:
        """Total bytes of the files with other names."""
        return sum(path.stat().st_size for path in self.files() if path.name != name)


def checked_name(name: str) -> str:
    """The file's name, normalised. Raises UploadRefused for one that could lead elsewhere."""
    name = unicodedata.normalize("NFC", name).strip()
    if (
        not name
        or name.startswith((".", "~"))
        or re.search(r'[/\\\x00-\x1f\x7f<>:"|?*\u2028\u2029\u202a-\u202e]', name)
    ):
        raise UploadRefused("upload_name", name=name[:80])
    try:
        size = len(os.fsencode(name))
    except UnicodeEncodeError:
        raise UploadRefused("upload_name_encoding") from None
    if size > NAME_BYTES:
        raise UploadRefused("upload_name_long", size=size, limit=NAME_BYTES)
    if not format_of(Path(name)):
        raise UploadRefused("upload_format", name=name, formats=suffixes())
    return name


def add_upload_route(app: FastAPI, uploads: Uploads) -> None:
    """Let the application accept files: 201 with the name, or 4xx with a line that says why not."""

    async def receive(request: Request) -> Response:
        words = words_for(request.headers.get("accept-language", ""), request.cookies.get(CHOSEN, ""))
        length, body = request.headers.get("content-length", ""), request.stream()
        try:
            if not length.isdecimal():
                raise UploadRefused("upload_no_length")
            taken = await uploads.take(request.query_params.get("name", ""), int(length), body)
        except UploadRefused as refusal:
            if length.isdecimal() and int(length) <= DRAINED:
                await drain(body)  # or the client, still sending, would not see the reason
            return JSONResponse({"error": error_text(refusal, words)}, 400, {"connection": "close"})
        return JSONResponse({"name": taken.name}, 201)

    app.add_route(UPLOADS, receive, methods=["POST"])


async def drain(body: AsyncIterator[bytes]) -> None:
    """Read the rest of a body and discard it."""
    with suppress(ClientDisconnect):
        async for _ in body:
            pass


@contextmanager
def _partial(folder: Path) -> Iterator[tuple[Path, FileIO]]:
    """A hidden file to write to, deleted at the end unless renamed; it is locked, to show that it is in use."""
    path = folder / f".{secrets.token_hex(8)}{PARTIAL}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with FileIO(descriptor, "wb") as file:
        try:
            lock_descriptor(file.fileno(), wait=True)
            yield path, file
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)


async def _receive(file: FileIO, length: int, body: AsyncIterator[bytes], arrived: Callable[[int], None]) -> None:
    written = 0
    try:
        async for piece in body:
            written += len(piece)
            if written > length:
                break
            arrived(len(piece))
            _write(file, piece)
    except ClientDisconnect:
        written = -1
    if written != length:
        raise UploadRefused("upload_incomplete")


def _write(file: FileIO, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]
