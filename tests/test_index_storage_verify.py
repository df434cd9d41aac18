"""The integrity check raises no false alarm and keeps its promises."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qa.service import Service

Write = Callable[..., Path]

KILLED = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA cache_size=1")
db.execute("BEGIN")
for number in range(200):
    db.execute("INSERT INTO made VALUES ('embedding x', ?, ?)", (b"%d" % number, b"0" * 5000))
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A transaction that is larger than its page cache writes to the file before it commits."""


@pytest.fixture
def service(tmp_path: Path, write: Write) -> Service:
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(one="忻州承载产业落地。", two="太原是产业首脑。")])
    return service


def flip(home: Path) -> None:
    """Change a byte of one cached vector."""
    with closing(sqlite3.connect(home / "cache.sqlite")) as db, db:
        row, value = db.execute("SELECT rowid, value FROM made").fetchone()
        changed = value[:40] + bytes([value[40] ^ 1]) + value[41:]
        db.execute("UPDATE made SET value = ? WHERE rowid = ?", (changed, row))


def test_the_journal_of_a_killed_process_is_no_damage(service: Service) -> None:
    cache = service.home / "cache.sqlite"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(cache)])
    assert killed.returncode == -signal.SIGKILL
    assert os.path.getsize(f"{cache}-journal") > 0  # noqa: PTH202 - the name is SQLite's
    assert service.verify() == []


def test_a_cache_that_is_being_written_is_no_damage(service: Service) -> None:
    with closing(sqlite3.connect(service.home / "cache.sqlite")) as db:
        db.execute("BEGIN EXCLUSIVE")
        assert service.verify() == []


def test_a_flipped_cached_vector_is_mended_by_the_next_rebuild_though_nothing_else_changed(service: Service) -> None:
    flip(service.home)
    assert any("next rebuild" in line for line in service.verify())
    report = service.rebuild()
    assert (report.published, report.embedded, report.reused) == (False, 1, 1)
    assert service.verify() == []
    assert service.rebuild(full=False).embedded == 0


def test_a_flipped_cached_vector_of_another_model_is_dropped_by_the_next_rebuild(
    service: Service, write: Write
) -> None:
    with closing(sqlite3.connect(service.home / "cache.sqlite")) as db, db:
        db.execute("INSERT INTO made SELECT 'embedding other', text, value FROM made")
    assert service.verify()
    write(three="吕梁成为支点。")
    assert service.rebuild().embedded == 1
    assert service.verify() == []


def test_a_flipped_byte_in_the_name_of_a_model_is_mended_too(service: Service) -> None:
    with closing(sqlite3.connect(service.home / "cache.sqlite")) as db, db:
        db.execute("UPDATE made SET maker = CAST(X'FF' || CAST(maker AS BLOB) AS TEXT) WHERE rowid = 1")
    assert service.verify()
    assert service.rebuild().embedded == 1
    assert service.verify() == []
