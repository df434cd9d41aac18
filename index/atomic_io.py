"""Bytes to disk and back, each step checked: what is written is there, what is read is what was written."""

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

from index.errors import DamagedIndex, HomeUnusable

_CHUNK = 1 << 20
_PARSING = Lock()
"""NumPy parses a header as Python, which in 3.11 fails at times where several threads do so at once."""


def write_file(path: Path, data: bytes | memoryview) -> None:
    """Write all of a new file and wait until the disk has it. Raises OSError where it does not."""
    view = memoryview(data)
    with _opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
        while view:
            # A write may be partial, as on a disk that is nearly full; the next one then raises.
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
        if os.fstat(descriptor).st_size != len(data):
            raise OSError(errno.EIO, f"{os.fstat(descriptor).st_size} bytes arrived of {len(data)}", str(path))


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file to write in parts; at the end the disk has it. Raises OSError where it does not."""
    with _opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
        with open(descriptor, "wb", closefd=False) as file:
            yield file
        os.fsync(descriptor)


def copy_file(source: Path, target: Path) -> None:
    """Write a new file with the bytes of another, and wait until the disk has it. Raises OSError where it does not."""
    with source.open("rb") as file, _opened(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
        while chunk := file.read(_CHUNK):
            view = memoryview(chunk)
            while view:
                view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    with _opened(path, os.O_RDONLY) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """A descriptor. What goes wrong with it names the path, which the system's errors on descriptors do not."""
    descriptor = os.open(path, flags | os.O_CLOEXEC, 0o644)
    try:
        yield descriptor
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(descriptor)


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes under a name so that a reader sees the old ones or the new ones, whatever happens."""
    beside = path.with_name(path.name + ".new")
    write_file(beside, data)
    beside.replace(path)
    sync(path.parent)


def digest_file(path: Path) -> tuple[int, str]:
    """A file's size in bytes and its SHA-256 in hex."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()


def write_array(path: Path, array: NDArray[np.generic]) -> None:
    """A new file in the npy format, which holds no code. Raises OSError where the disk does not have it."""
    assert not array.dtype.hasobject
    array = np.ascontiguousarray(array)  # no copy where it lies so already: one might be large
    with new_file(path) as file:
        write_array_header_1_0(file, header_data_from_array_1_0(array))
        file.write(array.data)


def read_array(path: Path) -> NDArray[np.generic]:
    """An npy file, mapped into memory; pages are read as they are needed."""
    with _PARSING:
        # A plain array of the same memory: each slice of a memmap would be one more, which takes time.
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of an npz file by their names."""
    with _PARSING, np.load(path, allow_pickle=False) as arrays:
        return dict(arrays)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raises DamagedIndex where a file is missing and HomeUnusable where it may not be read."""
    try:
        yield
    except FileNotFoundError:
        raise DamagedIndex(f"{path} is missing") from None
    except OSError as error:
        raise HomeUnusable(
            f"{path} cannot be read ({error.strerror}): allow reading it, or choose another folder with --home or QA_HOME"
        ) from None


def check_digest(path: Path, size: int, sha256: str) -> None:
    """Raises DamagedIndex where the file is missing or not, byte for byte, what was written; HomeUnusable."""
    with reading(path):
        found = digest_file(path)
    if found != (size, sha256):
        raise DamagedIndex(
            f"{path} has changed: {found[0]} bytes with SHA-256 {found[1][:12]}, not {size} with {sha256[:12]}"
        )
