"""Export an index to one tar file, and import it: the live generation, the uploads and the saved pages.

The file begins with a list of its contents, with sizes and SHA-256 digests. An import is neither opened nor put in
place until every file has been compared with the list.
"""

import hashlib
import json
import os
import secrets
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.catalogue import system_reason
from index.atomic_io import digest_file, new_file, replace_file, sync
from index.errors import DamagedIndex, HomeUnusable
from index.storage.generation import live_folder, switch
from index.storage.locks import writer_lock
from index.storage.manifest import MANIFEST, check_files, read_manifest, strays
from qa.errors import BackupUnusable

FORMAT = 1
LIST = "contents.json"
LARGEST_LIST = 64_000_000
FOLDERS = ("uploads", "pages")
"""Folders of the home to export with the live generation."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What was exported or imported. `size` is in bytes."""

    path: str
    home: str
    files: int
    size: int

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return {"path": self.path, "home": self.home, "files": self.files, "size": self.size}


def export_home(home: Path, file: Path) -> Backup:
    """Write the index in `home` to a tar file, which appears only when it is complete.

    Raises NoIndex, DamagedIndex for an index that is not intact, Busy during a rebuild, and HomeUnusable.
    """
    folder = live_folder(home)
    with _disk(file), writer_lock(home / "lock"):
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        names = [folder / name for name in (MANIFEST, *manifest.files)]
        names += [path for part in FOLDERS for path in sorted((home / part).rglob("*")) if _is_kept(path)]
        files = {path.relative_to(home).as_posix(): path for path in names}
        described = {name: digest_file(path) for name, path in files.items()}
        body = {
            "format": FORMAT,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "home": str(home),
            "generation": manifest.number,
            "files": described,
        }
        partial = file.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with new_file(partial) as out, tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                listed = json.dumps(body, ensure_ascii=False).encode()
                tar.addfile(_entry(LIST, len(listed)), BytesIO(listed))
                for name, path in files.items():
                    with path.open("rb") as source:
                        tar.addfile(_entry(name, described[name][0]), source)
            partial.replace(file)
            sync(file.parent)
        finally:
            partial.unlink(missing_ok=True)
    return Backup(str(file), str(home), len(files), sum(size for size, _ in described.values()))


def import_home(file: Path, home: Path) -> Backup:
    """Restore a tar file written by `export_home` into `home`, which must be missing or empty.

    Raises BackupUnusable if `home` is not empty, or the file is incomplete or contains anything else; and HomeUnusable.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BackupUnusable("backup_occupied", home=home)
    # An existing home may be a mount point: it cannot be replaced, and the folder that it is in may not be writable.
    inside, name = home.exists(), f".{home.name}-{secrets.token_hex(8)}.part"
    staged = home / name if inside else home.with_name(name)
    with _disk(home):
        try:
            staged.mkdir(parents=True, mode=0o700)
            body = _unpack(file, staged)
            _settle(staged, home, body)
            if inside:
                _move_up(staged)
            else:
                staged.rename(home)
                sync(home.parent)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    files = body["files"]
    return Backup(str(file), str(home), len(files), sum(size for size, _ in files.values()))


def _move_up(staged: Path) -> None:
    """Move what a folder holds into the folder that it is in; last the file that makes the index live."""
    home = staged.parent
    for path in sorted(staged.iterdir(), key=lambda path: path.name == "CURRENT"):
        path.rename(home / path.name)
        sync(home)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _is_kept(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Extract the listed files into the folder, compare them with the list, and return the list."""
    try:
        with file.open("rb") as source, tarfile.open(fileobj=source, mode="r:") as tar:
            body = _list(tar)
            left = dict(body["files"])
            for entry in islice(tar, 1, None):
                if not entry.isreg() or entry.name not in left:
                    raise BackupUnusable("backup_stray", name=entry.name)
                _write(tar, entry, folder / entry.name, left.pop(entry.name))
    except (tarfile.TarError, EOFError) as error:
        raise BackupUnusable("backup_broken", path=file, detail=error) from None
    if left:
        raise BackupUnusable("backup_missing", path=file, name=next(iter(left)))
    return body


def _list(tar: tarfile.TarFile) -> dict[str, Any]:
    """The contents list at the beginning, with every name checked. Raises BackupUnusable."""
    entry = tar.next()
    stream = tar.extractfile(entry) if entry and entry.name == LIST and entry.isreg() else None
    try:
        body = json.loads(stream.read(LARGEST_LIST)) if stream else {}
        known = body["format"] == FORMAT and isinstance(body["home"], str)
        files = {str(name): (int(size), str(sha256)) for name, (size, sha256) in body["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        known, files = False, {}
    if not known:
        raise BackupUnusable("backup_foreign", name=LIST)
    number = body.get("generation")
    for name in files:
        path = PurePosixPath(name)
        inside = path.parts[:1] in [(part,) for part in FOLDERS] or path.parts[:2] == ("generations", str(number))
        if not inside or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or str(path) != name:
            raise BackupUnusable("backup_stray", name=name)
    return {**body, "files": files}


def _write(tar: tarfile.TarFile, entry: tarfile.TarInfo, target: Path, expected: tuple[int, str]) -> None:
    source = tar.extractfile(entry)
    assert source is not None, "it is a regular file"
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with new_file(target) as out:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            if size > expected[0]:
                break
            out.write(chunk)
    if (size, digest.hexdigest()) != expected:
        raise BackupUnusable("backup_changed", name=entry.name)


def _settle(staged: Path, home: Path, body: Mapping[str, Any]) -> None:
    """Check the generation against its manifest, rewrite its paths for the new home, and make it live."""
    folder = staged / "generations" / str(body["generation"])
    try:
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        if manifest.number != body["generation"] or strays(folder, manifest):
            raise BackupUnusable("backup_stray", name=folder.name)
    except DamagedIndex as error:
        raise BackupUnusable(error.message) from None
    before = Path(body["home"])
    paths = tuple(
        str(home / Path(p).relative_to(before)) if Path(p).is_relative_to(before) else p for p in manifest.paths
    )
    moved = replace(manifest, paths=paths, oldest=manifest.number)
    replace_file(folder / MANIFEST, moved.to_bytes())
    for parent in (*(path for path in staged.rglob("*") if path.is_dir()), staged):
        sync(parent)
    switch(staged, moved.number, moved.to_bytes())


@contextmanager
def _disk(place: Path) -> Iterator[None]:
    """Turn disk errors into HomeUnusable."""
    try:
        yield
    except OSError as error:
        where = error.filename or place
        raise HomeUnusable("backup_disk", path=os.fspath(where), reason=system_reason(error)) from None
