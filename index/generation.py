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
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import DamagedIndex, NoIndex
from index.files import check_digest, digest_file, replace_file, sync, write_file

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
        try:
            outer = json.loads(data)
            body, sha256 = outer["body"], outer["sha256"]
        except (ValueError, KeyError, TypeError):
            raise DamagedIndex(f"{path} is not a manifest") from None
        if sha256 != _digest(body):
            raise DamagedIndex(f"{path} has changed: its body does not have the SHA-256 that it names")
        if body["format"] != FORMAT:
            raise NoIndex(
                f"{path.parent} has index format {body['format']}, this version reads {FORMAT}: run qa rebuild --full"
            )
        files = {name: (size, sha) for name, (size, sha) in body.pop("files").items()}
        return cls(**{**body, "paths": tuple(body["paths"]), "files": files})


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
    """The live generation's number. Raises NoIndex where nothing was built, DamagedIndex where CURRENT is no number."""
    try:
        text = (home / "CURRENT").read_text("ascii").strip()
    except FileNotFoundError:
        raise NoIndex(
            f"there is no index in {home}: run qa rebuild FOLDER with your articles, or qa serve for a sample"
        ) from None
    except (UnicodeDecodeError, NotADirectoryError):
        text = ""
    if not text.isdigit():
        raise DamagedIndex(f"{home / 'CURRENT'} does not hold a number: run qa rebuild")
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
    """The folder's manifest. Raises DamagedIndex or NoIndex."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except OSError:
        raise DamagedIndex(f"{path} cannot be read") from None
    return Manifest.from_bytes(data, path)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest. Raises DamagedIndex naming the first that differs."""
    for name, (size, sha256) in manifest.files.items():
        check_digest(folder / name, size, sha256)
    extra = {path.name for path in folder.iterdir()} - {MANIFEST, *manifest.files}
    if extra:
        raise DamagedIndex(f"{folder} holds files that its manifest does not name: {', '.join(sorted(extra))}")


def _numbers(home: Path) -> Iterator[int]:
    """Numbers of the written generations, latest first."""
    folder = home / "generations"
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return iter(sorted((int(name) for name in names if name.isdigit()), reverse=True))
