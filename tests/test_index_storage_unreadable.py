"""Files that become unreadable, in a rebuild and under a running process."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.storage.embedding_cache import Cache
from index.storage.generation import live_folder
from qa.service import Service

Write = Callable[..., Path]

ASKED = """
import sys
from corpus.errors import QAError
from qa.service import Service

service = Service(sys.argv[1], model="hashing")
for query in sys.stdin:
    try:
        hits = service.search(query.strip(), 5)
        print("found", *(hit.passage.text for hit in hits), service.notice(), flush=True)
    except QAError as error:
        print("error", error, flush=True)
"""


@pytest.fixture
def home(tmp_path: Path, write: Write) -> Path:
    """An index with two generations, whose files have several pages."""
    service = Service(tmp_path / "home", model="hashing")
    filler = "".join(f"第{n}号项目在忻州第{n}街开工。" for n in range(3_000))
    service.rebuild([write(one=filler, two="太原是产业首脑。")])
    service.rebuild([write(three="吕梁成为支点。")])
    return service.home


@pytest.fixture
def ask(home: Path) -> Iterator[Callable[[str], str]]:
    """A function that asks a process that has the index open, and returns the line it answers."""
    process = subprocess.Popen(
        [sys.executable, "-c", ASKED, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout

    def asked(query: str) -> str:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{query}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, f"the process has ended: {process.poll()}"
        return line

    yield asked
    process.stdin.close()
    process.stdout.close()
    process.wait(timeout=60)


@pytest.mark.parametrize("size", [0, 4096])
def test_files_cut_short_under_a_running_process_do_not_kill_it(
    home: Path, ask: Callable[[str], str], size: int
) -> None:
    assert "太原是产业首脑。" in ask("太原产业")
    for path in live_folder(home).iterdir():
        os.truncate(path, min(size, path.stat().st_size))
    for query in ("吕梁支点", "忻州项目开工", "太原产业", "第2999号项目", "沁县"):
        assert ask(query).startswith("found")
    assert "generation 1 answers instead" in ask("太原产业")


def test_arrays_cut_short_under_a_running_process_change_nothing(home: Path, ask: Callable[[str], str]) -> None:
    assert "吕梁成为支点。" in ask("吕梁支点")
    for path in live_folder(home).glob("*.npy"):
        os.truncate(path, 0)
    for query in ("吕梁支点", "忻州项目开工", "太原产业", "第2999号项目", "沁县"):
        assert ask(query).startswith("found")
    assert "吕梁成为支点。" in ask("吕梁支点")


def test_bytes_changed_under_a_running_process_are_seen(home: Path, ask: Callable[[str], str]) -> None:
    assert "太原是产业首脑。" in ask("太原产业")
    path = live_folder(home) / "articles.sqlite"
    path.write_bytes(path.read_bytes().replace("太原是产业首脑".encode(), "太原是产业尾巴".encode()))
    answer = ask("太原产业")
    assert "太原是产业首脑。" in answer
    assert "generation 1 answers instead" in answer


@pytest.mark.parametrize("full", [True, False])
def test_an_empty_folder_in_the_place_of_current_is_mended_by_a_rebuild(home: Path, full: bool) -> None:
    (home / "CURRENT").unlink()
    (home / "CURRENT").mkdir()
    Service(home, model="hashing").rebuild(full=full)
    assert Service(home).search("吕梁")[0].passage.text == "吕梁成为支点。"
    assert Service(home).verify() == []


def test_a_cache_that_cannot_be_opened_is_replaced_by_a_full_rebuild(home: Path) -> None:
    (home / "cache.sqlite").unlink()
    (home / "cache.sqlite").mkdir()
    report = Service(home, model="hashing").rebuild(full=True)
    assert report.embedded == report.passages
    assert (home / "cache.sqlite").is_file()
    with Cache(home / "cache.sqlite") as cache:
        assert cache.pruned_for()
