"""Durable, verified reads and writes of files."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

import numpy as np
from numpy.lib.format import header_data_from_array_1_0, write_array_header_1_0
from numpy.typing import NDArray

from corpus.catalogue import system_reason
from index.errors import DamagedIndex

_CHUNK = 1 << 20
_PARSING = Lock()
"""NumPy parses a header as Python code, which in 3.11 sometimes fails if several threads do so at once."""


def write_file(path: Path, data: bytes | memoryview) -> None:
    """Write a new file and fsync it. Raises OSError if it is not complete on disk."""
    view = memoryview(data)
    with _opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
        while view:
            # A write may be partial, as on a nearly full disk; the next one then raises.
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
        if os.fstat(descriptor).st_size != len(data):
            raise OSError(errno.EIO, f"{os.fstat(descriptor).st_size} bytes arrived of {len(data)}", str(path))


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for writing in pieces, and fsync it at the end. Raises OSError."""
    with _opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
        with open(descriptor, "wb", closefd=False) as file:
            yield file
        os.fsync(descriptor)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file to a new one and fsync it. Raises OSError."""
    with source.open("rb") as file, _opened(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
        while chunk := file.read(_CHUNK):
            view = memoryview(chunk)
            while view:
                view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)


def sync(path: Path) -> None:
    """Fsync a file, or the entries of a folder."""
    with _opened(path, os.O_RDONLY) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """Open a file descriptor. Errors name the path, which the system's own errors for descriptors do not."""
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o644)  # otherwise Windows converts line ends
    try:
        yield descriptor
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(descriptor)


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file atomically: whatever happens, a reader sees the old bytes or the new ones."""
    temporary = path.with_name(path.name + ".new")
    write_file(temporary, data)
    temporary.replace(path)
    sync(path.parent)


def digest_file(path: Path) -> tuple[int, str]:
    """A file's size in bytes and its SHA-256 in hex."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()


def write_array(path: Path, array: NDArray[np.generic]) -> None:
    """Write an array to a new npy file, which contains no code, and fsync it. Raises OSError."""
    assert not array.dtype.hasobject
    array = np.ascontiguousarray(array)  # a large array is not copied if it is already contiguous
    with new_file(path) as file:
        write_array_header_1_0(file, header_data_from_array_1_0(array))
        file.write(array.data)


def read_array(path: Path) -> NDArray[np.generic]:
    """Read an npy file into memory: if a mapped file is truncated, touching its pages kills the process (SIGBUS)."""
    with _PARSING:
        array: NDArray[np.generic] = np.load(path, allow_pickle=False)
    return array


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of an npz file by name."""
    with _PARSING, np.load(path, allow_pickle=False) as arrays:
        return dict(arrays)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn errors about a missing or unreadable file or folder into DamagedIndex: another generation may be intact."""
    try:
        yield
    except FileNotFoundError:
        raise DamagedIndex("damage_missing", path=path) from None
    except OSError as error:
        raise DamagedIndex("damage_unreadable", path=path, reason=system_reason(error)) from None


def check_digest(path: Path, size: int, sha256: str) -> None:
    """Raises DamagedIndex if the file is missing, cannot be read, or differs in a single byte."""
    with reading(path):
        found = digest_file(path)
    if found != (size, sha256):
        raise DamagedIndex(
            "damage_changed",
            path=path,
            found_size=found[0],
            found_sha256=found[1][:12],
            size=size,
            sha256=sha256[:12],
        )
