"""The paths that an index was made from, and those that the next rebuild reads."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import corpus
from corpus.errors import NothingToRead
from index.errors import DamagedIndex, NoIndex
from index.storage.generation import read_origin
from index.storage.manifest import Origin
from index.storage.traces import Trace
from qa.settings import resolved


def chosen_paths(home: Path, paths: Iterable[str | Path], add: bool) -> list[Path]:
    """What a rebuild reads. Raises NothingToRead."""
    given = [resolved(path, NothingToRead) for path in paths]
    before = remembered(home) if add or not given else []
    if not (given or before):
        raise NothingToRead("no_paths")
    if given:
        before = [path for path in before if path != sample_folder()]
    return list(dict.fromkeys([*before, *given]))


def remembered(home: Path) -> list[Path]:
    """The paths of the last rebuild. Raises NothingToRead if one of them no longer exists."""
    origin = _origin(home)
    paths = [Path(path) for path in origin.paths] if origin else []
    gone = next((path for path in paths if not path.exists()), None)
    if gone:
        raise NothingToRead("path_gone", path=gone)
    return paths


def removed(home: Path) -> tuple[str, ...]:
    """Ids and sources that were removed and stay out."""
    origin = origin_if_any(home)
    return origin.removed if origin else ()


def traces(home: Path) -> dict[str, Trace]:
    """How articles that were removed by their ids are known again."""
    origin = origin_if_any(home)
    return origin.traces if origin else {}


def columns(home: Path) -> dict[str, str]:
    """Which key of a record holds which field, as the last rebuild was told."""
    origin = origin_if_any(home)
    return origin.columns if origin else {}


def origin_if_any(home: Path) -> Origin | None:
    """What the index was made from; None if there is no index or it is damaged: a rebuild repairs it."""
    with suppress(DamagedIndex):
        return _origin(home)
    return None


def _origin(home: Path) -> Origin | None:
    try:
        return read_origin(home)
    except NoIndex:
        return None


def sample_folder() -> Path:
    """The sample articles that come with the package."""
    return Path(corpus.__file__).resolve().parent / "sample"
