"""Which pages of feeds and sitemaps are fetched, and in which order when a call cannot fetch them all."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa.fetch import adding
from qa.fetch.client import Fetched
from qa.fetch.links import links
from qa.fetch.tried import MOST, Outcome, Tried
from tests.fetched_site import added, page, put, reason, site

HOST = "https://news.example"
IMAGES = "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'"
ATOM = "http://www.w3.org/2005/Atom"


@pytest.fixture
def url() -> Iterator[str]:
    with site() as address:
        yield address


def named(body: str) -> list[str] | None:
    return links(Fetched(f"{HOST}/list", 200, "", {}, body.encode(), datetime.now(UTC)))


def sitemap(*addresses: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{one}</loc></url>' for one in addresses)}</urlset>".encode()


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        ("<rss><item><link>{host}/a.php?id=1&amp;p=2</link></item></rss>", ["/a.php?id=1&p=2"]),
        ("<rss><item><link>{host}/a.php?id=1&amp;copy=2</link></item></rss>", ["/a.php?id=1&copy=2"]),
        ("<rss><item><link>{host}/?p=1&#038;b=2&#38;c=3</link></item></rss>", ["/?p=1&b=2&c=3"]),
        ("<rss><item><link><![CDATA[{host}/?p=1&copy=2]]></link></item></rss>", ["/?p=1&copy=2"]),
        (f"<feed xmlns='{ATOM}'><entry><link href='{{host}}/a?id=1&amp;b=2'/></entry></feed>", ["/a?id=1&b=2"]),
        ('{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"url": "{host}/a?b=1&c=2"}}]}}', ["/a?b=1&c=2"]),
        ("<urlset><url><loc>{host}/a?b=1&amp;c=2</loc></url></urlset>", ["/a?b=1&c=2"]),
        (
            f"<urlset {IMAGES}><url><loc>{{host}}/1</loc><image:image><image:loc>{{host}}/1.jpg</image:loc>"
            "</image:image></url><url><loc>{host}/2</loc></url></urlset>",
            ["/1", "/2"],
        ),
        ("<s:urlset xmlns:s='http://a'><s:url><s:loc>{host}/1</s:loc></s:url></s:urlset>", ["/1"]),
        ("<sitemapindex><sitemap><loc>{host}/1.xml</loc></sitemap></sitemapindex>", ["/1.xml"]),
        ("<urlset><loc>{host}/1</loc></urlset>", []),
        ("<urlset><url><loc>{host}/</loc></url></urlset>", []),
    ],
)
def test_the_pages_that_a_list_names(body: str, pages: list[str]) -> None:
    assert named(body.format(host=HOST)) == [f"{HOST}{one}" for one in pages]


@pytest.mark.parametrize("tag", ["feedback-button", "feed-list", "rss-icon", "urlset-view"])
def test_a_page_with_a_tag_that_begins_like_a_list_is_a_page(tag: str) -> None:
    assert named(f"<html><body><{tag}></{tag}><p>水库开工。</p></body></html>") is None


def test_a_malformed_address_in_a_list_is_refused_and_the_others_are_fetched(url: str, tmp_path: Path) -> None:
    put("/1.html", page("水库开工"))
    put("/list", sitemap("https://[domain]/a", f"{url}/1.html"), "text/xml")
    done = added(f"{url}/list", tmp_path)
    assert done.saved == (f"{url}/1.html",)
    assert "https://[domain]/a is not the address of a page" in reason(done)


def test_what_could_not_be_added_before_is_tried_after_the_new_pages(url: str, tmp_path: Path) -> None:
    put("/gone.jpg", b"x", "image/jpeg")
    put("/1.html", page("水库开工"))
    put("/2.html", page("渡船复航"))
    put("/list", sitemap(*(f"{url}/{name}" for name in ("gone1", "gone.jpg", "gone2", "1.html", "2.html"))), "text/xml")
    first = added(f"{url}/list", tmp_path, most=2)
    assert ([one for one, _ in first.refused], first.left) == ([f"{url}/gone1", f"{url}/gone.jpg"], 3)
    second = added(f"{url}/list", tmp_path, most=2)
    assert (second.saved, second.left) == ((f"{url}/1.html",), 3)
    third = added(f"{url}/list", tmp_path, most=2)
    assert (third.saved, third.unchanged) == ((f"{url}/2.html",), 1)
    put("/gone2", page("桥梁合龙"))
    fourth = added(f"{url}/list", tmp_path, most=2)
    # Of these, the one tried longest ago comes first.
    assert ([one for one, _ in fourth.refused], fourth.unchanged, fourth.left) == (
        [f"{url}/gone.jpg"],
        2,
        1,
    )
    assert fourth.saved == (f"{url}/gone2",)


def test_a_sitemap_of_many_sitemaps_is_followed_in_several_calls(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "MOST_LISTS", 2)
    for n in range(5):
        put(f"/{n}.html", page(f"第{n}条新闻"))
        put(f"/{n}.xml", sitemap(f"{url}/{n}.html"), "text/xml")
    parts = "".join(f"<sitemap><loc>{url}/{n}.xml</loc></sitemap>" for n in range(5))
    put("/all.xml", f"<sitemapindex>{parts}</sitemapindex>".encode(), "text/xml")
    saved: list[str] = []
    for left in (3, 3, 3):
        done = added(f"{url}/all.xml", tmp_path)
        assert done.left == left
        saved += done.saved
    assert saved == [f"{url}/{n}.html" for n in range(5)]


def test_what_was_tried_is_remembered_up_to_a_limit(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tried = Tried(home)
    tried.note("a", Outcome.NEW)
    tried.save()
    assert not home.exists()
    for n in range(MOST + 1):
        tried.note(str(n), Outcome.REFUSED)
    tried.note("list", Outcome.LIST)
    tried.note("2", Outcome.NEW)
    tried.note("3", Outcome.REFUSED)
    tried.save()
    again = Tried(home)
    assert sorted(("0", "1", "2", "3", "4", "list"), key=again.turn) == ["0", "2", "list", "1", "4", "3"]
    (home / "tried.json").write_text("[1")
    assert Tried(home).turn("1") == (Outcome.NEW, 0)
