"""Finding the files that hold articles."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.errors import NothingToRead
from corpus.formats.registry import format_of, formats
from corpus.types import Skipped


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Skipped]]:
    """The readable files among and under the paths, sorted, each once; and what was passed over, and why.

    Hidden files and folders and the temporaries of editors are no one's articles and are not told.
    Raises NothingToRead for a path that does not exist and for a folder that holds no readable file.
    """
    found: dict[Path, Path] = {}
    skipped: list[Skipped] = []
    for path in paths:
        _check_exists(path)
        if path.is_dir():
            readable, passed = _look_into(path)
            if not readable:
                raise NothingToRead(_nothing_in(path, passed))
        else:
            readable, passed = _sorted_out([path])
        for file in readable:
            found.setdefault(file.resolve(), file)
        skipped += passed
    return sorted(found.values()), list(dict.fromkeys(skipped))


def printable(path: Path) -> str:
    """A path fit for a message: names in an old encoding are no valid text."""
    return os.fsencode(path).decode("utf-8", "replace")


def _check_exists(path: Path) -> None:
    """Raises NothingToRead for a path that is not there, or lies in a folder that may not be entered."""
    try:
        missing = "" if path.exists() else "does not exist"
    except OSError as error:
        missing = f"cannot be looked at ({error.strerror})"
    if missing:
        raise NothingToRead(f"{printable(path)} {missing}; expected a file or a folder of articles; check the name")


def _look_into(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """The readable files under a folder, and what was passed over."""
    closed: list[Skipped] = []
    readable, passed = _sorted_out(_files_under(folder, closed))
    return readable, closed + passed


def _files_under(folder: Path, closed: list[Skipped]) -> Iterator[Path]:
    """Every file under the folder that is not hidden, and not an index's own. Links are followed, but into each folder
    once: they may loop.

    Folders that may not be listed go to `closed`.
    """

    def refused(error: OSError) -> None:
        closed.append(
            Skipped(printable(Path(error.filename)), f"cannot be listed ({error.strerror}); allow reading it")
        )

    seen: set[Path] = set()
    for name, folders, files in os.walk(folder, followlinks=True, onerror=refused):
        here = Path(name)
        if here.resolve() in seen or _is_index(folders, files):
            folders.clear()
            continue
        seen.add(here.resolve())
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        yield from (here / file for file in sorted(files) if not file.startswith((".", "~$")))


def _is_index(folders: Sequence[str], files: Sequence[str]) -> bool:
    """Whether a folder that holds these is the home of an index, whose files are made of articles and are none."""
    return "generations" in folders and ("CURRENT" in files or "cache.sqlite" in files)


def _sorted_out(files: Iterable[Path]) -> tuple[list[Path], list[Skipped]]:
    """The files that have a reader, and the others with the reason."""
    readable: list[Path] = []
    skipped: list[Skipped] = []
    for file in files:
        try:
            strange = "" if file.is_file() else "is a link to nothing, a pipe or a device"
        except OSError as error:  # names can be listed in a folder that may not be entered
            strange = f"cannot be looked at ({error.strerror})"
        if strange:
            skipped.append(Skipped(printable(file), f"{strange}; expected a file"))
        elif not format_of(file):
            kind = f"the suffix {file.suffix}" if file.suffix else "no suffix"
            skipped.append(Skipped(printable(file), f"has {kind}; expected one of {formats()}"))
        else:
            readable.append(file)
    return readable, skipped


def _nothing_in(folder: Path, passed: list[Skipped]) -> str:
    """One line for a folder without articles."""
    name = printable(folder)
    if not passed:
        return f"{name} is empty; expected files that end in {formats()}; put articles there or name another folder"
    return (
        f"{name} holds no readable article, only {len(passed)} other files such as {Path(passed[0].path).name}; "
        f"expected files that end in {formats()}; put articles there or name another folder"
    )
