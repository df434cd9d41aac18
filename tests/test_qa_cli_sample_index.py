"""The sample is indexed by another process while the page is built."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import index.storage.reader
from index.errors import IndexingError, ModelUnavailable
from qa.cli.sample_index import index_sample_in_background
from qa.service import Service
from qa.sources import sample_folder


def test_an_empty_home_has_the_sample_when_it_was_waited_for(tmp_path: Path) -> None:
    index_sample_in_background(tmp_path / "home", "hashing")()
    assert Service(tmp_path / "home").status().paths == (str(sample_folder()),)


def test_what_is_indexed_already_stays_as_it_is(tmp_path: Path, write: Callable[..., Path]) -> None:
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(one="卡祖笛博物馆的文章。")])
    index_sample_in_background(tmp_path / "home", "hashing")()
    assert (service.status().generation, service.status().articles) == (1, 1)


def test_an_error_of_the_other_process_is_raised_here(tmp_path: Path) -> None:
    wait = index_sample_in_background(tmp_path / "home", f"sentence-transformers:{tmp_path}/none")
    with pytest.raises(ModelUnavailable):
        wait()


def test_the_other_process_ends_with_its_work_where_this_one_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from qa.cli.sample_index import index_sample_in_background\n"
        "if __name__ == '__main__':\n"
        "    index_sample_in_background(Path(sys.argv[1]), 'hashing'); print('begun', flush=True); time.sleep(60)\n"
    )
    script = tmp_path / "starts.py"
    script.write_text(code, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    # Every living process keeps the pipe open: the pipe ends once all have ended.
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "home")], stdout=subprocess.PIPE, env=environment
    ) as starting:
        assert starting.stdout is not None
        assert starting.stdout.readline() == b"begun\n"
        starting.send_signal(signal.SIGKILL)
        assert starting.stdout.read() == b""
    assert Service(tmp_path / "home").status().articles > 0


def test_a_process_that_ends_early_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.cli.sample_index._index_sample", os._exit)
    wait = index_sample_in_background(tmp_path / "home", "hashing")
    with pytest.raises(IndexingError, match="stopped early"):
        wait()


def test_a_warm_service_has_the_index_open(sample_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Service(tmp_path / "empty").warm()  # no error here: whoever asks is told that there is no index
    service = Service(sample_home)
    service.warm()
    monkeypatch.setattr(index.storage.reader, "open_index", lambda home: pytest.fail(f"{home} is opened again"))
    monkeypatch.setattr(index.storage.reader, "load_model", lambda manifest: pytest.fail("the model is loaded again"))
    assert service.ask("忻州承担什么角色？").answered
