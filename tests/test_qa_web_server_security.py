"""What the page refuses: other doors, too much, strangers, names that lead elsewhere. Nothing refused leaves a trace."""

import asyncio
import base64
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path
from typing import Any, TypeAlias
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pytest

from qa.errors import ServeError
from qa.service import Service
from qa.web.library.uploads import MEGABYTE, Quota, UploadRefused, Uploads, checked_name
from qa.web.server.guesses import Budget
from qa.web.server.http import listen
from qa.web.server.limits import AT_ONCE, DIRECT, MAX_BODY_BYTES
from qa.web.server.login import Credentials, credentials_from_environment
from qa.web.server.options import Options

Running: TypeAlias = Callable[..., AbstractContextManager[str]]

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
"""What is asked for in the place of a file; HOME stands for the index's own folder."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    articles = tmp_path_factory.mktemp("articles")
    (articles / "a.txt").write_text("忻州的文章。", "utf-8")
    made = Service(tmp_path_factory.mktemp("home"), model="hashing")
    made.rebuild([articles])
    return made


@pytest.fixture(scope="module")
def url(service: Service, running: Running) -> Iterator[str]:
    with running(service, options=Options(quota=QUOTA)) as address:
        yield address


def raw(url: str, line: str, headers: str = "", body: bytes = b"", *, wait: bool = True) -> tuple[int, bytes]:
    """A request as it is written here: clients tidy paths up before they send them."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as sent:
        sent.sendall(f"{line} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n{headers}\r\n".encode() + body)
        answer = b""
        while wait and (piece := sent.recv(65_536)):
            answer += piece
    return int(answer.split(b" ", 2)[1]) if answer else 0, answer


