"""The paths that an index was built from, and those that the next rebuild reads."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import corpus
from corpus.errors import NothingToRead
from index.errors import DamagedIndex, NoIndex
from index.storage.generation import read_origin
from index.storage.manifest import Origin
from qa.settings import resolved

NO_ORIGIN = Origin(paths=(), model="", store_choice="", removed=())


def chosen_paths(home: Path, paths: Iterable[str | Path], add: bool) -> list[Path]:
    """The paths that a rebuild reads. Raises NothingToRead."""
    given = [resolved(path, NothingToRead) for path in paths]
    before = remembered(home) if add or not given else []
    if not (given or before):
        raise NothingToRead("no_paths")
    if given:
        before = [path for path in before if path != sample_folder()]
    return list(dict.fromkeys([*before, *given]))


def remembered(home: Path) -> list[Path]:
    """The paths of the last rebuild. Raises NothingToRead if one of them no longer exists, and DamagedIndex."""
    try:
        paths = [Path(path) for path in read_origin(home).paths]
    except NoIndex:
        return []
    gone = next((path for path in paths if not path.exists()), None)
    if gone:
        raise NothingToRead("path_gone", path=gone)
    return paths


def origin(home: Path) -> Origin:
    """What the index was built from; NO_ORIGIN if there is no index, or if it is damaged: a rebuild repairs it."""
    with suppress(DamagedIndex, NoIndex):
        return read_origin(home)
    return NO_ORIGIN


def sample_folder() -> Path:
    """The sample articles that come with the package."""
    return Path(corpus.__file__).resolve().parent / "sample"
