"""Generations: immutable folders with a manifest, each written next to the live one and made live by a rename.

    HOME/CURRENT                 the number of the live generation and the SHA-256 of its manifest
    HOME/generations/7/          manifest.json, articles.sqlite, vectors.bin, terms-*.npy, han.npy, readings.json,
                                 reprints.json, abbreviations.json
    HOME/generations/new/        the one being written; nobody reads it
    HOME/generations/gone-5/     a retired one; nobody may open it, and it is removed when its last reader closes it

A reader checks every file against the manifest's SHA-256 before anything parses it, because FAISS has no checksum of
its own. It holds a shared lock on the folder while it reads.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.catalogue import Message, system_reason
from index.atomic_io import check_digest, copy_file, replace_file, sync
from index.dense.stores import AUTO
from index.errors import DamagedIndex, HomeUnusable, NoIndex
from index.storage.locks import remove_folder, sweep
from index.storage.manifest import (
    MANIFEST,
    Manifest,
    Origin,
    check_files,
    manifest_body,
    manifest_bytes,
    read_manifest,
    traces_of,
    write_manifest,
)

KEPT_GENERATIONS = 2
"""The live generation, and one to fall back to."""


def is_built(home: Path) -> bool:
    """Whether an index was ever built here, readable or not."""
    try:
        current(home)
    except NoIndex:
        return False
    except (DamagedIndex, HomeUnusable):
        pass
    return True


def numbers(home: Path) -> list[int]:
    """Numbers of the complete generations, newest first. Raises HomeUnusable."""
    folder = home / "generations"
    try:
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    except OSError as error:
        raise _unreadable(folder, error) from None
    return sorted((int(name) for name in names if name.isdigit()), reverse=True)


def next_number(home: Path) -> int:
    """The number of the next generation to write."""
    return max(numbers(home), default=0) + 1


def current(home: Path) -> bytes:
    """The bytes of CURRENT, valid or not; as long as they stay the same, so does the live generation.

    Raises NoIndex if nothing was built, DamagedIndex, HomeUnusable.
    """
    path = home / "CURRENT"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _unreadable(path, error) from None
    if any(numbers(home)):
        raise DamagedIndex("damage_missing", path=path)
    raise NoIndex("no_index", home=home)


def _unreadable(path: Path, error: OSError) -> HomeUnusable:
    return HomeUnusable("home_unreadable", path=path, reason=system_reason(error))


def live_folder(home: Path) -> Path:
    """The live generation's folder, after checking that CURRENT matches its manifest.

    Raises NoIndex if nothing was built, DamagedIndex, HomeUnusable.
    """
    pointer = current(home)
    number = pointer.partition(b" ")[0]
    if not number.isdigit():
        raise DamagedIndex("damage_pointer", path=home / "CURRENT")
    folder = home / "generations" / str(int(number))
    if _pointer(int(number), manifest_bytes(folder)) != pointer:
        raise DamagedIndex("damage_mismatch", path=home / "CURRENT", manifest=folder / MANIFEST)
    return folder


def candidates(home: Path) -> Iterator[Path]:
    """The live generation's folder, then those to fall back to, newest first; if CURRENT is damaged, all of them.

    Raises NoIndex if nothing was built, HomeUnusable.
    """
    newest, oldest = next_number(home), 0
    with suppress(DamagedIndex, HomeUnusable):
        folder = live_folder(home)
        # Whatever its format, the manifest says what it was made from.
        oldest = int(manifest_body(manifest_bytes(folder), folder / MANIFEST).get("oldest", 0))
        newest = int(folder.name)
    return (home / "generations" / str(n) for n in numbers(home) if oldest <= n <= newest)


def read_origin(home: Path) -> Origin:
    """What the newest generation with an intact manifest was made from, whatever its format.

    Raises NoIndex if nothing was built, and DamagedIndex if no manifest is intact.
    """
    for folder in candidates(home):
        with suppress(DamagedIndex):
            body = manifest_body(manifest_bytes(folder), folder / MANIFEST)
            return Origin(
                tuple(body["paths"]),
                str(body["model"]),
                str(body.get("store_choice", AUTO)),
                tuple(body.get("removed", ())),
                traces_of(body),
                dict(body.get("columns", {})),
            )
    raise DamagedIndex("no_manifest", home=home)


def lost_removals(home: Path) -> Message | None:
    """A message that the list of removed articles is lost, if no intact manifest has it; otherwise None."""
    try:
        with suppress(NoIndex):
            read_origin(home)
    except DamagedIndex:
        return Message("removals_lost")
    return None


def staging(home: Path) -> Path:
    """An empty folder for the next generation."""
    folder = home / "generations" / "new"
    remove_folder(folder)
    folder.mkdir(parents=True)
    return folder


def publish(home: Path, folder: Path, manifest: Manifest) -> None:
    """Make a complete folder the live generation."""
    write_manifest(folder, manifest)
    target = home / "generations" / str(manifest.number)
    folder.rename(target)
    sync(target.parent)
    sync(home)
    switch(home, manifest.number, manifest.to_bytes())


def publish_copy(home: Path, manifest: Manifest) -> Manifest:
    """Publish a copy of the live generation under the next number, so that there is one to fall back to."""
    live, folder = home / "generations" / str(manifest.number), staging(home)
    for name, (size, sha256) in manifest.files.items():
        copy_file(live / name, folder / name)
        check_digest(folder / name, size, sha256)
    copied = replace(manifest, number=next_number(home))
    publish(home, folder, copied)
    return copied


def retire_unneeded(home: Path, live: Manifest) -> list[int]:
    """Retire the generations that are no longer needed, and return their numbers.

    The live one stays, and the newest one before it that is intact and contains no deleted article.
    """
    older = [number for number in numbers(home) if number < live.number]
    fallback: list[int] = []
    for number in older:
        if (
            len(fallback) < KEPT_GENERATIONS - 1
            and number >= live.oldest
            and _is_intact(home / "generations" / str(number))
        ):
            fallback.append(number)
    retired = [number for number in older if number not in fallback]
    for number in retired:
        retire(home, number)
    return retired


def retire(home: Path, number: int) -> None:
    """Make this generation unavailable to new readers, and remove it once nobody reads it. Raises OSError."""
    folder = home / "generations" / str(number)
    target = folder.with_name(f"gone-{number}")
    remove_folder(target)
    folder.rename(target)
    sync(target.parent)
    sweep(home)


def clear_leftovers(home: Path) -> None:
    """Remove what a killed rebuild left behind. Only the holder of the writer's lock may call this."""
    remove_folder(home / "generations" / "new")
    with suppress(OSError):
        (home / "CURRENT.new").unlink(missing_ok=True)
    try:
        live = int(live_folder(home).name)
    except NoIndex:
        live = 0
    except (DamagedIndex, HomeUnusable):  # a pointer that cannot be read can still be replaced
        live = _repair_current(home)
    for number in [n for n in numbers(home) if n > live]:
        retire(home, number)
    sweep(home)


def _repair_current(home: Path) -> int:
    """Make the newest intact generation the live one, and return its number; if there is none, the next number.

    This also completes a first build that was killed just before its last step.
    """
    for number in numbers(home):
        folder = home / "generations" / str(number)
        if _is_intact(folder):
            switch(home, number, manifest_bytes(folder))
            return number
    return next_number(home)


def _is_intact(folder: Path) -> bool:
    try:
        check_files(folder, read_manifest(folder))
    except (DamagedIndex, NoIndex):
        return False
    return True


def switch(home: Path, number: int, manifest: bytes) -> None:
    """Make CURRENT name a generation."""
    path = home / "CURRENT"
    if path.is_dir():
        path.rmdir()  # an empty folder in its place; one with files is not ours to delete
    replace_file(path, _pointer(number, manifest))


def _pointer(number: int, manifest: bytes) -> bytes:
    """The content of CURRENT; its digest ties the number to the manifest."""
    return f"{number} {hashlib.sha256(manifest).hexdigest()}\n".encode()
