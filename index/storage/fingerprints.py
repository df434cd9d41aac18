"""How an index was made: a fingerprint for each step, which changes whenever its output may change.

Fingerprints are hashes of the sources themselves and of the versions of libraries, so no change can be forgotten.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import corpus
import index
from corpus.text.passages import SPLITTER

_READING = tuple(
    "trafilatura lxml pypdf python-docx python-pptx openpyxl striprtf warcio rapidocr-onnxruntime pypdfium2 opencc".split()
)
_FOLDING = ("opencc",)
_CORPUS, _INDEX = Path(corpus.__file__).parent, Path(index.__file__).parent
_TOKENISER = ("lexical/tokens.py", "lexical/number_terms.py", "lexical/terms.py")
_UNUSED = ("training", "reading")
"""Sub-packages of `index` that do not affect the tables."""


def sources(package: Path, without: tuple[str, ...] = ()) -> list[Path]:
    """Every Python file below a package, sorted; `without` names sub-packages to leave out."""
    found = (path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in without)
    return sorted(found)


def _fingerprint(root: Path, files: Iterable[Path], libraries: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for name in libraries:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()[:16]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


@cache
def recipe() -> dict[str, str]:
    """The fingerprint of each step, by name."""
    return made_by(_CORPUS, _INDEX)


def made_by(corpus_folder: Path, index_folder: Path) -> dict[str, str]:
    """The fingerprint of each step, for the sources in these two package folders."""
    folding = sources(corpus_folder / "text")
    return {
        "reader": _fingerprint(corpus_folder, sources(corpus_folder, ("sample",)), _READING),
        "splitter": SPLITTER,
        "tokeniser": _fingerprint(
            corpus_folder.parent, [*(index_folder / name for name in _TOKENISER), *folding], _FOLDING
        ),
        "tables": _fingerprint(index_folder, sources(index_folder, _UNUSED), ("faiss-cpu", "pypinyin")),
    }
