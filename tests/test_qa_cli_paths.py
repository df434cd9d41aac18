"""A file that a command cannot use is told in one line, before any work."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.service import Service
from tests.command_line import run


@pytest.fixture
def home(tmp_path: Path, write: Callable[..., Path]) -> Path:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="青石水库的文章。\n\n青石水库今年放水三次。")])
    return made.home


@pytest.mark.parametrize("command", ["export", "import"])
def test_a_backup_of_an_unknown_user(command: str, home: Path) -> None:
    done = run(command, "~no-such-user/a.tar", "--home", home)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith('qa: "~no-such-user/a.tar" is not a usable path')


def test_details_that_cannot_be_written(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(*_: object, **__: object) -> None:
        raise AssertionError("it was measured")

    monkeypatch.setattr("qa.evaluation.retrieval.evaluate_file", measured)
    done = run("eval", tmp_path / "gold.jsonl", "--home", home, "--details", tmp_path / "none" / "a.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written: No such file or directory" in " ".join(done.stderr.split())
