"""Files and folders that the user may not read or write. Root may do everything, so root's tests are another user's."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from qa.service import Service
from tests.serving import ROOT

NOBODY = 65_534

EACH_FILE = """
import sys
from pathlib import Path
from index.storage.generation import live_folder
from qa.service import Service

for path in sorted(live_folder(Path(sys.argv[1])).iterdir()):
    path.chmod(0)
    service = Service(sys.argv[1], model="hashing")
    print(path.name, service.search("太原产业")[0].passage.text, service.notice())
    path.chmod(0o600)
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home() -> Iterator[Path]:
    """Two generations in a folder of the user who runs the commands; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name), Path(name) / "home"
        (folder / "articles").mkdir()
        (folder / "articles" / "one.txt").write_text("太原是产业首脑。", "utf-8")
        service = Service(home, model="hashing")
        service.rebuild([folder / "articles"])
        (folder / "articles" / "two.txt").write_text("吕梁成为支点。", "utf-8")
        service.rebuild()
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield home
        for path in (home, home / "generations"):
            path.chmod(0o700)


@pytest.fixture
def run() -> Run:
    """Runs Python as a user whom permissions bind."""
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    # Root's own interpreter may be closed to others; the system's of the same version is not.
    system = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}

    def with_interpreter(python: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        line = [python, *map(str, arguments)]
        return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120, **user)  # type: ignore[call-overload, no-any-return]

    for python in filter(None, (sys.executable, system)):
        with suppress(PermissionError):
            if with_interpreter(python, "-c", "import qa.service").returncode == 0:
                return partial(with_interpreter, python)
    pytest.skip("the interpreter or this checkout is closed to other users")


def test_a_generation_with_any_unreadable_file_gives_way_to_the_one_before(home: Path, run: Run) -> None:
    names = {path.name for path in (home / "generations" / "2").iterdir()}
    done = run("-c", EACH_FILE, home)
    lines = done.stdout.splitlines()
    assert {line.split()[0] for line in lines} == names, done.stderr
    for line in lines:
        assert "太原是产业首脑。" in line
        assert "Permission denied" in line
        assert "generation 1 answers instead" in line


@pytest.mark.parametrize("options", [[], ["--full"]])
@pytest.mark.parametrize("name", ["articles.sqlite", "manifest.json", "vectors.bin"])
def test_a_rebuild_gets_out_of_it(home: Path, run: Run, name: str, options: list[str]) -> None:
    (home / "generations" / "2" / name).chmod(0)
    done = run("-m", "qa", "rebuild", *options, "--home", home, "--model", "hashing")
    assert done.returncode == 0, done.stderr
    assert run("-m", "qa", "verify", "--home", home).stdout == "the index is intact\n"
    assert "吕梁成为支点。" in run("-m", "qa", "search", "吕梁", "--home", home).stdout


@pytest.mark.parametrize("command", ["status", "verify", "rebuild"])
@pytest.mark.parametrize("place", [".", "CURRENT", "generations"])
def test_a_home_that_may_not_be_read_is_one_line(home: Path, run: Run, command: str, place: str) -> None:
    (home / place).chmod(0)
    done = run("-m", "qa", command, "--home", home)
    if place == "CURRENT" and command == "rebuild":
        assert done.returncode == 0, done.stderr  # what cannot be read is replaced
        return
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("qa: ")
    assert "Permission denied" in line


def test_a_home_that_may_not_be_written_answers_and_says_why_it_is_not_rebuilt(home: Path, run: Run) -> None:
    home.chmod(0o500)
    done = run("-m", "qa", "rebuild", "--home", home)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "Permission denied" in line
    assert "吕梁成为支点。" in run("-m", "qa", "search", "吕梁", "--home", home).stdout
