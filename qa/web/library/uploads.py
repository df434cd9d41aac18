"""Uploaded files: kept in a folder of the home, within limits, under names that cannot lead elsewhere."""

import os
import re
import secrets
import unicodedata
from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from threading import Lock

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
"""Where a file is sent: its bytes are the body, `?name=` is its name."""
FOLDER = "uploads"
PARTIAL = ".part"
NAME_BYTES = 255
"""Bytes of a file name, as many as file systems take; a partial file has a short name of its own."""
MEGABYTE = 1_000_000
DRAINED = MEGABYTE
"""Bytes of a refused file that are read and dropped, so that the sender hears the refusal."""


class UploadRefused(QAError):
    """A refused upload; nothing of it stays on the disk."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How much may be uploaded."""

    file: int = 50 * MEGABYTE
    total: int = 2_000 * MEGABYTE
    files: int = 2_000


USUAL = Quota()


class Uploads:
    """The folder of uploaded files. A file of the same name replaces the older one."""

    def __init__(self, home: Path, quota: Quota = USUAL) -> None:
        self.folder = home / FOLDER
        self.quota = quota
        self._lock = Lock()
        self._coming = 0

    def files(self) -> list[Path]:
        """The files, sorted by name, without partial ones."""
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if path.is_file() and not path.name.startswith("."))

    def remove(self, name: str) -> None:
        """Delete a file. Raises UploadRefused if there is none of that name."""
        path = next((path for path in self.files() if path.name == name), None)
        if path is None:
            raise UploadRefused("upload_unknown", name=name)
        path.unlink()

    async def take(self, name: str, length: int, body: AsyncIterator[bytes]) -> Path:
        """Save a file of `length` bytes. Raises UploadRefused and leaves the disk as it was."""
        name = checked_name(name)
        with self._room(name, length):
            target = self.folder / name
            try:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                with _partial(self.folder) as (path, file):
                    await _receive(file, length, body)
                    # Synced before it is renamed: a power failure leaves the whole file or none.
                    await to_thread(os.fsync, file.fileno())
                    path.replace(target)
                await to_thread(sync, self.folder)
            except OSError as error:
                raise UploadRefused("upload_unwritable", reason=system_reason(error)) from None
        return target

    def sweep(self) -> None:
        """Delete partial files left by a killed program, but not those still being received."""
        for path in self.folder.glob(f".*{PARTIAL}"):
            with suppress(OSError), path.open("rb") as file:
                lock_descriptor(file.fileno())
                path.unlink()

    def check(self, name: str, length: int) -> None:
        """Raises UploadRefused if a file of this name and length would be refused now."""
        with self._room(checked_name(name), length):
            pass

    @contextmanager
    def _room(self, name: str, length: int) -> Iterator[None]:
        """Reserve space for a file while it arrives. Raises UploadRefused if there is none."""
        with self._lock:
            there = {path.name: path.stat().st_size for path in self.files()}
            held = sum(size for other, size in there.items() if other != name)
            if not 0 < length <= self.quota.file:
                raise UploadRefused("upload_size", size=length / MEGABYTE, limit=self.quota.file / MEGABYTE)
            if name not in there and len(there) >= self.quota.files:
                raise UploadRefused("upload_count", limit=self.quota.files)
            if held + self._coming + length > self.quota.total:
                raise UploadRefused("upload_total", size=held / MEGABYTE, limit=self.quota.total / MEGABYTE)
            self._coming += length
        try:
            yield
        finally:
            with self._lock:
                self._coming -= length


def checked_name(name: str) -> str:
    """The name, fit for a file system. Raises UploadRefused for one that could lead elsewhere."""
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
    """Accept uploads: 201 with the name, or 4xx with a one-line reason."""

    async def receive(request: Request) -> Response:
        words = words_for(request.headers.get("accept-language", ""), request.cookies.get(CHOSEN, ""))
        length = request.headers.get("content-length", "")
        try:
            if not length.isdecimal():
                raise UploadRefused("upload_no_length")
            taken = await uploads.take(request.query_params.get("name", ""), int(length), request.stream())
        except UploadRefused as refusal:
            if length.isdecimal() and int(length) <= DRAINED:
                await request.body()  # or the sender, still sending, would not hear why
            return JSONResponse({"error": error_text(refusal, words)}, 400, {"connection": "close"})
        return JSONResponse({"name": taken.name}, 201)

    app.add_route(UPLOADS, receive, methods=["POST"])


@contextmanager
def _partial(folder: Path) -> Iterator[tuple[Path, FileIO]]:
    """A hidden file to write, deleted at the end unless it was renamed; its lock shows that it is in use."""
    path = folder / f".{secrets.token_hex(8)}{PARTIAL}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with FileIO(descriptor, "wb") as file:
        try:
            lock_descriptor(file.fileno(), wait=True)
            yield path, file
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)


async def _receive(file: FileIO, length: int, body: AsyncIterator[bytes]) -> None:
    written = 0
    try:
        async for piece in body:
            written += len(piece)
            if written > length:
                break
            _write(file, piece)
    except ClientDisconnect:
        written = -1
    if written != length:
        raise UploadRefused("upload_incomplete")


def _write(file: FileIO, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]
