"""Addresses, redirects, sizes and times that are refused."""

import gzip
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import FetchRefused
from qa.fetch.client import fetch
from tests.fetched_site import LOCAL, Handler, added, page, put, reason, site


@pytest.fixture
def url() -> Iterator[str]:
    with site() as address:
        yield address


def test_private_addresses_are_refused_unless_they_are_allowed(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    closed = replace(LOCAL, private=False)
    for address in (f"{url}/1.html", url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "[::1]")):
        assert "--allow-private" in reason(added(address, tmp_path, limits=closed))
    assert Handler.asked == []


def test_the_address_that_was_checked_is_connected_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is looked up, and private a moment later, does not lead to a private address."""
    answers = ["93.184.216.34", "127.0.0.1"]
    connected: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    def connect(address: tuple[str, int], **_: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchRefused, match="cannot be reached"):
        fetch("http://rebinding.example/")
    assert connected == ["93.184.216.34"]
    with pytest.raises(FetchRefused, match="private network"):
        fetch("http://rebinding.example/")
    assert connected == ["93.184.216.34"]


def test_a_redirect_is_checked_too(url: str) -> None:
    put("/1", b"", status=302, Location="file:///etc/passwd")
    with pytest.raises(FetchRefused, match="not the address of a page"):
        fetch(f"{url}/1", LOCAL)
    put("/brackets", b"", status=302, Location="http://[x]/")
    with pytest.raises(FetchRefused, match=r"http://\[x\]/ is not the address of a page"):
        fetch(f"{url}/brackets", LOCAL)
    put("/loop", b"", status=301, Location="/loop")
    with pytest.raises(FetchRefused, match="more than 5 redirects"):
        fetch(f"{url}/loop", LOCAL)
    put("/2", b"", status=307, Location="/1.html")
    put("/1.html", page("水库开工"))
    assert fetch(f"{url}/2", LOCAL).url == f"{url}/1.html"


def test_what_is_too_large_or_too_slow_or_broken_off_is_refused(url: str, tmp_path: Path) -> None:
    put("/large", b"a" * 300_000)
    put("/bomb", gzip.compress(b"a" * 300_000), Content_Encoding="gzip")
    put("/short", b"abc", Content_Length="99")
    put("/gone", b"", status=410)
    put("/picture", b"x", "image/png")
    small = replace(LOCAL, seconds=1)
    began = time.monotonic()
    for path, said in (
        ("large", "larger than"),
        ("bomb", "larger than"),
        ("drip", "took longer than 1 s"),
        ("short", "cannot be reached"),
        ("gone", "HTTP 410"),
        ("picture", "is image/png"),
    ):
        assert said in reason(added(f"{url}/{path}", tmp_path, limits=small)), path
    assert time.monotonic() - began < 8
    assert not (tmp_path / "pages").exists()
    put("/packed", gzip.compress(page("水库开工")), Content_Encoding="gzip")
    assert len(added(f"{url}/packed", tmp_path).saved) == 1
