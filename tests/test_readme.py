"""The documentation is true: commands and examples run, the README's example output is real, links lead somewhere."""

import importlib.util
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
import urllib.request
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from corpus.formats.registry import READERS
from qa.cli.commands import app
from qa.service import Service
from qa.sources import sample_folder
from tests import command_line
from tests.command_line import Done

ROOT = Path(__file__).parents[1]
OURS = ("corpus", "index", "qa", "tests")
DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in (*ROOT.glob("*.md"), *ROOT.glob(".github/*.md"), *(p for d in OURS for p in (ROOT / d).rglob("*.md")))
    if "sample" not in path.parts and "node_modules" not in path.parts
}
README = DOCUMENTS["README.md"]
NAMES = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]


def shell(document: str) -> list[str]:
    """The lines of a document's `sh` blocks, without comments."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", document, re.S))
    return [line.split("#")[0].strip() for line in blocks.splitlines()]


def commands(document: str) -> list[str]:
    """The lines of a document's `sh` blocks that begin with `qa`."""
    return [line for line in shell(document) if line.startswith("qa ")]


def shown(document: str) -> list[str]:
    """Every command of ours in a document, in `sh` blocks and in indented code."""
    lines = [*shell(document), *re.findall(r"^    (?:\$ )?(.*)$", document, re.M)]
    return [found[0] for line in lines if (found := re.search(r"(?:^|(?<=\S ))(?:qa|python -m) [a-z].*", line))]


def run(command: str, home: Path, questions: Path, *, here: bool = False) -> Done:
    """Run a command of a document, with its example folders and files replaced by the test's."""
    words = [
        {
            "~/articles": str(sample_folder()),
            "questions.jsonl": str(questions),
            "backup.tar": str(home.with_name("backup.tar")),
            "~/elsewhere": str(home.with_name("elsewhere")),
        }.get(w, w)
        for w in shlex.split(command)[1:]
    ]
    if here:
        return command_line.run(*words, QA_HOME=str(home))
    environment = {**os.environ, "QA_HOME": str(home)}
    line = [sys.executable, "-m", "qa", *words]
    return subprocess.run(line, capture_output=True, text=True, env=environment, timeout=120)


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "questions.jsonl"
    path.write_text('{"zh": "朔州市委书记是谁？", "en": "Who heads Shuozhou?", "gold": ["姜四清"]}\n', "utf-8")
    return path


def test_every_command_is_in_the_readme() -> None:
    assert {command.split()[1] for command in commands(README)} == set(NAMES)


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if commands(document)])
def test_the_commands_run_in_their_order(name: str, sample_home: Path, tmp_path: Path, questions: Path) -> None:
    shutil.copytree(sample_home, tmp_path / "home")
    for command in commands(DOCUMENTS[name]):
        if command.split()[1] not in ("serve", "mcp", "add"):  # they wait, or need a network
            done = run(command, tmp_path / "home", questions, here=name != "README.md")
            assert done.returncode == 0, (command, done.stderr)
            assert done.stdout


def test_the_example_is_what_comes_out(sample_home: Path, questions: Path) -> None:
    example = re.search(r"    \$ (qa ask .*)\n((?:    .*\n|\n)+)", README)
    assert example
    assert textwrap.dedent(f"    {example[2].strip()}\n") == run(example[1], sample_home, questions, here=True).stdout


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if "```python\nfrom qa" in document])
def test_python_examples_run(name: str, tmp_path: Path) -> None:
    (tmp_path / "articles").symlink_to(sample_folder())
    blocks = re.findall(r"```python\n(.*?)```", DOCUMENTS[name], re.S)
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


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if shown(document)])
def test_commands_and_options_are_there(name: str) -> None:
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    for line in shown(DOCUMENTS[name]):
        words = shlex.split(line.partition(" > ")[0].partition(" #")[0])
        if words[0] == "python":
            assert importlib.util.find_spec(words[2]), line
        else:
            assert words[1] in program.commands, line
            program.commands[words[1]].make_context(words[1], words[2:])  # raises if an option does not exist


def test_the_systemd_unit_starts_a_command_that_is_there() -> None:
    (line,) = re.findall(r"^ExecStart=\S+/qa (.*)$", DOCUMENTS["qa/README.md"], re.M)
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    name, *options = line.split()
    program.commands[name].make_context(name, options)  # raises if an option does not exist


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files_and_headings(name: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", DOCUMENTS[name]):
        file, _, heading = link.partition("#")
        if not file.startswith(("http://", "https://")):
            target = (ROOT / name).parent / file if file else ROOT / name
            assert target.exists(), link
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.M) if heading else []
            assert not heading or heading in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, (
                link
            )


@pytest.mark.parametrize("name", ["README.md", "corpus/README.md"])
def test_formats_are_those_of_the_code(name: str) -> None:
    formats = next(paragraph for paragraph in DOCUMENTS[name].split("\n\n") if "`.txt`" in paragraph)
    assert set(re.findall(r"`(\.\w+)`", formats)) == set(READERS)


def test_registries_are_where_the_documents_say() -> None:
    named = {
        found for document in DOCUMENTS.values() for found in re.findall(r"`([A-Z]+)` in `([\w/]+\.py)`", document)
    }
    assert {"READERS", "EMBEDDERS", "STORES"} <= {name for name, _ in named}
    for name, module in named:
        assert re.search(rf"^{name}\b.*=", (ROOT / module).read_text("utf-8"), re.M), (name, module)


def test_the_contributing_guide_names_every_group_of_entry_points() -> None:
    sources = [path.read_text("utf-8") for package in ("corpus", "index") for path in (ROOT / package).rglob("*.py")]
    groups = {found for source in sources for found in re.findall(r'= "(article_qa\.\w+)"', source)}
    assert groups == set(re.findall(r'entry-points\."(article_qa\.\w+)"', DOCUMENTS[".github/CONTRIBUTING.md"]))


def test_the_two_one_line_commands_are_there() -> None:
    one, two = [line for line in shell(README) if line.startswith("python3 -m venv")]
    assert one.endswith("qa serve")
    assert " -m pytest " in two
    assert two.endswith('-m "not slow"')


def test_the_readme_is_short_and_installs_the_torch_of_the_constraints() -> None:
    assert len(README.splitlines()) <= 150
    torch = re.search(r"pip install (torch==[\d.]+) --index-url", README)
    assert torch
    assert torch[1] in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
