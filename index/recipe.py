"""By what an index is made: one fingerprint for each step, which changes whenever what the step makes may change.

They are taken from the sources themselves and the libraries under them, so none can be forgotten.
"""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import corpus
from corpus.split import SPLITTER

_READING = ("trafilatura", "lxml", "pypdf", "python-docx", "opencc")
_FOLDING = ("opencc",)
_CORPUS, _INDEX = Path(corpus.__file__).parent, Path(__file__).parent
_TOKENISER = [_INDEX / "tokens.py", _INDEX / "terms.py", _CORPUS / "fold.py", _CORPUS / "folded.py"]


def _fingerprint(sources: list[Path], libraries: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
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
    return {
        "reader": _fingerprint(sorted(_CORPUS.glob("*.py")), _READING),
        "splitter": SPLITTER,
        "tokeniser": _fingerprint(_TOKENISER, _FOLDING),
        "tables": _fingerprint(sorted(_INDEX.glob("*.py")), ("faiss-cpu", "pypinyin")),
    }
