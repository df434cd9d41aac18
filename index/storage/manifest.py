"""The manifest of a generation: what it contains, how it was made, and the SHA-256 of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.atomic_io import check_digest, digest_file, reading, sync, write_file
from index.errors import DamagedIndex, NoIndex
from index.storage.traces import Trace

FORMAT = 7
"""Version of the folder's format. A reader refuses any other."""

MANIFEST, DATABASE, VECTORS = "manifest.json", "articles.sqlite", "vectors.bin"
ABBREVIATIONS = "abbreviations.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation contains and how it was made. `files`: size and SHA-256 by file name.

    `oldest`: generations before this one contain deleted articles and must not answer. `removed`: the ids and sources
    that stay out. `traces`: see `index.storage.traces`. `columns`: see `corpus.formats.record_fields`. `recipe`: see
    `index.storage.fingerprints`. `inputs`: one digest of everything it was made from. `store`: the kind of store that
    holds the vectors; `store_choice`: the one requested, `auto` by default.
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
    store_choice: str
    articles: int
    passages: int
    files: dict[str, tuple[int, str]]
    traces: dict[str, Trace] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """JSON with a SHA-256 of its own body, so that the manifest can be checked too."""
        body = asdict(self)
        return json.dumps({"sha256": _digest(body), "body": body}, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes, path: Path) -> "Manifest":
        """Parse a manifest. Raises DamagedIndex, and NoIndex for an unsupported format."""
        body = manifest_body(data, path)
        if body["format"] != FORMAT:
            raise NoIndex("index_format", folder=path.parent, found=body["format"], expected=FORMAT)
        files = {name: (size, sha) for name, (size, sha) in body.pop("files").items()}
        lists = {name: tuple(body[name]) for name in ("paths", "removed")}
        return cls(**{**body, **lists, "files": files, "traces": traces_of(body)})


@dataclass(frozen=True, slots=True)
class Origin:
    """What a generation was made from: everything needed to make it again."""

    paths: tuple[str, ...]
    model: str
    store_choice: str
    removed: tuple[str, ...]
    traces: dict[str, Trace] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)


def traces_of(body: dict[str, Any]) -> dict[str, Trace]:
    """The traces in a manifest's body; older ones have none."""
    return {what: Trace(trace["title"], tuple(trace["marks"])) for what, trace in body.get("traces", {}).items()}


def describe(folder: Path) -> dict[str, tuple[int, str]]:
    """Fsync every file in a folder, and return its size and SHA-256 for the manifest."""
    described = {}
    for path in sorted(folder.iterdir()):
        sync(path)
        described[path.name] = digest_file(path)
    return described


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, which makes the folder a generation."""
    write_file(folder / MANIFEST, manifest.to_bytes())
    sync(folder)


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest. Raises DamagedIndex, NoIndex."""
    return Manifest.from_bytes(manifest_bytes(folder), folder / MANIFEST)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest. Raises DamagedIndex naming the first that differs."""
    for name, (size, sha256) in manifest.files.items():
        check_digest(folder / name, size, sha256)


def strays(folder: Path, manifest: Manifest) -> list[str]:
    """Names of files that are not in the manifest. No code reads them."""
    return sorted({path.name for path in folder.iterdir()} - {MANIFEST, *manifest.files})


def manifest_bytes(folder: Path) -> bytes:
    """The bytes of the folder's manifest. Raises DamagedIndex."""
    with reading(folder / MANIFEST):
        return (folder / MANIFEST).read_bytes()


def manifest_body(data: bytes, path: Path) -> dict[str, Any]:
    """The body of a manifest of any format. Raises DamagedIndex."""
    try:
        outer = json.loads(data)
        body, sha256 = outer["body"], outer["sha256"]
    except (ValueError, KeyError, TypeError):
        raise DamagedIndex("damage_manifest", path=path) from None
    if sha256 != _digest(body):
        raise DamagedIndex("damage_manifest_changed", path=path)
    return dict(body)


def _digest(body: object) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
