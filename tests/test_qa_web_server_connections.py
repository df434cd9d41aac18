"""Clients that say nothing, send too slowly or ask too much shut nobody out."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from queue import Queue
from threading import Semaphore
from urllib.parse import urlsplit

import pytest

from qa.service import Service
from qa.web.api.queue import AT_ONCE
from qa.web.server import connections
from qa.web.server.connections import network
from tests.serving import Running, basic, connected, serving

OWNER = {"QA_USER": "me", "QA_PASSWORD": "long enough"}
GREEDY, OTHER, THIRD = "127.0.0.1", "127.0.0.2", "127.0.0.3"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text("青岭果园今年收了91吨苹果。", "utf-8")
    home = tmp_path_factory.mktemp("home")
    Service(home, model="hashing").rebuild([folder])
    return home


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    with serving(home, "--auth", **OWNER) as (url, _):
        yield url


def status(url: str, *, source: str = GREEDY, path: str = "config", body: bytes = b"", more: str = "") -> int:
    """The status of the response to a request of the owner; 0 if the connection was closed."""
    with closing(connected(url, source=source)) as sent:
        sent.sendall(head(url, path, len(body), more) + body)
        try:
            first = sent.makefile("rb").readline()
        except OSError:
            return 0
    return int(first.split()[1]) if first else 0


def head(url: str, path: str = "config", length: int = 0, more: str = "") -> bytes:
    method = "POST" if length else "GET"
    owner = basic(OWNER["QA_USER"], OWNER["QA_PASSWORD"])
    lines = (
        f"{method} /{path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nAuthorization: {owner}\r\nConnection: close\r\n"
    )
    return f"{lines}Content-Length: {length}\r\n{more}\r\n".encode()


@pytest.mark.parametrize("owner", [GREEDY, OTHER])
def test_silent_connections_shut_nobody_out(server: str, owner: str) -> None:
    with ExitStack() as held:
        for _ in range(420):
            held.enter_context(closing(connected(server)))
        for _ in range(5):
            assert status(server, source=owner) == 200


def test_silent_connections_of_several_clients_shut_nobody_out(server: str) -> None:
    with ExitStack() as held:
        for place in range(700):
            held.enter_context(closing(connected(server, source=(GREEDY, OTHER)[place % 2])))
        assert [status(server, source=source) for source in (GREEDY, OTHER, THIRD)] == [200, 200, 200]


def test_uploads_that_only_promise_take_nobodys_room(server: str) -> None:
    with ExitStack() as held:
        for number in range(45):
            sent = held.enter_context(closing(connected(server)))
            sent.sendall(head(server, f"uploads?name=slow{number}.txt", 50_000_000) + b"x")
        assert status(server, path="uploads?name=good.txt", body="好文章。".encode()) == 201


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(connections, "BODY_SECONDS", 1.0)


def seconds_until_closed(sent: socket.socket, dripped: bytes = b"", rest: bytes = b"") -> float:
    """How long the server tolerates a client that sends a byte now and then."""
    began = time.monotonic()
    sent.settimeout(0.2)
    sent.sendall(dripped)
    while time.monotonic() - began < 15:
        try:
            if not sent.recv(1_000):
                break
        except TimeoutError:
            try:
                sent.sendall(rest)
            except OSError:
                break
        except OSError:
            break
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("dripped", "rest"),
    [
        (b"", b""),
        (b"GET /config HTTP/1.1\r\nHost: 127", b"0"),
        (b"POST /uploads?name=a.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50000000\r\n\r\n", b"x"),
        (b"POST /gradio_api/component_server HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n", b"x"),
    ],
    ids=["nothing", "head", "upload", "body"],
)
@pytest.mark.usefixtures("impatient")
def test_who_sends_too_slowly_is_left(home: Path, running: Running, dripped: bytes, rest: bytes) -> None:
    with running(Service(home, model="hashing")) as url, closing(connected(url)) as sent:
        assert 0.9 < seconds_until_closed(sent, dripped, rest) < 8
    assert not list(home.glob("uploads/.*"))


@pytest.mark.usefixtures("impatient")
def test_a_long_upload_has_the_time_that_its_bytes_take(home: Path, running: Running) -> None:
    body = b"x" * 40_000  # ten seconds' worth
    with running(Service(home, model="hashing")) as url, closing(connected(url)) as sent:
        sent.sendall(
            f"POST /uploads?name=b.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        for start in range(0, len(body), 8_000):
            sent.sendall(body[start : start + 8_000])
            time.sleep(0.4)
        assert b" 201 " in sent.makefile("rb").readline()


@pytest.mark.usefixtures("impatient")
def test_an_answer_may_take_longer_than_a_question(
    home: Path, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(home, model="hashing")
    search = service.search

    def slow(*given: object, **more: object) -> object:
        time.sleep(1.5)
        return search(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "search", slow)
    with running(service) as url:
        assert "苹果" in json.dumps(asked(url, "search", "苹果", "session"), ensure_ascii=False)


def queued(url: str, name: str, question: str, session: str, source: str = GREEDY) -> tuple[int, str]:
    """The status of putting a question into the queue, and its event id."""
    place = urlsplit(url)
    body = json.dumps({"data": [question], "session_hash": session}).encode()
    with closing(connected(url, source=source)) as sent:
        lines = f"POST /gradio_api/call/{name} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
        sent.sendall(f"{lines}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = sent.makefile("rb").read().decode()
    return int(answer.split()[1]), json.loads(answer.rpartition("\r\n\r\n")[2]).get("event_id", "")


def asked(url: str, name: str, question: str, session: str, source: str = GREEDY) -> object:
    """The result of a question to an endpoint: data or an error, or the status if it is refused."""
    status, event = queued(url, name, question, session, source)
    return said(url, name, event, source) if status == 200 else status


def said(url: str, name: str, event: str, source: str = GREEDY) -> object:
    """The result of an event: data, or an error."""
    with closing(connected(url, source=source)) as sent:
        sent.settimeout(60)
        sent.sendall(f"GET /gradio_api/call/{name}/{event} HTTP/1.0\r\nHost: {urlsplit(url).netloc}\r\n\r\n".encode())
        events = sent.makefile("rb").read().decode()
    kind, _, data = events.rpartition("event: ")[2].partition("\ndata: ")
    return json.loads(data.split("\n")[0]) if kind == "complete" else f"{kind}: {data.strip()}"


@pytest.mark.parametrize(("greedy", "other"), [(GREEDY, OTHER), (GREEDY, GREEDY)], ids=["address", "session"])
def test_a_greedy_client_waits_for_others_not_they_for_it(
    home: Path, running: Running, monkeypatch: pytest.MonkeyPatch, greedy: str, other: str
) -> None:
    monkeypatch.setattr("qa.web.tabs.blocks.WAITING", 20)
    service = Service(home, model="hashing")
    search, begun, ends = service.search, Queue[str](), Semaphore(0)

    def slow(query: str, *given: object, **more: object) -> object:
        begun.put(query)
        if query.startswith("苹果"):
            ends.acquire(timeout=60)
        return search(query, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "search", slow)
    with running(service) as url, ThreadPoolExecutor(8) as crowd:
        # An address may have any number of sessions.
        sessions = [f"greedy{n if greedy != other else ''}" for n in range(50)]
        many = [crowd.submit(queued, url, "search", f"苹果{n}", one, greedy) for n, one in enumerate(sessions)]
        assert [one.result()[0] for one in many].count(503) >= 10
        for _ in range(AT_ONCE):
            begun.get(timeout=30)
        for number in range(7):
            _, event = queued(url, "search", f"果园{number}", "other", other)
            for _ in range(2):  # questions of the greedy client that came before it
                ends.release()
                if begun.get(timeout=30).startswith("果园"):
                    break
            else:
                pytest.fail("the greedy client's questions come first")
            assert isinstance(said(url, "search", event, other), list)
            begun.get(timeout=30)  # the next question takes the place of the one that has ended
        ends.release(50)


def test_addresses_of_one_network_are_one_client() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff:1") != network("2001:db8:0:1::1")
    assert network("10.0.0.1") != network("10.0.0.2")
    assert network("nonsense:") == "nonsense:"
