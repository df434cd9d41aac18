"""SIGTERM stops the page within five seconds, whatever it does. A language model that never answers blocks nobody."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from index.errors import Busy
from index.storage.locks import writer_lock
from qa.generate.calls import PLACES
from qa.service import Service
from tests.language_model import Endpoint, head
from tests.serving import ROOT, serving
from tests.test_qa_generate_hostile import FACT, QUESTION, without_end

SOON = 5.0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(f"青岭果园丰收\n2022-03-17 来源:示例日报\n\n{FACT}果园明年还要扩大。", "utf-8")
    home = tmp_path_factory.mktemp("home")
    Service(home).rebuild([folder])
    return home


@pytest.fixture
def stuck() -> Iterator[Endpoint]:
    """A model that keeps the connection open and says nothing."""
    with closing(Endpoint()) as endpoint:
        endpoint.say = without_end(b": still there\n\n", wait=0.2)
        yield endpoint


def called(url: str, name: str, *data: object) -> list[dict[str, object]] | dict[str, object]:
    """The result of an endpoint."""
    sent = Request(
        f"{url}gradio_api/call/{name}", json.dumps({"data": data}).encode(), {"Content-Type": "application/json"}
    )
    with urlopen(sent, timeout=60) as answer:
        event = json.load(answer)["event_id"]
    with urlopen(f"{url}gradio_api/call/{name}/{event}", timeout=60) as answer:
        (given,) = json.loads(answer.read().decode().rpartition("data: ")[2])
    return given  # type: ignore[no-any-return]


def stopped(process: subprocess.Popen[str], sent: signal.Signals) -> float:
    """Seconds until the process has ended after a signal."""
    began = time.monotonic()
    process.send_signal(sent)
    assert process.wait(timeout=20) == 0
    return time.monotonic() - began


def test_a_model_that_never_answers_starves_nobody_and_a_signal_ends_all(
    home: Path, stuck: Endpoint, tmp_path: Path
) -> None:
    options = ("--llm", stuck.url, "--llm-model", "m")
    with serving(home, *options, TMPDIR=str(tmp_path)) as (url, process), ThreadPoolExecutor(PLACES) as people:
        called(url, "search", QUESTION)
        waiting = [people.submit(called, url, "ask", QUESTION) for _ in range(PLACES)]
        while len(stuck.requests) < PLACES:
            time.sleep(0.05)
        began = time.monotonic()
        assert called(url, "search", QUESTION)
        further = called(url, "ask", QUESTION)
        assert time.monotonic() - began < 10
        assert isinstance(further, dict)
        assert FACT in str(further["text"])
        assert "太多" in str(further["notice"])
        assert not any(one.done() for one in waiting)
        assert stopped(process, signal.SIGTERM) < SOON
        for one in waiting:
            one.exception(timeout=10)  # answered or cut off
    assert not list(tmp_path.iterdir())


def test_a_signal_ends_a_rebuild_that_a_program_asked_for(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "home"
    large = tmp_path / "large"
    large.mkdir()
    for number in range(60):
        (large / f"{number}.txt").write_text("".join(f"第{number}区第{n}号楼建成了。" for n in range(3_000)), "utf-8")
    Service(own).rebuild([write_one(tmp_path)])
    with serving(own) as (url, process), ThreadPoolExecutor(1) as aside:
        asked = aside.submit(called, url, "rebuild", [str(large)])
        while not writing(own):
            time.sleep(0.05)
        assert stopped(process, signal.SIGINT) < SOON
        assert asked.exception(timeout=10), "it was over before"
    assert Service(own).verify() == []
    assert Service(own).status().articles == 1


def writing(home: Path) -> bool:
    """Whether a rebuild is running."""
    try:
        with writer_lock(home / "lock"):
            return False
    except Busy:
        return True


def write_one(folder: Path) -> Path:
    made = folder / "one.txt"
    made.write_text(f"果园\n\n{FACT}", "utf-8")
    return made


def test_a_signal_ends_a_question_of_the_command_line(home: Path) -> None:
    endpoint = Endpoint()

    def never(request: object) -> None:
        head(request)  # type: ignore[arg-type]
        time.sleep(30)

    endpoint.say = never
    line = [sys.executable, "-m", "qa", "ask", QUESTION, "--home", str(home), "--llm", endpoint.url, "--llm-model", "m"]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while not endpoint.requests:
            assert process.poll() is None
            time.sleep(0.05)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        assert time.monotonic() - began < SOON
        assert process.stderr
        assert "Traceback" not in process.stderr.read()
    endpoint.server.server_close()
