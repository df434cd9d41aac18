"""Engines that run in process for tests: Qdrant's client in local mode, and the core of its server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def _local_mode(_folder: Path) -> Any:
    client = pytest.importorskip("qdrant_client", reason="the extra qdrant is not installed")
    return client.QdrantClient(":memory:")


def _core(folder: Path) -> Any:
    pytest.importorskip("qdrant_client", reason="the extra qdrant is not installed")
    pytest.importorskip("qdrant_edge", reason="qdrant-edge-py is not installed")
    from tests.qdrant_edge_client import EdgeClient

    folder.mkdir()
    return EdgeClient(folder)


QUIET = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]
"""The local mode's warnings about features that it lacks."""
CLIENTS: dict[str, Callable[[Path], Any]] = {"local mode": _local_mode, "core": _core}


def start(kind: str, folder: Path, patch: pytest.MonkeyPatch) -> Any:
    """Create a client of this kind and return it for every Qdrant address."""
    client = CLIENTS[kind](folder)
    patch.setattr("index.distributed.qdrant._client", lambda _host, _port: client)
    return client
