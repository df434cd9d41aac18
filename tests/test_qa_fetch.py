"""Pages are fetched from a local server within limits, saved, and read again without it."""

import gzip
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from index.errors import Busy, HomeUnusable
from index.storage.locks import writer_lock
from qa.fetch.client import Limits
from qa.service import Service
from tests.command_line import run
from tests.fetched_site import Handler, added, page, put, reason, site


@pytest.fixture
def url() -> Iterator[str]:
    with site() as address:
        yield address


def test_a_page_is_kept_and_read_again_without_the_server(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工", "gbk"))
    assert added(f"{url}/1.html", tmp_path).saved == (f"{url}/1.html",)
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
    assert added(f"{url}/1.html", tmp_path).unchanged == 1
    put("/1.html", page("水库提前开工"))
    assert len(added(f"{url}/1.html", tmp_path).saved) == 1
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
    assert (len(first.saved), first.unchanged, first.left) == (3, 0, 1)
    second = added(f"{url}/list", tmp_path)
    assert (second.saved, second.unchanged, second.left) == ((f"{url}/3.html",), 3, 0)
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


@pytest.mark.parametrize("listed", [False, True])
def test_a_home_that_cannot_be_written_is_told(listed: bool, url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    put("/1.html", page("水库开工"))
    put("/list", SITEMAP.format(items=f"<url><loc>{url}/2.html</loc></url>").encode(), "text/xml")
    with pytest.raises(HomeUnusable, match="cannot write"):
        added(f"{url}/{'list' if listed else '1.html'}", tmp_path / "file" / "home")


def test_a_sitemap_of_sitemaps(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    put("/a.xml", SITEMAP.format(items=f"<url><loc>{url}/1.html</loc></url>").encode(), "text/xml")
    put("/all.xml", f"<sitemapindex><sitemap><loc>{url}/a.xml</loc></sitemap></sitemapindex>".encode(), "text/xml")
    assert added(f"{url}/all.xml", tmp_path).saved == (f"{url}/1.html",)


def test_a_link_that_is_no_address_is_told_and_the_others_are_fetched(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    links = ("ftp://news.example/1", f"{url}/1.html#top", f"{url}/1.html")
    put("/list", SITEMAP.format(items="".join(f"<url><loc>{one}</loc></url>" for one in links)).encode(), "text/xml")
    done = added(f"{url}/list", tmp_path)
    assert done.saved == (f"{url}/1.html",)
    assert "not the address of a page" in reason(done)


def test_a_long_robots_is_read_up_to_its_limit(url: str, tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /closed/\n"
    put("/robots.txt", rules + b"# " + b"x" * 600_000, "text/plain")
    for path in ("/closed/1.html", "/1.html"):
        put(path, page("水库开工"))
    assert "robots.txt does not allow" in reason(added(f"{url}/closed/1.html", tmp_path))
    assert added(f"{url}/1.html", tmp_path).saved


def test_robots_are_heeded(url: str, tmp_path: Path) -> None:
    put("/robots.txt", b"User-agent: *\nDisallow: /closed/\n", "text/plain")
    put("/closed/1.html", page("水库开工"))
    put("/2.html", page("水库开工"))
    put("/3.html", b"", status=302, Location="/closed/1.html")
    assert "robots.txt does not allow" in reason(added(f"{url}/closed/1.html", tmp_path))
    assert "/closed/1.html" not in Handler.asked
    assert len(added(f"{url}/2.html", tmp_path).saved) == 1
    assert "robots.txt does not allow" in reason(added(f"{url}/3.html", tmp_path))
    put("/robots.txt", b"", status=503)
    assert "robots.txt does not allow" in reason(added(f"{url}/2.html", tmp_path))


def test_there_is_a_pause_between_requests_to_one_site(url: str, tmp_path: Path) -> None:
    slept: list[float] = []
    for n in range(3):
        put(f"/{n}.html", page("水库开工"))
    added([f"{url}/{n}.html" for n in range(3)], tmp_path, pause=1.5, sleep=slept.append)
    assert slept == [1.5, 1.5]


def test_the_command(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    words = [sys.executable, "-m", "qa", "add", f"{url}/1.html", f"{url}/2.html", "--home", str(tmp_path / "home")]
    refused = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout
    assert refused.startswith("0 pages saved")
    assert not (tmp_path / "home" / "CURRENT").exists()
    words += ["--allow-private", "--model", "hashing"]
    shown = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout
    assert shown.startswith("1 pages saved, 0 already there, 0 left for next time\nnot added: ")
    assert "HTTP 404" in shown
    assert "generation 1: 1 articles" in shown
    told = json.loads(
        subprocess.run([*words, "--json"], capture_output=True, text=True, timeout=120, check=True).stdout
    )
    assert (told["saved"], told["unchanged"], told["report"]) == ([], 1, None)


def test_a_page_that_was_saved_during_a_rebuild_is_indexed_by_the_next_call(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    put("/2.html", page("渡船复航"))
    home = tmp_path / "home"
    words: list[str | Path] = ["--allow-private", "--home", home, "--model", "hashing"]
    assert run("add", f"{url}/1.html", *words).returncode == 0
    with writer_lock(home / "lock"):
        refused = run("add", f"{url}/2.html", *words)
    assert (refused.returncode, refused.stdout) == (2, "1 pages saved, 0 already there, 0 left for next time\n")
    again = run("add", f"{url}/2.html", *words).stdout
    assert again.startswith("0 pages saved, 1 already there")
    assert "2 articles" in again
    assert "generation" not in run("add", f"{url}/2.html", *words).stdout


def feed(url: str, *pages: str) -> bytes:
    items = "".join(f"<item><title>{name}</title><link>{url}/{name}.html</link></item>" for name in pages)
    return f"<rss version='2.0'><channel><title>a</title><link>{url}</link>{items}</channel></rss>".encode()


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the lock of a home that another process is using now and then."""
    with ExitStack() as held:
        while True:
            with suppress(Busy):
                held.enter_context(writer_lock(home / "lock"))
                break
            time.sleep(0.01)
        yield


def test_a_watched_feed_is_looked_at_again(url: str, tmp_path: Path) -> None:
    put("/one.html", page("水库开工"))
    put("/two.html", page("渡船复航"))
    put("/feed.xml", feed(url, "one"), "application/rss+xml")
    options = ["--allow-private", "--watch", "--every", "0.01", "--home", str(tmp_path / "home"), "--model", "hashing"]
    command = [sys.executable, "-m", "qa", "add", f"{url}/feed.xml", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as watching:
        assert watching.stdout
        try:
            assert any("1 pages saved, 0 already there" in line for line in watching.stdout)
            put("/feed.xml", feed(url, "two", "one"), "application/rss+xml")
            assert any("1 pages saved, 1 already there" in line for line in watching.stdout)
            # A third look, so that the saved pages have been indexed.
            assert any("0 pages saved, 2 already there" in line for line in watching.stdout)
            with locked(tmp_path / "home"):
                assert any("rebuilding this index" in line for line in watching.stdout)
            assert any("0 pages saved, 2 already there" in line for line in watching.stdout)
        finally:
            watching.send_signal(signal.SIGINT)
            watching.communicate(timeout=60)
    assert watching.returncode == 0
    assert {article.title for article in Service(tmp_path / "home").index().store.articles()} == {
        "水库开工",
        "渡船复航",
    }
