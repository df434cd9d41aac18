"""Pages are fetched from a local server within limits, kept, and read again without it."""

import gzip
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from qa.errors import FetchRefused
from qa.fetch.adding import Added, add
from qa.fetch.client import Limits, fetch
from qa.service import Service

TEXT = "河湾县水库今天开工，总投资三亿元，明年年底蓄水。县水利局局长王泉说，水库可以灌溉十万亩农田。"
LOCAL = Limits(bytes=200_000, seconds=2, private=True)


def page(title: str, charset: str = "utf-8") -> bytes:
    head = f"<title>{title}</title><meta property='article:published_time' content='2023-05-06'>"
    return f"<html><head>{head}</head><body><h1>{title}</h1><p>{TEXT}</p></body></html>".encode(charset)


class Handler(BaseHTTPRequestHandler):
    """Serves what the test put into `site`: path -> (status, headers, body)."""

    site: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"a")
                    time.sleep(0.1)
            return
        status, headers, body = self.site.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    Handler.site, Handler.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def put(path: str, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    Handler.site[path] = (status, {"Content-Type": kind, **named}, body)


def added(url: str | list[str], home: Path, **kind: object) -> Added:
    urls = [url] if isinstance(url, str) else url
    return add(urls, home, **({"limits": LOCAL, "pause": 0} | kind))  # type: ignore[arg-type]


def reason(done: Added) -> str:
    ((_, message),) = done.refused
    return str(message)


def test_a_page_is_kept_and_read_again_without_the_server(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工", "gbk"))
    assert added(f"{url}/1.html", tmp_path).kept == (f"{url}/1.html",)
    service = Service(tmp_path, model="hashing")
    Handler.site = {}
    asked = len(Handler.asked)
    service.rebuild([tmp_path / "pages"])
    service.rebuild(full=True)
    ((article, _, _),) = service.index().store.listing()
    assert (article.title, article.url, str(article.published)) == ("水库开工", f"{url}/1.html", "2023-05-06")
    (kept,) = (tmp_path / "pages").iterdir()
    assert b"WARC-Date: 20" in kept.read_bytes()
    assert len(Handler.asked) == asked


def test_a_page_is_fetched_anew_and_keeps_its_id(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    added(f"{url}/1.html", tmp_path)
    service = Service(tmp_path, model="hashing")
    service.rebuild([tmp_path / "pages"])
    ((before, _, _),) = service.index().store.listing()
    assert added(f"{url}/1.html", tmp_path).same == 1
    put("/1.html", page("水库提前开工"))
    assert len(added(f"{url}/1.html", tmp_path).kept) == 1
    service.rebuild()
    ((after, _, _),) = service.index().store.listing()
    assert (after.id, after.title) == (before.id, "水库提前开工")


RSS = "<?xml version='1.0'?><rss version='2.0'><channel><link>{url}/</link>{items}</channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'>{items}</feed>"
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</urlset>"


@pytest.mark.parametrize(
    ("frame", "item", "packed"),
    [
        (RSS, "<item><link>{link}</link></item>", False),
        (ATOM, "<entry><link rel='alternate' href='{link}'/></entry>", False),
        (SITEMAP, "<url><loc>{link}</loc></url>", False),
        (SITEMAP, "<url><loc>{link}</loc></url>", True),
    ],
)
def test_a_feed_and_a_sitemap_give_their_new_pages(
    frame: str, item: str, packed: bool, url: str, tmp_path: Path
) -> None:
    for n in range(5):
        put(f"/{n}.html", page(f"第{n}条新闻"))
    items = "".join(item.format(link=f"{url}/{n}.html") for n in range(4))
    body = frame.format(url=url, items=items).encode()
    put("/list", gzip.compress(body) if packed else body, "application/xml")
    first = added(f"{url}/list", tmp_path, most=3)
    assert (len(first.kept), first.same, first.left) == (3, 0, 1)
    second = added(f"{url}/list", tmp_path)
    assert (second.kept, second.same, second.left) == ((f"{url}/3.html",), 3, 0)
    assert Handler.asked.count("/0.html") == 1
    assert second.refused == ()


def test_pages_that_cannot_be_fetched_count(url: str, tmp_path: Path) -> None:
    links = "".join(f"<url><loc>{url}/{n}.html</loc></url>" for n in range(9))
    put("/list", SITEMAP.format(items=links).encode(), "text/xml")
    done = added(f"{url}/list", tmp_path, most=3)
    assert (len(done.refused), done.left) == (3, 6)


def test_a_site_that_does_not_answer_is_asked_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        began = time.monotonic()
        addresses = [f"http://127.0.0.1:{port}/{n}" for n in range(5)]
        done = added(addresses, tmp_path, limits=Limits(seconds=0.5, private=True))
        assert len(done.refused) == 5
        assert time.monotonic() - began < 2


def test_a_sitemap_of_sitemaps(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    put("/a.xml", SITEMAP.format(items=f"<url><loc>{url}/1.html</loc></url>").encode(), "text/xml")
    put("/all.xml", f"<sitemapindex><sitemap><loc>{url}/a.xml</loc></sitemap></sitemapindex>".encode(), "text/xml")
    assert added(f"{url}/all.xml", tmp_path).kept == (f"{url}/1.html",)


def test_a_link_that_is_no_address_is_told_and_the_others_are_fetched(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    links = ("ftp://news.example/1", f"{url}/1.html#top", f"{url}/1.html")
    put("/list", SITEMAP.format(items="".join(f"<url><loc>{one}</loc></url>" for one in links)).encode(), "text/xml")
    done = added(f"{url}/list", tmp_path)
    assert done.kept == (f"{url}/1.html",)
    assert "no address of a page" in reason(done)


def test_robots_are_heeded(url: str, tmp_path: Path) -> None:
    put("/robots.txt", b"User-agent: *\nDisallow: /closed/\n", "text/plain")
    put("/closed/1.html", page("水库开工"))
    put("/2.html", page("水库开工"))
    put("/3.html", b"", status=302, Location="/closed/1.html")
    assert "robots.txt does not allow" in reason(added(f"{url}/closed/1.html", tmp_path))
    assert "/closed/1.html" not in Handler.asked
    assert len(added(f"{url}/2.html", tmp_path).kept) == 1
    assert "robots.txt does not allow" in reason(added(f"{url}/3.html", tmp_path))
    put("/robots.txt", b"", status=503)
    assert "robots.txt does not allow" in reason(added(f"{url}/2.html", tmp_path))


def test_there_is_a_pause_between_requests_to_one_site(url: str, tmp_path: Path) -> None:
    slept: list[float] = []
    for n in range(3):
        put(f"/{n}.html", page("水库开工"))
    added([f"{url}/{n}.html" for n in range(3)], tmp_path, pause=1.5, sleep=slept.append)
    assert slept == [1.5, 1.5]


def test_private_addresses_are_refused_unless_they_are_allowed(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    closed = replace(LOCAL, private=False)
    for address in (f"{url}/1.html", url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "[::1]")):
        assert "--allow-private" in reason(added(address, tmp_path, limits=closed))
    assert Handler.asked == []


def test_the_address_that_was_checked_is_connected_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is looked up, and private a moment later, leads to no private address."""
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
    with pytest.raises(FetchRefused, match="no address of a page"):
        fetch(f"{url}/1", LOCAL)
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
    assert len(added(f"{url}/packed", tmp_path).kept) == 1


def test_the_command(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    words = [sys.executable, "-m", "qa", "add", f"{url}/1.html", f"{url}/2.html", "--home", str(tmp_path / "home")]
    refused = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout
    assert refused.startswith("0 pages kept")
    assert not (tmp_path / "home" / "CURRENT").exists()
    words += ["--allow-private", "--model", "hashing"]
    shown = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout
    assert shown.startswith("1 pages kept, 0 already there, 0 left for the next time\nnot added: ")
    assert "HTTP 404" in shown
    assert "generation 1: 1 articles" in shown
    told = json.loads(
        subprocess.run([*words, "--json"], capture_output=True, text=True, timeout=120, check=True).stdout
    )
    assert (told["kept"], told["same"], told["report"]) == ([], 1, None)


def feed(url: str, *pages: str) -> bytes:
    items = "".join(f"<item><title>{name}</title><link>{url}/{name}.html</link></item>" for name in pages)
    return f"<rss version='2.0'><channel><title>a</title><link>{url}</link>{items}</channel></rss>".encode()


def test_a_watched_feed_is_looked_at_again(url: str, tmp_path: Path) -> None:
    put("/one.html", page("水库开工"))
    put("/two.html", page("渡船复航"))
    put("/feed.xml", feed(url, "one"), "application/rss+xml")
    options = ["--allow-private", "--watch", "--every", "0.01", "--home", str(tmp_path / "home"), "--model", "hashing"]
    command = [sys.executable, "-m", "qa", "add", f"{url}/feed.xml", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as watching:
        assert watching.stdout
        try:
            assert any("1 pages kept, 0 already there" in line for line in watching.stdout)
            put("/feed.xml", feed(url, "two", "one"), "application/rss+xml")
            assert any("1 pages kept, 1 already there" in line for line in watching.stdout)
            # Once more, so that what was kept has been indexed.
            assert any("0 pages kept, 2 already there" in line for line in watching.stdout)
        finally:
            watching.send_signal(signal.SIGINT)
            watching.communicate(timeout=60)
    assert watching.returncode == 0
    assert {article.title for article in Service(tmp_path / "home").index().store.articles()} == {
        "水库开工",
        "渡船复航",
    }
