"""Files and folders that the user may not read or write.

Root may do everything, so tests that run as root use another user.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from qa.service import Service
from tests import command_line
from tests.command_line import Done
from tests.serving import ROOT

NOBODY = 65_534

Run = Callable[..., Done]


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """An index with two generations, in a folder of the user who runs the commands.

    It is not in pytest's own folders, as these are closed to others.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        (folder / "articles" / "one.txt").write_text("太原是产业首脑。", "utf-8")
        service = Service(folder / "home", model="hashing")
        service.rebuild([folder / "articles"])
        (folder / "articles" / "two.txt").write_text("吕梁成为支点。", "utf-8")
        service.rebuild()
        give(folder)
        yield folder / "home"


@pytest.fixture
def home(built: Path) -> Iterator[Path]:
    """A copy of the index, in which each test may take permissions away."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        shutil.copytree(built, home)
        give(Path(name))
        yield home
        for path in (home, home / "generations"):
            path.chmod(0o700)


def give(folder: Path) -> None:
    """Make the user who runs the commands the owner."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """A function that runs commands as a user who is bound by permissions."""
    user: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    # Root's own interpreter may be closed to others; the system's interpreter of the same version is not.
    system = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
    for python in filter(None, (sys.executable, system)):
        line, given = [python, "-m", command_line.__name__], {"cwd": ROOT, "env": environment, "text": True, **user}
        with suppress(PermissionError):
            if subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, **given).returncode == 0:
                with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **given) as process:
                    yield partial(command_line.run_by, process)
                return
    pytest.skip("the interpreter or this checkout is closed to other users")


def test_a_generation_with_any_unreadable_file_gives_way_to_the_one_before(home: Path, run: Run) -> None:
    for path in sorted((home / "generations" / "2").iterdir()):
        path.chmod(0)
        done = run("search", "太原产业", "--home", home)
        path.chmod(0o600)
        assert "太原是产业首脑。" in done.stdout, path
        assert "Permission denied" in done.stderr, path
        assert "generation 1 answers instead" in done.stderr, path


@pytest.mark.parametrize("options", [[], ["--full"]])
@pytest.mark.parametrize("name", ["articles.sqlite", "manifest.json", "vectors.bin"])
def test_a_rebuild_gets_out_of_it(home: Path, run: Run, name: str, options: list[str]) -> None:
    (home / "generations" / "2" / name).chmod(0)
    done = run("rebuild", *options, "--home", home, "--model", "hashing")
    assert done.returncode == 0, done.stderr
    assert run("verify", "--home", home).stdout == "the index is intact\n"
    assert "吕梁成为支点。" in run("search", "吕梁", "--home", home).stdout


@pytest.mark.parametrize("command", ["status", "verify", "rebuild"])
@pytest.mark.parametrize("place", [".", "CURRENT", "generations"])
def test_a_home_that_may_not_be_read_is_one_line(home: Path, run: Run, command: str, place: str) -> None:
    (home / place).chmod(0)
    done = run(command, "--home", home)
    if place == "CURRENT" and command == "rebuild":
        assert done.returncode == 0, done.stderr  # the unreadable file is replaced
        return
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("qa: ")
    assert "Permission denied" in line


def test_a_home_that_may_not_be_written_answers_and_says_why_it_is_not_rebuilt(home: Path, run: Run) -> None:
    home.chmod(0o500)
    done = run("rebuild", "--home", home)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "Permission denied" in line
    assert "吕梁成为支点。" in run("search", "吕梁", "--home", home).stdout
