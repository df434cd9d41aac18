"""Finding the files that hold articles."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.catalogue import Message, system_reason
from corpus.errors import NothingToRead
from corpus.formats.registry import format_of, suffixes
from corpus.types import Skipped


def find_files(paths: Iterable[Path], known: Collection[Path] = ()) -> tuple[list[Path], list[Skipped]]:
    """The readable files among and under the paths, sorted, each once; and what was passed over, and why.

    Hidden files and folders and the temporaries of editors are no one's articles and are not told.
    Raises NothingToRead for a path that does not exist, and for a folder that holds no readable file where the other
    paths hold none either. A `known` folder has been read before: its articles have been deleted, which is reported.
    """
    found: dict[Path, Path] = {}
    skipped: list[Skipped] = []
    wrong: list[NothingToRead] = []
    for path in paths:
        _check_exists(path)
        if path.is_dir():
            readable, passed = _look_into(path)
            if not readable:
                empty = _nothing_in(path, passed)
                skipped.append(Skipped(printable(path), empty.message))
                wrong += [] if path in known else [empty]
        else:
            readable, passed = _sorted_out([path])
        for file in readable:
            found.setdefault(file.resolve(), file)
        skipped += passed
    if wrong and not found:
        raise wrong[0]
    return sorted(found.values()), list(dict.fromkeys(skipped))


def printable(path: Path) -> str:
    """A path fit for a message: names in an old encoding are no valid text."""
    return os.fsencode(path).decode("utf-8", "replace")


def _check_exists(path: Path) -> None:
    """Raises NothingToRead for a path that is not there, or lies in a folder that may not be entered."""
    try:
        there = path.exists()
    except OSError as error:
        raise NothingToRead("path_inaccessible", path=printable(path), reason=system_reason(error)) from None
    if not there:
        raise NothingToRead("path_missing", path=printable(path))


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
        reason = Message("folder_unlistable", reason=system_reason(error))
        closed.append(Skipped(printable(Path(error.filename)), reason))

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
        reason = _why_unreadable(file)
        if reason is None:
            readable.append(file)
        else:
            skipped.append(Skipped(printable(file), reason))
    return readable, skipped


def _why_unreadable(file: Path) -> Message | None:
    """Why no reader takes the file; None where one does."""
    try:
        if not file.is_file():
            return Message("not_a_file")
    except OSError as error:  # names can be listed in a folder that may not be entered
        return Message("file_unreadable", reason=system_reason(error))
    return None if format_of(file) else unsupported(file)


def unsupported(file: Path) -> Message:
    """Why a file of this name has no reader."""
    if not file.suffix:
        return Message("no_suffix", formats=suffixes())
    return Message("unsupported_format", suffix=file.suffix, formats=suffixes())


def _nothing_in(folder: Path, passed: list[Skipped]) -> NothingToRead:
    """The error for a folder without articles."""
    name = printable(folder)
    if not passed:
        return NothingToRead("folder_empty", path=name, formats=suffixes())
    example = Path(passed[0].path).name
    return NothingToRead("folder_without_articles", path=name, count=len(passed), example=example, formats=suffixes())
