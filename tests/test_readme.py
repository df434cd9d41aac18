"""The README is kept: its commands run, its example is what comes out, its commands are all there are."""

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from corpus.formats.registry import READERS
from qa.cli.commands import app
from qa.service import Service
from qa.sources import sample_folder

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.S))
LINES = [line.split("#")[0].strip() for line in SHELL.splitlines()]
COMMANDS = [line for line in LINES if line.startswith("qa ")]
NAMES = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]


def run(command: str, home: Path, questions: Path) -> subprocess.CompletedProcess[str]:
    """A command of the README, with its folder of articles and file of questions in the place of the reader's."""
    words = [
        {"~/articles": str(sample_folder()), "questions.jsonl": str(questions)}.get(w, w)
        for w in shlex.split(command)[1:]
    ]
    environment = {**os.environ, "QA_HOME": str(home)}
    line = [sys.executable, "-m", "qa", *words]
    return subprocess.run(line, capture_output=True, text=True, env=environment, timeout=120)


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "questions.jsonl"
    path.write_text('{"zh": "朔州市委书记是谁？", "en": "Who heads Shuozhou?", "gold": ["姜四清"]}\n', "utf-8")
    return path


def test_every_command_is_in_the_readme() -> None:
    assert {command.split()[1] for command in COMMANDS} == set(NAMES)


def test_the_commands_run_in_their_order(tmp_path: Path, questions: Path) -> None:
    for command in COMMANDS:
        if command.split()[1] != "serve":
            done = run(command, tmp_path / "home", questions)
            assert done.returncode == 0, (command, done.stderr)
            assert done.stdout


def test_the_example_is_what_comes_out(sample_home: Path, questions: Path) -> None:
    example = re.search(r"    \$ (qa ask .*)\n((?:    .*\n|\n)+)", README)
    assert example
    shown = [line.strip() for line in example[2].splitlines() if line.strip()]
    printed = run(example[1], sample_home, questions).stdout.splitlines()
    assert shown == [line for line in printed if line and not line.startswith((" ", "confidence"))]


def test_python_examples_run(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").symlink_to(sample_folder())
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert blocks
    for block in blocks:
        environment = {**os.environ, "QA_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path(__file__).parents[1])}
        line = [sys.executable, "-c", block]
        done = subprocess.run(line, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=120)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_serve_shows_the_sample_where_nothing_is_indexed(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "qa", "serve", "--port", "0"]
    environment = {**os.environ, "QA_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    assert process.stderr
    with process.stdout, process.stderr:
        ready = process.stdout.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+/", ready)
        assert url, (ready, process.poll() is not None and process.stderr.read())
        with urllib.request.urlopen(url[0], timeout=30) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    assert Service(tmp_path / "home").status().articles == 16


def test_formats_and_dictionaries_are_those_of_the_code() -> None:
    assert all(f"`{suffix}`" in README for suffix in READERS)
    for name, module in re.findall(r"`([A-Z]+)` in `([\w/]+\.py)`", README):
        assert re.search(rf"^{name}\b.*=", (Path(__file__).parents[1] / module).read_text("utf-8"), re.M)
    assert len(re.findall(r"`[A-Z]+` in `[\w/]+\.py`", README)) == 3


def test_the_two_one_line_commands_are_there() -> None:
    one, two = [line for line in LINES if line.startswith("python3 -m venv")]
    assert one.endswith("qa serve")
    assert two.endswith('pytest -m "not slow"')
