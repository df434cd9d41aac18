"""One state of the index: an immutable folder with a manifest, written beside the live one and switched by rename.

    HOME/CURRENT                 the number of the live generation and the SHA-256 of its manifest
    HOME/generations/7/          manifest.json, articles.sqlite, ledger.sqlite, vectors.bin, terms-*.npy, han.npy,
                                 readings.json, reprints.json
    HOME/generations/new/        one that is being written; nobody reads it
    HOME/generations/gone-5/     one that nobody may open any more; it goes when its last reader lets go

A reader checks every file against the manifest's SHA-256 before anything parses its bytes, because FAISS has no
checksum of its own. It holds a shared lock on the folder for as long as it reads.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from index.atomic_io import check_digest, copy_file, reading, replace_file, sync
from index.dense.stores import AUTO
from index.errors import DamagedIndex, NoIndex
from index.storage.locks import remove_folder, sweep
from index.storage.manifest import (
    MANIFEST,
    Manifest,
    Origin,
    check_files,
    manifest_body,
    manifest_bytes,
    read_manifest,
    write_manifest,
)

KEPT = 2
"""Generations that stay: the live one and one to fall back to."""


def is_built(home: Path) -> bool:
    """Whether there is, or was, an index. Raises HomeUnusable."""
    try:
        current(home)
    except NoIndex:
        return False
    except DamagedIndex:
        pass
    return True


def numbers(home: Path) -> list[int]:
    """Numbers of the written generations, latest first."""
    folder = home / "generations"
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted((int(name) for name in names if name.isdigit()), reverse=True)


def next_number(home: Path) -> int:
    """The number of a generation that is yet to be written."""
    return max(numbers(home), default=0) + 1


def current(home: Path) -> bytes:
    """What CURRENT holds, be it right or wrong: as long as it is the same, so is the live generation.

    Raises NoIndex where nothing was built, DamagedIndex, HomeUnusable.
    """
    path = home / "CURRENT"
    with reading(path):
        if path.exists():
            return path.read_bytes()
    if any(numbers(home)):
        raise DamagedIndex(f"{path} is missing")
    raise NoIndex(f"there is no index in {home}: run qa rebuild FOLDER with your articles, or qa serve for a sample")


def live_folder(home: Path) -> Path:
    """The live generation's folder, whose manifest is the one that CURRENT names.

    Raises NoIndex where nothing was built, DamagedIndex, HomeUnusable.
    """
    pointer = current(home)
    number = pointer.partition(b" ")[0]
    if not number.isdigit():
        raise DamagedIndex(f"{home / 'CURRENT'} does not hold a number")
    folder = home / "generations" / str(int(number))
    if _pointer(int(number), manifest_bytes(folder)) != pointer:
        raise DamagedIndex(f"{home / 'CURRENT'} and {folder / MANIFEST} do not belong together")
    return folder


def candidates(home: Path) -> Iterator[Path]:
    """The live generation's folder, then earlier ones to fall back to, latest first; where CURRENT is damaged, all.

    Raises NoIndex where nothing was built, HomeUnusable.
    """
    newest, oldest = next_number(home), 0
    with suppress(DamagedIndex):
        folder = live_folder(home)
        # Of whatever format: what it was made from is known all the same.
        oldest = int(manifest_body(manifest_bytes(folder), folder / MANIFEST).get("oldest", 0))
        newest = int(folder.name)
    return (home / "generations" / str(n) for n in numbers(home) if oldest <= n <= newest)


def read_origin(home: Path) -> Origin:
    """What the latest generation with a whole manifest was made from, be its format of whatever version.

    Raises NoIndex where nothing was built and DamagedIndex where no manifest can be believed.
    """
    for folder in candidates(home):
        with suppress(DamagedIndex):
            body = manifest_body(manifest_bytes(folder), folder / MANIFEST)
            return Origin(
                tuple(body["paths"]),
                str(body["model"]),
                str(body.get("store_choice", AUTO)),
                tuple(body.get("removed", ())),
            )
    raise DamagedIndex(f"no manifest in {home} is whole: run qa rebuild FOLDER with your articles")


def lost_removals(home: Path) -> str:
    """What a person is told where no manifest is left that says what had been removed; empty where one is."""
    try:
        with suppress(NoIndex):
            read_origin(home)
    except DamagedIndex:
        return "which articles had been removed is not known any more: what should stay out has to be removed again"
    return ""


def staging(home: Path) -> Path:
    """An empty folder to write the next generation in."""
    folder = home / "generations" / "new"
    remove_folder(folder)
    folder.mkdir(parents=True)
    return folder


def publish(home: Path, folder: Path, manifest: Manifest) -> None:
    """Make the written folder the live generation."""
    write_manifest(folder, manifest)
    target = home / "generations" / str(manifest.number)
    folder.rename(target)
    sync(target.parent)
    sync(home)
    replace_file(home / "CURRENT", _pointer(manifest.number, manifest.to_bytes()))


def publish_copy(home: Path, manifest: Manifest) -> Manifest:
    """Publish the live generation once more under the next number, so that there is one to fall back to."""
    live, folder = home / "generations" / str(manifest.number), staging(home)
    for name, (size, sha256) in manifest.files.items():
        copy_file(live / name, folder / name)
        check_digest(folder / name, size, sha256)
    copied = replace(manifest, number=next_number(home))
    publish(home, folder, copied)
    return copied


def retire_unneeded(home: Path, live: Manifest) -> list[int]:
    """Take away the generations that are no longer needed; gives their numbers.

    The live one stays, and the latest one before it that is whole and holds nothing that is gone.
    """
    older = [number for number in numbers(home) if number < live.number]
    kept: list[int] = []
    for number in older:
        if len(kept) < KEPT - 1 and number >= live.oldest and _is_whole(home / "generations" / str(number)):
            kept.append(number)
    gone = [number for number in older if number not in kept]
    for number in gone:
        retire(home, number)
    return gone


def retire(home: Path, number: int) -> None:
    """Nobody can open this generation any more; its files go when nobody reads them. Raises OSError."""
    folder = home / "generations" / str(number)
    target = folder.with_name(f"gone-{number}")
    remove_folder(target)
    folder.rename(target)
    sync(target.parent)
    sweep(home)


def clear_leftovers(home: Path) -> None:
    """Remove what a killed rebuild left behind. Only the one writer may do this."""
    remove_folder(home / "generations" / "new")
    with suppress(OSError):
        (home / "CURRENT.new").unlink(missing_ok=True)
    try:
        live = int(live_folder(home).name)
    except NoIndex:
        live = 0
    except DamagedIndex:
        live = _mended(home)
    for number in [n for n in numbers(home) if n > live]:
        retire(home, number)
    sweep(home)


def _mended(home: Path) -> int:
    """Make the latest whole generation the live one where CURRENT leads to none; gives its number, or the highest.

    So a first build that was killed before its last step is complete.
    """
    for number in numbers(home):
        folder = home / "generations" / str(number)
        if _is_whole(folder):
            replace_file(home / "CURRENT", _pointer(number, manifest_bytes(folder)))
            return number
    return next_number(home)


def _is_whole(folder: Path) -> bool:
    try:
        check_files(folder, read_manifest(folder))
    except (DamagedIndex, NoIndex):
        return False
    return True


def _pointer(number: int, manifest: bytes) -> bytes:
    """What CURRENT holds: with the digest, no other number can be taken for this one."""
    return f"{number} {hashlib.sha256(manifest).hexdigest()}\n".encode()
