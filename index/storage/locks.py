"""Locks: one writer at a time, and a generation's folder stays until its last reader closes it.

Only this module uses `fcntl`.
"""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from index.atomic_io import reading
from index.errors import Busy, DamagedIndex

if sys.platform != "win32":
    import fcntl


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the lock that only one writer can hold. Raises Busy, naming the holder, if another process has it.

    The system releases a dead process's lock, so nothing is ever left locked. A file beside it names the holder,
    because a locked file cannot be read on Windows.
    """
    from filelock import FileLock, Timeout

    lock, holder = FileLock(path), path.with_name(f"{path.name}.holder")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise _busy(_read(holder)) from None
    try:
        started = datetime.now().astimezone().isoformat(" ", "seconds")
        holder.write_text(f"{os.getpid()}\n{platform.node()}\n{started}")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _busy(holder: str) -> Busy:
    """The error for the text of the holder's file, which is missing or empty until the holder has written it."""
    process, _, place = holder.partition("\n")
    host, _, since = place.partition("\n")
    return Busy("busy", process=process, host=host, since=since) if since else Busy("busy_unknown")


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


class ReadLock:
    """Keeps a folder's files from being removed until `close`, or until the process ends.

    Raises DamagedIndex if the folder is missing or cannot be read. Windows needs no lock: open files cannot be removed
    there.
    """

    def __init__(self, folder: Path) -> None:
        self._home = folder.parent.parent if folder.parent.name == "generations" else None
        self._descriptor: int | None = None
        if sys.platform == "win32":
            return
        with reading(folder):
            self._descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                self.close()
                raise DamagedIndex("damage_retired", folder=folder) from None

    def close(self) -> None:
        """Release the folder; safe to call twice. The last reader of a retired generation removes it."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
            if self._home and not sys.is_finalizing():
                sweep(self._home)

    def __del__(self) -> None:
        # A replaced generation is released when the last query that reads it ends.
        self.close()


def lock_descriptor(descriptor: int, *, wait: bool = False) -> None:
    """Lock an open file or folder until it is closed. Raises BlockingIOError if it is locked and `wait` is False.

    Does nothing on Windows, where open files cannot be removed.
    """
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def sweep(home: Path) -> None:
    """Remove the files of retired generations that nobody reads."""
    for folder in sorted((home / "generations").glob("gone-*")):
        if sys.platform == "win32":
            remove_folder(folder)
            continue
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                lock_descriptor(descriptor)
                remove_folder(folder)
            finally:
                os.close(descriptor)


def remove_folder(folder: Path) -> None:
    """Remove a folder that nobody reads, or a file in its place, as far as possible; the next rebuild tries again."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        folder.unlink(missing_ok=True)