def fetch(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    request = Request(url, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def on_disk(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("route", FILE_ROUTES)
def test_no_path_leads_to_a_file(url: str, service: Service, route: str) -> None:
    for traversal in TRAVERSALS:
        path = traversal.replace("HOME", str(service.home)).replace(" ", "%20")
        status, answer = raw(url, f"GET /{route}{path}")
        # 400 is the server's own word for a path that no URL may hold.
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


@pytest.mark.parametrize("stopped", [signal.SIGINT, signal.SIGTERM])
def test_the_frameworks_temporary_folder_is_private_and_goes_with_the_page(
    service: Service, tmp_path: Path, stopped: signal.Signals
) -> None:
    command = [sys.executable, "-m", "qa", "serve", "--port", "0", "--home", str(service.home)]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    root = str(Path(__file__).parents[1])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=environment) as process:
        assert process.stdout
        assert "http://127.0.0.1:" in process.stdout.readline()
        folders = [path for path in tmp_path.iterdir() if path.is_dir()]
        assert [path.stat().st_mode & 0o077 for path in folders] == [0]
        assert not (tmp_path / "gradio").exists()
        process.send_signal(stopped)
        assert process.wait(timeout=30) == 0
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_what_the_framework_would_upload_is_not_taken(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nb\r\n--x--\r\n'
    assert fetch(f"{url}gradio_api/upload", form, Content_Type="multipart/form-data; boundary=x")[0] == 404
    assert fetch(f"{url}gradio_api/upload", b"x")[0] == 404


def test_a_question_of_a_megabyte_is_refused_before_anything_is_worked(
    url: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the question was worked")

    monkeypatch.setattr(service, "stream", never)
    question = json.dumps({"data": ["忻" * 350_000]}).encode()
    for path in ("gradio_api/call/ask", "gradio_api/queue/join", "gradio_api/component_server"):
        # The length alone is sent: the answer comes before the body.
        head = f"Content-Type: application/json\r\nContent-Length: {len(question)}\r\n"
        assert raw(url, f"POST /{path}", head)[0] == 413, path
        lengthless = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (question[:40_000], question[40_000:90_000]))
        status, _ = raw(
            url, f"POST /{path}", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", lengthless
        )
        assert status != 200, path
    assert len(question) > MAX_BODY_BYTES


@pytest.mark.parametrize(
    ("name", "size", "line"),
    [
        ("big.txt", QUOTA.file + 1, "MB"),
        ("none.txt", 0, "MB"),
        ("a.exe", 5, "unsupported format"),
        ("a", 5, "unsupported format"),
        ("../a.txt", 5, "cannot be used as a file name"),
        ("..\\a.txt", 5, "cannot be used as a file name"),
        ("/etc/a.txt", 5, "cannot be used as a file name"),
        (".hidden.txt", 5, "cannot be used as a file name"),
        ("~a.txt", 5, "cannot be used as a file name"),
        ("a\x00.txt", 5, "cannot be used as a file name"),
        ("a\n.txt", 5, "cannot be used as a file name"),
        ("a:b.txt", 5, "cannot be used as a file name"),
        ("\u202etxt.exe.txt", 5, "cannot be used as a file name"),
        ("<script>.txt", 5, "cannot be used as a file name"),
        ("", 5, "cannot be used as a file name"),
        ("忻" * 84 + ".txt", 5, "bytes"),
        ("a" * 5_000 + ".txt", 5, "bytes"),
    ],
)
def test_a_refused_upload_leaves_the_disk_as_it_was(
    url: str, service: Service, name: str, size: int, line: str
) -> None:
    before = on_disk(service.home)
    status, told = fetch(f"{url}uploads?name={quote(name)}", b"x" * size)
    assert (status, line in json.loads(told)["error"]) == (400, True), told
    assert on_disk(service.home) == before


def test_an_upload_that_lies_about_its_length_or_breaks_off_leaves_nothing(url: str, service: Service) -> None:
    before = on_disk(service.home)
    assert raw(url, "POST /uploads?name=a.txt", "Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n0\r\n\r\n")[0] == 400
    raw(url, "POST /uploads?name=a.txt", "Content-Length: 9000\r\n", b"cut off", wait=False)
    answer = fetch(f"{url}uploads?name=b.exe", b"x")  # by now the other one has been given up
    assert answer[0] == 400
    for _ in range(100):
        if on_disk(service.home) == before:
            break
        threading.Event().wait(0.1)
    assert on_disk(service.home) == before


def test_uploads_end_where_the_quota_ends(url: str, service: Service) -> None:
    folder = service.home / "uploads"
    try:
        assert fetch(f"{url}uploads?name=a.txt", b"x" * 20_000)[0] == 201
        assert fetch(f"{url}uploads?name=b.txt", b"x" * 11_000)[0] == 400
        assert fetch(f"{url}uploads?name=a.txt", b"y" * 20_000)[0] == 201  # the newer version takes its place
        assert fetch(f"{url}uploads?name=b.txt", b"x" * 9_000)[0] == 201
        assert fetch(f"{url}uploads?name=c.txt", b"x")[0] == 201
        assert fetch(f"{url}uploads?name=d.txt", b"x")[0] == 400
        assert {p.name: p.read_bytes()[:1] for p in folder.iterdir()} == {"a.txt": b"y", "b.txt": b"x", "c.txt": b"x"}
        assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.iterdir()))
    finally:
        for path in folder.iterdir():
            path.unlink()


def test_an_upload_from_another_site_is_refused(url: str, service: Service) -> None:
    before = on_disk(service.home)
    assert fetch(f"{url}uploads?name=a.txt", b"x", Origin="https://evil.example")[0] == 403
    assert fetch(f"{url}uploads?name=a.txt", b"x", Origin="null")[0] == 403
    assert on_disk(service.home) == before


def test_names_of_every_script_are_kept() -> None:
    for name in ("太忻经济区（一）.txt", "Ärger 2022.md", "a'b & c.html", "x.jsonl.gz", "UPPER.PDF"):
        assert checked_name(name) == name
    assert checked_name(" e\u0301.txt ") == "é.txt"
    with pytest.raises(UploadRefused):
        checked_name("a\ud800.txt")


def test_an_upload_is_on_the_disk_before_it_has_its_name(
    url: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        fsync(descriptor)
        done.append("folder on disk" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file on disk")

    def noted_replace(path: Path, target: Path) -> Path:
        assert path.read_bytes() == b"x" * 9_000
        done.append("named")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    try:
        assert fetch(f"{url}uploads?name=a.txt", b"x" * 9_000)[0] == 201
        assert done == ["file on disk", "named", "folder on disk"]
    finally:
        (service.home / "uploads" / "a.txt").unlink()


def test_what_a_killed_page_left_is_swept_and_what_is_coming_is_not(tmp_path: Path, running: Running) -> None:
    service = Service(tmp_path / "home", model="hashing")
    command = [sys.executable, "-m", "qa", "serve", "--port", "0", "--home", str(service.home), "--model", "hashing"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    root = str(Path(__file__).parents[1])

    def partial() -> list[Path]:
        return sorted((service.home / "uploads").glob(".*.part"))

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=environment) as process:
        assert process.stdout
        address = urlsplit(process.stdout.readline().split()[3])
        head = f"POST /uploads?name=a.txt HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 9000\r\n\r\n"
        with socket.create_connection((address.hostname, address.port), timeout=20) as sent:
            sent.sendall(head.encode() + b"half of it")
            while not (partial() and partial()[0].stat().st_size):
                threading.Event().wait(0.05)
            with running(service):
                assert len(partial()) == 1  # it is still coming
            process.kill()
            process.wait(timeout=30)
    assert len(partial()) == 1
    with running(service, options=Options(read_only=True)):
        assert len(partial()) == 1
    with running(service):
        assert partial() == []


def test_two_uploads_at_once_share_one_quota_by_what_has_arrived(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, Quota(file=10, total=10, files=9))

    async def pieces(*sizes: int, end: asyncio.Event) -> AsyncIterator[bytes]:
        for size in sizes:
            yield b"x" * size
        await end.wait()

    async def together() -> tuple[object, object]:
        end = asyncio.Event()
        second = asyncio.create_task(uploads.take("b.txt", 8, pieces(1, end=end)))
        await asyncio.sleep(0.1)
        first = asyncio.create_task(uploads.take("a.txt", 8, pieces(8, end=end)))
        await asyncio.sleep(0.1)
        with pytest.raises(UploadRefused, match="at most"):
            uploads.check("c.txt", 2)  # 9 have arrived, though 16 were promised
        uploads.check("c.txt", 1)
        end.set()
        return await asyncio.gather(first, second, return_exceptions=True)

    with ThreadPoolExecutor(1) as aside:
        first, second = aside.submit(asyncio.run, together()).result()
    assert first == tmp_path / "uploads" / "a.txt"
    assert isinstance(second, UploadRefused)
    uploads.check("b.txt", 2)  # what did not come takes no room


def test_uploads_at_once_stay_within_the_number_of_files(url: str, service: Service) -> None:
    folder = service.home / "uploads"
    with ThreadPoolExecutor(30) as crowd:
        sent = [crowd.submit(fetch, f"{url}uploads?name=n{n}.txt", b"x" * 10) for n in range(30)]
        taken = [one.result()[0] for one in sent]
    try:
        assert taken.count(201) == len(list(folder.iterdir())) == QUOTA.files
        assert set(taken) == {201, 400}
    finally:
        for path in folder.iterdir():
            path.unlink()


# The password


SECRET = Credentials("me", "long enough ü")


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


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


# The environment


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


def test_the_usual_quota_is_within_reason() -> None:
    usual = Quota()
    assert usual.file <= 100 * MEGABYTE
    assert usual.file <= usual.total <= 10_000 * MEGABYTE


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
        # Who has not said what they want takes no place.
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
    """Whether the status soon is, or is no longer, the expected one: requests begin and end in their own time."""
    deadline = time.monotonic() + 10
    while (status() == expected) is not wanted:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
