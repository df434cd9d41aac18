import json
import os
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest

from qa.errors import ServeError
from qa.service import Service
from qa.web.server.guesses import Budget
from qa.web.server.http import listen
from qa.web.server.login import Credentials, credentials_from_environment
from tests.serving import Running, basic, fetch, indexed, raw


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("security"), a="忻州的文章。")


SECRET = Credentials("me", "long enough ü")


@pytest.fixture(scope="module")
def guarded(service: Service, running: Running) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patient:
        patient.setattr("qa.web.server.guesses.ADDRESS", Budget(free=1_000, first=0.0, longest=0.0))
        patient.setattr("qa.web.server.guesses.ALL", Budget(free=1_000, first=0.0, longest=0.0))
        with running(service, credentials=SECRET) as address:
            yield address


@pytest.mark.parametrize(
    "path", ["", "config", "theme.css", "uploads", "gradio_api/info", "static/img/logo.svg", "login"]
)
def test_without_the_password_nothing_is_told(guarded: str, path: str) -> None:
    wrong = (
        "",
        "Basic",
        "Basic x",
        "Bearer x",
        basic("me", ""),
        basic("me", "long enough"),
        basic("you", SECRET.password),
    )
    for header in wrong:
        assert fetch(guarded + path, Authorization=header)[0] in (401, 404), header
        if path != "login":
            assert fetch(guarded + path, Authorization=header)[0] == 401, header
    assert "config" not in fetch(guarded)[1]


def test_with_the_password_the_page_and_programs_are_served(guarded: str) -> None:
    let_in: Any = {"Authorization": basic(SECRET.user, SECRET.password)}
    assert fetch(guarded, **let_in)[0] == 200
    assert fetch(guarded, Host="intranet.example:7860", **let_in)[0] == 200
    assert fetch(guarded, Host="intranet.example:7860")[0] == 401
    assert fetch(guarded, Origin="https://evil.example", **let_in)[0] == 403
    from gradio_client import Client

    with closing(Client(guarded, verbose=False, headers=let_in)) as client:
        assert client.predict("忻州", 1, "bm25", api_name="/search")[0]["passage"]["text"] == "忻州的文章。"


def test_the_password_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for user, password in (("", ""), ("me", ""), ("me", "short"), ("m:e", "long enough"), ("", "long enough")):
        monkeypatch.setenv("QA_USER", user)
        monkeypatch.setenv("QA_PASSWORD", password)
        with pytest.raises(ServeError, match=r"QA_USER.*QA_PASSWORD"):
            credentials_from_environment()
    monkeypatch.setenv("QA_USER", "me")
    assert credentials_from_environment() == Credentials("me", "long enough")
    assert "long enough" not in repr(credentials_from_environment())
    with listen("0.0.0.0", 0, guarded=True) as listener:
        assert listener.getsockname()[0] == "0.0.0.0"


@pytest.mark.parametrize("value", ["True", "true", "1"])
def test_no_variable_opens_anything(
    service: Service, running: Running, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "SHARE VIBE_MODE MCP_SERVER ANALYTICS_ENABLED SSR_MODE RUN_HISTORY DEBUG WATCH_DIRS SHOW_ERROR MONITORING"
    for name in names.split():
        monkeypatch.setenv(f"GRADIO_{name}", value)
    monkeypatch.setenv("GRADIO_ALLOWED_PATHS", "/")
    monkeypatch.setenv("GRADIO_SERVER_NAME", "0.0.0.0")
    with running(service) as there:
        config: dict[str, Any] = json.loads(fetch(f"{there}config")[1])
        closed = ("analytics_enabled", "vibe_mode", "show_error", "enable_queue")
        assert [config.get(name) for name in closed] == [False, False, False, True]
        assert raw(there, "GET /gradio_api/file=/etc/passwd")[0] == 404
        assert [raw(there, f"POST /{path}", "Content-Length: 0\r\n")[0] for path in ("mcp", "gradio_api/mcp/")] == [
            404,
            404,
        ]
        assert urlsplit(there).hostname == "127.0.0.1"
    assert os.environ["GRADIO_SERVER_NAME"] == "0.0.0.0"
