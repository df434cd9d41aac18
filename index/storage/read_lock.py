"""A generation's folder that is being read stays until its last reader lets go."""

import fcntl
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from index.atomic_io import reading
from index.errors import DamagedIndex


class Hold:
    """A folder that is being read: its files stay while it is held. Let go of by `close`, or by dying.

    Raises DamagedIndex where the folder is not there, HomeUnusable.
    """

    def __init__(self, folder: Path) -> None:
        self._home = folder.parent.parent if folder.parent.name == "generations" else None
        self._descriptor: int | None = None
        with reading(folder):
            self._descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                self.close()
                raise DamagedIndex(f"{folder} is being removed") from None

    def close(self) -> None:
        """Let go; once more does no harm. The last reader of a retired generation removes it."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
            if self._home and not sys.is_finalizing():
                sweep(self._home)

    def __del__(self) -> None:
        # A replaced generation is let go of when the last query that reads it ends.
        self.close()


def sweep(home: Path) -> None:
    """Remove the files of retired generations that nobody reads."""
    for folder in sorted((home / "generations").glob("gone-*")):
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove_folder(folder)
            finally:
                os.close(descriptor)


def remove_folder(folder: Path) -> None:
    """Remove a folder that nobody reads, as far as that can be done; the next rebuild tries again."""
    shutil.rmtree(folder, ignore_errors=True)
