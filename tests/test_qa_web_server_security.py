"""What the page refuses: other routes, too much, strangers, paths that lead elsewhere. A refusal leaves no trace."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest

from qa.service import Service
from qa.web.library.uploads import Quota
from qa.web.server.limits import AT_ONCE, DIRECT, MAX_BODY_BYTES
from qa.web.server.options import Options
from tests.serving import Running, fetch, indexed, raw

QUOTA = Quota(file=20_000, total=30_000, files=3)
FILE_ROUTES = (
    "gradio_api/file=",
    "gradio_api/file/",
    "static/",
    "assets/",
    "svelte/",
    "gradio_api/stream/",
    "file=",
    "",
)


TRAVERSALS = [
    "/etc/passwd",
    "//etc/passwd",
    "../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%252f..%252f..%252fetc%252fpasswd",
    "....//....//....//etc/passwd",
    "..././..././..././etc/passwd",
    "..;/..;/..;/etc/passwd",
    "..\\..\\..\\..\\etc\\passwd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "%5c..%5c..%5cetc%5cpasswd",
    "..%c0%af..%c0%af..%c0%afetc/passwd",
    "..%ef%bc%8f..%ef%bc%8fetc/passwd",
    "%00/etc/passwd",
    "/etc/passwd%00.png",
    "..%00/etc/passwd",
    "file:///etc/passwd",
    "file:%2f%2f%2fetc%2fpasswd",
    "~/.ssh/id_rsa",
    "~root/.bashrc",
    "/proc/self/environ",
    "/proc/self/cwd/pyproject.toml",
    "/proc/self/fd/3",
    "/dev/null",
    "C:\\Windows\\win.ini",
    "C:/Windows/win.ini",
    "\\\\localhost\\c$\\x",
    "./pyproject.toml",
    "./././../pyproject.toml",
    "a/../../pyproject.toml",
    "index.html/../../../../routes.py",
    "..%2froutes.py",
    "http://127.0.0.1:1/x",
    "https://example.com/x",
    "%2fetc%2fpasswd",
    "%252fetc%252fpasswd",
    "HOME/CURRENT",
    "HOME/uploads/a.txt",
]
"""Paths to request where a file is expected; HOME stands for the index folder."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("security"), a="忻州的文章。")


@pytest.fixture(scope="module")
def url(service: Service, running: Running) -> Iterator[str]:
    with running(service, options=Options(quota=QUOTA)) as address:
        yield address


@pytest.mark.parametrize("route", FILE_ROUTES)
def test_no_path_leads_to_a_file(url: str, service: Service, route: str) -> None:
    for traversal in TRAVERSALS:
        path = traversal.replace("HOME", str(service.home)).replace(" ", "%20")
        status, answer = raw(url, f"GET /{route}{path}")
        # 400 is the server's own answer to a path that no URL may contain.
        assert status in (400, 403, 404), (route, traversal, status)
        assert b"root:" not in answer, (route, traversal)
        assert b"[build-system]" not in answer, (route, traversal)


def test_no_door_of_the_framework_is_open_that_the_page_does_not_use(url: str) -> None:
    shut = (
        "gradio_api/upload gradio_api/upload_progress gradio_api/proxy=http://127.0.0.1:1/ gradio_api/openapi.json "
        "gradio_api/mcp gradio_api/mcp/ gradio_api/mcp/schema gradio_api/mcp/sse gradio_api/runs gradio_api/dev/reload "
        "gradio_api/run/ask gradio_api/api/ask gradio_api/vibe-code/ gradio_api/deep_link gradio_api/token gradio_api/user "
        "gradio_api/call/v2/ask monitoring monitoring/summary redoc login logout pwa_icon"
    ).split()
    for path in shut:
        for method in ("GET", "POST"):
            assert raw(url, f"{method} /{path}", "Content-Length: 0\r\n")[0] == 404, (method, path)


def test_a_question_of_a_megabyte_is_refused_before_anything_is_worked(
    url: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the question was worked")

    monkeypatch.setattr(service, "stream", never)
    question = json.dumps({"data": ["忻" * 350_000]}).encode()
    for path in ("gradio_api/call/ask", "gradio_api/queue/join", "gradio_api/component_server"):
        # Only the length is sent: the response comes before the body.
        head = f"Content-Type: application/json\r\nContent-Length: {len(question)}\r\n"
        assert raw(url, f"POST /{path}", head)[0] == 413, path
        lengthless = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (question[:40_000], question[40_000:90_000]))
        status, _ = raw(
            url, f"POST /{path}", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", lengthless
        )
        assert status != 200, path
    assert len(question) > MAX_BODY_BYTES


def test_requests_past_the_queue_are_answered_with_503_until_others_are_done(
    url: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, going_on, opened = urlsplit(url), threading.Event(), list[str]()

    def article(article_id: str) -> None:
        opened.append(article_id)
        going_on.wait(timeout=60)

    monkeypatch.setattr(service, "article", article)
    (panel,) = [
        part
        for part in json.loads(fetch(f"{url}config")[1])["components"]
        if part["props"].get("elem_id") == "article-panel"
    ]
    sent = {"session_hash": "s", "component_id": panel["id"], "fn_name": "open_article", "data": {"article": "a"}}
    body = json.dumps(sent)
    head = f"POST {DIRECT} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"

    def begin(body: str, length: int) -> socket.socket:
        connection = socket.create_connection((str(address.hostname), address.port), timeout=10)
        connection.sendall(f"{head}Content-Length: {length}\r\n\r\n{body}".encode())
        return connection

    def status() -> int:
        with closing(begin("{}", 2)) as connection, connection.makefile("rb") as answer:
            return int(answer.readline().split()[1])

    with ExitStack() as held:
        # A client that has not said what it wants takes no place.
        for _ in range(2 * AT_ONCE):
            held.enter_context(closing(begin("", 2)))
        assert settled(status, 503, wanted=False)
        for _ in range(AT_ONCE):
            held.enter_context(closing(begin(body, len(body))))
        assert settled(status, 503, wanted=True)
        going_on.set()
        assert settled(status, 503, wanted=False)
    assert len(opened) == AT_ONCE


def settled(status: Callable[[], int], expected: int, *, wanted: bool) -> bool:
    """Whether the status soon is, or no longer is, the expected one: requests begin and end in their own time."""
    deadline = time.monotonic() + 10
    while (status() == expected) is not wanted:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
