"""One state of the index: an immutable folder with a manifest, written beside the live one and switched by rename.

    HOME/CURRENT                 the number of the live generation and the SHA-256 of its manifest
    HOME/generations/7/          manifest.json, articles.sqlite, ledger.sqlite, vectors.faiss, terms-*.npy, han.npy,
                                 readings.json, reprints.json
    HOME/generations/new/        one that is being written; nobody reads it
    HOME/generations/gone-5/     one that nobody may open any more; it goes when its last reader lets go

A reader checks every file against the manifest's SHA-256 before anything parses its bytes, because FAISS has no
checksum of its own. It holds a shared lock on the folder for as long as it reads.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.errors import DamagedIndex, NoIndex
from index.files import check_digest, copy_file, digest_file, reading, replace_file, sync, write_file

FORMAT = 3
"""Version of the folder's format. A reader refuses any other."""

MANIFEST = "manifest.json"
KEPT = 2
"""Generations that stay: the live one and one to fall back to."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and how it was made. `files` gives size and SHA-256 by file name.

    `oldest`: earlier generations than this hold articles that are gone, and may answer no more. `removed`: the ids and
    sources that stay out. `recipe`: see `index.recipe`. `inputs`: one digest of all it was made from. `sample`: the
    SHA-256 of some passages, by id.
    """

    format: int
    number: int
    oldest: int
    created: str
    paths: tuple[str, ...]
    removed: tuple[str, ...]
    recipe: dict[str, str]
    inputs: str
    model: str
    fingerprint: str
    dim: int
    store: str
    articles: int
    passages: int
    sample: dict[str, str]
    files: dict[str, tuple[int, str]]

    def to_bytes(self) -> bytes:
        """JSON with a SHA-256 of its own body, so that the manifest too is checked before it is believed."""
        body = asdict(self)
        return json.dumps({"sha256": _digest(body), "body": body}, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes, path: Path) -> "Manifest":
        """The manifest, or DamagedIndex, or NoIndex where it is of a format that this version does not read."""
        body = _body(data, path)
        if body["format"] != FORMAT:
            raise NoIndex(
                f"{path.parent} has index format {body['format']}, this version reads {FORMAT}: run qa rebuild"
            )
        files = {name: (size, sha) for name, (size, sha) in body.pop("files").items()}
        return cls(**{**body, "paths": tuple(body["paths"]), "removed": tuple(body["removed"]), "files": files})


@dataclass(frozen=True, slots=True)
class Origin:
    """What a generation was made from: all that is needed to make it again."""

    paths: tuple[str, ...]
    model: str
    removed: tuple[str, ...]


def _body(data: bytes, path: Path) -> dict[str, Any]:
    try:
        outer = json.loads(data)
        body, sha256 = outer["body"], outer["sha256"]
    except (ValueError, KeyError, TypeError):
        raise DamagedIndex(f"{path} is not a manifest") from None
    if sha256 != _digest(body):
        raise DamagedIndex(f"{path} has changed: its body does not have the SHA-256 that it names")
    return dict(body)


def _digest(body: object) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def staging(home: Path) -> Path:
    """An empty folder to write the next generation in."""
    folder = home / "generations" / "new"
    remove_folder(folder)
    folder.mkdir(parents=True)
    return folder


def remove_folder(folder: Path) -> None:
    """Remove a folder that nobody reads, as far as that can be done; the next rebuild tries again."""
    shutil.rmtree(folder, ignore_errors=True)


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
            replace_file(home / "CURRENT", _pointer(number, _manifest_bytes(folder)))
            return number
    return next_number(home)


def describe(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of every file in a folder, for its manifest; each file is on disk afterwards."""
    described = {}
    for path in sorted(folder.iterdir()):
        sync(path)
        described[path.name] = digest_file(path)
    return described


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Complete a folder: with its manifest it is a generation."""
    write_file(folder / MANIFEST, manifest.to_bytes())
    sync(folder)


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


def _is_whole(folder: Path) -> bool:
    try:
        check_files(folder, read_manifest(folder))
    except (DamagedIndex, NoIndex):
        return False
    return True


def _pointer(number: int, manifest: bytes) -> bytes:
    """What CURRENT holds: with the digest, no other number can be taken for this one."""
    return f"{number} {hashlib.sha256(manifest).hexdigest()}\n".encode()


def is_built(home: Path) -> bool:
    """Whether there is, or was, an index. Raises HomeUnusable."""
    try:
        current(home)
    except NoIndex:
        return False
    except DamagedIndex:
        pass
    return True


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
    if _pointer(int(number), _manifest_bytes(folder)) != pointer:
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
        oldest = int(_body(_manifest_bytes(folder), folder / MANIFEST).get("oldest", 0))
        newest = int(folder.name)
    return (home / "generations" / str(n) for n in numbers(home) if oldest <= n <= newest)


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest. Raises DamagedIndex, NoIndex, HomeUnusable."""
    return Manifest.from_bytes(_manifest_bytes(folder), folder / MANIFEST)


def read_origin(home: Path) -> Origin:
    """What the latest generation with a whole manifest was made from, be its format of whatever version.

    Raises NoIndex where nothing was built and DamagedIndex where no manifest can be believed.
    """
    for folder in candidates(home):
        with suppress(DamagedIndex):
            body = _body(_manifest_bytes(folder), folder / MANIFEST)
            return Origin(tuple(body["paths"]), str(body["model"]), tuple(body.get("removed", ())))
    raise DamagedIndex(f"no manifest in {home} is whole: run qa rebuild FOLDER with your articles")


def lost_removals(home: Path) -> str:
    """What a person is told where no manifest is left that says what had been removed; empty where one is."""
    try:
        with suppress(NoIndex):
            read_origin(home)
    except DamagedIndex:
        return "which articles had been removed is not known any more: what should stay out has to be removed again"
    return ""


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest. Raises DamagedIndex naming the first that differs."""
    for name, (size, sha256) in manifest.files.items():
        check_digest(folder / name, size, sha256)


def strays(folder: Path, manifest: Manifest) -> list[str]:
    """Names of files that the manifest does not know. No code reads them, so they do no harm."""
    return sorted({path.name for path in folder.iterdir()} - {MANIFEST, *manifest.files})


def _manifest_bytes(folder: Path) -> bytes:
    with reading(folder / MANIFEST):
        return (folder / MANIFEST).read_bytes()


def numbers(home: Path) -> list[int]:
    """Numbers of the written generations, latest first."""
    folder = home / "generations"
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted((int(name) for name in names if name.isdigit()), reverse=True)
