"""Guessing a password gets no faster with more connections, and does not shut the owner out."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from qa.service import Service
from qa.web.server.guesses import FORGOTTEN, KNOWN, Budget, Guesses
from qa.web.server.login import Credentials
from tests.serving import Running, basic, connected, serving

OWNER = Credentials("me", "long enough")
STRANGER, OTHER = "127.0.0.1", "127.0.0.9"


def tried(url: str, password: str, *, source: str = STRANGER, cookie: str = "") -> tuple[int, str]:
    """The status and the head of the response to a password."""
    place = urlsplit(url)
    with closing(connected(url, source=source)) as sent:
        lines = f"GET /theme.css HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\nCookie: {cookie}\r\n"
        sent.sendall(f"{lines}Authorization: {basic('me', password)}\r\n\r\n".encode())
        answer = sent.makefile("rb").read().decode("utf-8", "replace").partition("\r\n\r\n")[0]
    return int(answer.split()[1]), answer.lower()


def test_a_hundred_and_fifty_connections_guess_no_faster_than_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("青岭果园今年收了91吨苹果。", "utf-8")
    Service(tmp_path / "home", model="hashing").rebuild([tmp_path / "a.txt"])
    with serving(tmp_path / "home", "--auth", QA_USER="me", QA_PASSWORD="long enough") as (url, process):
        assert tried(url, "long enough", source=OTHER)[0] == 200
        began, checked, answered = time.monotonic(), 0, 0
        with ThreadPoolExecutor(150) as crowd:
            while time.monotonic() - began < 4:
                statuses = list(crowd.map(lambda n: tried(url, f"guess {n}")[0], range(150)))
                checked, answered = checked + statuses.count(401), answered + len(statuses)
                assert set(statuses) <= {401, 429}
            took = time.monotonic() - began
            assert answered >= 150
            assert checked <= 5 + took / 0.5
            # During the wait the right password is not checked either; otherwise the response would reveal it.
            assert tried(url, "long enough")[0] == 429
            assert tried(url, "long enough", source=OTHER)[0] == 200
        process.terminate()
        told = process.communicate(timeout=20)[1]
        assert "wrong password from 127.0.0.1" in told
        assert "guess" not in told
        assert "long enough" not in told


def test_who_was_let_in_before_is_let_in_though_a_neighbour_guesses(tmp_path: Path, running: Running) -> None:
    with running(Service(tmp_path / "home", model="hashing"), credentials=OWNER) as url:
        place = urlsplit(url)
        with closing(connected(url)) as sent:
            sent.sendall(
                f"GET /theme.css HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
                f"Authorization: {basic('me', OWNER.password)}\r\n\r\n".encode()
            )
            head = sent.makefile("rb").read().decode("utf-8", "replace").partition("\r\n\r\n")[0]
        (cookie,) = [
            line[12:].partition(";")[0] for line in head.split("\r\n") if line.lower().startswith("set-cookie")
        ]
        while tried(url, "wrong")[0] != 429:
            pass
        assert tried(url, OWNER.password)[0] == 429
        assert tried(url, OWNER.password, cookie="qa_known=guess")[0] == 429
        assert tried(url, OWNER.password, cookie=cookie)[0] == 200
        assert tried(url, "wrong", cookie=cookie)[0] == 401
        assert "set-cookie" not in tried(url, OWNER.password, cookie=cookie)[1]


def test_the_wait_doubles_and_is_forgotten() -> None:
    now = [1_000_000.0]
    guesses = Guesses(Budget(2, 0.5, 60.0), Budget(1_000, 0.0, 0.0), clock=lambda: now[0])
    waits = []
    for _ in range(12):
        assert guesses.wait("10.0.0.1") == 0
        guesses.add("10.0.0.1")
        waits.append(guesses.wait("10.0.0.1"))
        now[0] += waits[-1]
    assert waits == [0.5, 0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert guesses.wait("10.0.0.2") == 0
    now[0] += FORGOTTEN + 1
    assert guesses.add("10.0.0.1") == 1


def test_many_addresses_share_a_budget() -> None:
    now = [0.0]
    guesses = Guesses(clock=lambda: now[0])
    checked = 0
    for number in range(100_000):  # a thousand a second, each from its own address
        now[0] += 0.001
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        if not guesses.wait(address):
            checked += 1
            guesses.add(address)
    assert checked < 100 + 10 + 100 / 5 + 10
    assert guesses.wait("10.9.9.9") > 0


def test_what_is_remembered_is_bounded() -> None:
    guesses = Guesses(everyone=Budget(1, 0.0, 0.0))
    for number in range(KNOWN + 500):
        guesses.add(f"2001:db8:{number >> 16:x}:{number & 65_535:x}::1")
    assert len(guesses._by_address) == KNOWN


def test_a_request_without_a_password_or_with_none_that_can_be_read_is_no_guess(
    tmp_path: Path, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        running(Service(tmp_path / "home", model="hashing"), credentials=OWNER) as url,
        caplog.at_level(logging.WARNING),
    ):
        place = urlsplit(url)
        for header in ("", "Authorization: Basic x\r\n", "Authorization: Basic\r\n") * 5:
            with closing(connected(url)) as sent:
                sent.sendall(f"GET / HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n{header}\r\n".encode())
                assert b" 401 " in sent.makefile("rb").readline()
        assert tried(url, OWNER.password)[0] == 200
    assert "wrong password" not in caplog.text
