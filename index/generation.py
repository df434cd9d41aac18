"""One state of the index: an immutable folder with a manifest, written beside the live one and switched by rename.

    HOME/CURRENT              the number of the live generation
    HOME/generations/7/       manifest.json, articles.sqlite, vectors.faiss, terms-*.npy, han.npy, readings.json
    HOME/generations/new/     one that is being written; nobody reads it

A reader checks every file against the manifest's SHA-256 before anything parses its bytes, because FAISS has no
checksum of its own.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import DamagedIndex, NoIndex
from index.files import check_digest, digest_file, reading, replace_file, sync, write_file

FORMAT = 1
"""Version of the folder's format. A reader refuses any other."""

MANIFEST = "manifest.json"
KEPT = 2
"""Generations that stay: the live one and one to fall back to."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and how it was made. `files` gives size and SHA-256 by file name."""

    format: int
    number: int
    created: str
    paths: tuple[str, ...]
    model: str
    fingerprint: str
    dim: int
    splitter: str
    store: str
    articles: int
    passages: int
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
        return cls(**{**body, "paths": tuple(body["paths"]), "files": files})


@dataclass(frozen=True, slots=True)
class Origin:
    """What a generation was made from: all that is needed to make it again."""

    paths: tuple[str, ...]
    model: str


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
    """An empty folder to write the next generation in; what a killed build left there is gone."""
    folder = home / "generations" / "new"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


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
    """Make the written folder the live generation, then remove those that are no longer needed."""
    write_manifest(folder, manifest)
    target = home / "generations" / str(manifest.number)
    folder.rename(target)
    sync(target.parent)
    replace_file(home / "CURRENT", f"{manifest.number}\n".encode())
    for number in list(_numbers(home))[KEPT:]:
        shutil.rmtree(home / "generations" / str(number), ignore_errors=True)


def next_number(home: Path) -> int:
    """The number of a generation that is yet to be written."""
    return max(_numbers(home), default=0) + 1


def current_number(home: Path) -> int:
    """The live generation's number. Raises NoIndex where nothing was built, DamagedIndex, HomeUnusable."""
    path = home / "CURRENT"
    with reading(path):
        text = path.read_bytes().strip() if path.exists() else None
    if text is None:
        raise NoIndex(
            f"there is no index in {home}: run qa rebuild FOLDER with your articles, or qa serve for a sample"
        )
    if not text.isdigit():
        raise DamagedIndex(f"{path} does not hold a number")
    return int(text)


def candidates(home: Path) -> Iterator[Path]:
    """The live generation's folder, then earlier ones to fall back to, latest first."""
    try:
        number = current_number(home)
    except DamagedIndex:
        number = max(_numbers(home), default=0)
    yield home / "generations" / str(number)
    yield from (home / "generations" / str(n) for n in _numbers(home) if n < number)


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
            return Origin(tuple(body["paths"]), str(body["model"]))
    raise DamagedIndex(f"no manifest in {home} is whole: run qa rebuild FOLDER with your articles")


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


def _numbers(home: Path) -> Iterator[int]:
    """Numbers of the written generations, latest first."""
    folder = home / "generations"
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return iter(sorted((int(name) for name in names if name.isdigit()), reverse=True))
