"""One line per request, which no path breaks, and which shows no question unless asked to."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa.service import Service
from qa.web.server.options import Options
from qa.web.server.request_log import RequestLog
from tests.serving import Running


@pytest.fixture
def service(write: Callable[..., Path], tmp_path: Path) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="青石水库的文章。\n\n青石水库今年放水三次。")])
    return made


def logged(service: Service, running: Running, **kind: Any) -> list[str]:
    """The log lines of three requests: a search, a hostile path, and one that the guard refuses."""
    stream = StringIO()
    with running(service, options=Options(log=RequestLog(stream=stream, **kind))) as url, httpx.Client() as client:
        client.post(f"{url}api/search", json={"query": "青石水库"})
        client.get(f"{url}api/a%0Ab%22?q=secret")
        client.get(f"{url}api/status", headers={"host": "evil.example"})
    return stream.getvalue().splitlines()


def test_a_line_a_request_as_json(service: Service, running: Running) -> None:
    lines = [json.loads(line) for line in logged(service, running, as_json=True)]
    assert [(line["event"], line["method"], line["path"], line["status"], line["client"]) for line in lines] == [
        ("request", "POST", "/api/search", 200, "127.0.0.1"),
        ("request", "GET", "/api/a%0Ab%22", 404, "127.0.0.1"),
        ("request", "GET", "/api/status", 403, "127.0.0.1"),
    ]
    assert all(0 < line["ms"] < 60_000 and line["time"][:2] == "20" for line in lines)


def test_a_line_a_request_as_text(service: Service, running: Running) -> None:
    lines = logged(service, running)
    assert [line.split()[1:5] for line in lines] == [
        ["request", "POST", "/api/search", "200"],
        ["request", "GET", "/api/a%0Ab%22", "404"],
        ["request", "GET", "/api/status", "403"],
    ]
    assert not any("青石" in line or "secret" in line for line in lines)


def test_questions_are_told_where_that_is_asked_for(service: Service, running: Running) -> None:
    lines = [json.loads(line) for line in logged(service, running, as_json=True, questions=True)]
    (question,) = [line for line in lines if line["event"] == "question"]
    assert (question["kind"], question["outcome"], question["text"]) == ("search", "answered", "青石水库")
    text = logged(service, running, questions=True)
    assert len(text) == 4
    assert text[0].endswith(" 青石水库")
