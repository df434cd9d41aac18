"""Finding the files that hold articles."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.catalogue import Message, system_reason
from corpus.errors import NothingToRead
from corpus.formats.registry import format_of, suffixes
from corpus.types import Skipped


def find_files(paths: Iterable[Path], known: Collection[Path] = ()) -> tuple[list[Path], list[Skipped]]:
    """The readable files among and under the paths, sorted and without duplicates, and what was skipped and why.

    Hidden files and folders and editors' temporary files are ignored and not reported.
    Raises NothingToRead for a path that does not exist, and for a folder without readable files if the other paths
    have none either. A `known` folder has been read before: if it is empty now, its articles have been deleted, which
    is reported but not an error.
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
    """The path as text for a message; names in a legacy encoding get replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def _check_exists(path: Path) -> None:
    """Raises NothingToRead for a path that does not exist, or that is in a folder without access."""
    try:
        there = path.exists()
    except OSError as error:
        raise NothingToRead("path_inaccessible", path=printable(path), reason=system_reason(error)) from None
    if not there:
        raise NothingToRead("path_missing", path=printable(path))


def _look_into(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """The readable files under a folder, and what was skipped."""
    closed: list[Skipped] = []
    readable, passed = _sorted_out(_files_under(folder, closed))
    return readable, closed + passed


def _files_under(folder: Path, closed: list[Skipped]) -> Iterator[Path]:
    """Every file under the folder, except hidden files and those of an index.

    Links are followed, but each folder is entered only once, as links may loop. Folders that cannot be listed are
    added to `closed`.
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
    """Whether a folder with these entries is an index folder, whose files are made from articles but are none."""
    return "generations" in folders and ("CURRENT" in files or "cache.sqlite" in files)


def _sorted_out(files: Iterable[Path]) -> tuple[list[Path], list[Skipped]]:
    """The files that have a reader, and the others with the reason why they are skipped."""
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
    """Why the file cannot be read; None if there is a reader for it."""
    try:
        if not file.is_file():
            return Message("not_a_file")
    except OSError as error:  # a folder that cannot be entered may still list its names
        return Message("file_unreadable", reason=system_reason(error))
    return None if format_of(file) else unsupported(file)


def unsupported(file: Path) -> Message:
    """Why a file with this name has no reader."""
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
