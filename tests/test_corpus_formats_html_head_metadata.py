"""Titles without site names, and site names as sources where nothing else is named."""

import pytest

from corpus.cleaning.metadata import metadata
from corpus.cleaning.titles import site_of
from corpus.formats.html.head_metadata import name_of, without_site
from corpus.formats.html.web_page import to_page


@pytest.mark.parametrize(
    ("title", "shown", "expected"),
    [
        ("老码头重新开放_社会频道_青浦网", [], "老码头重新开放"),
        ("老码头重新开放-青浦在线", [], "老码头重新开放"),
        ("老码头重新开放-QPN 青浦生活", ["首页", "老码头重新开放"], "老码头重新开放"),
        (
            "本站要闻--老码头停了三年之后昨天重新开放，头一天运了两百人",
            [],
            "老码头停了三年之后昨天重新开放，头一天运了两百人",
        ),
        (
            "渡口|老码头停了三年之后昨天重新开放",
            ["渡口|老码头停了三年之后昨天重新开放"],
            "渡口|老码头停了三年之后昨天重新开放",
        ),
        ("停了三年的老码头", ['停了三年的老码头"复活"了'], '停了三年的老码头"复活"了'),
        ("停了三年的老码头昨天...", ["停了三年的老码头昨天重新开放"], "停了三年的老码头昨天重新开放"),
        ("Opinion | What the ferry means for the town of Qingpu", [], "What the ferry means for the town of Qingpu"),
        ("T+0 - 一次实验", [], "T+0 - 一次实验"),
    ],
)
def test_a_title_is_what_the_page_shows_as_one(title: str, shown: list[str], expected: str) -> None:
    assert without_site(title, shown) == expected


@pytest.mark.parametrize(
    ("window", "site"),
    [
        ("老码头重新开放_社会频道_青浦网", "青浦网"),
        ("老码头重新开放 - 青浦日报", "青浦日报"),
        ("老码头重新开放-青浦在线", "青浦在线"),
        ("青浦网", ""),
        ("", ""),
    ],
)
def test_the_window_names_its_site_last(window: str, site: str) -> None:
    assert site_of(window) == site


@pytest.mark.parametrize(
    ("name", "expected"),
    [("来源：青浦日报", "青浦日报"), ("news.qingpu.example.com", ""), ("CBSSports.com", "CBSSports.com"), ("123", "")],
)
def test_an_address_is_no_source(name: str, expected: str) -> None:
    assert name_of(name) == expected


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("沈根/青浦日报", "青浦日报"),
        ("青浦日报记者 沈根", "青浦日报"),
        ("来源于：青浦镇办事处", "青浦镇办事处"),
        ("来源：青浦日报 原创稿", "青浦日报"),
        ("来源：本站原创", ""),
        ("来源：网络", ""),
        ("青浦日报", ""),
    ],
)
def test_sources_as_pages_name_them(line: str, source: str) -> None:
    text = f"老码头重新开放\n{line}\n停了三年的渡船又开了，头一天运了两百多人。"
    assert metadata(text).source == source


def test_a_heading_that_the_window_shows_counts_before_a_headline_of_linked_data() -> None:
    said = '<script type="application/ld+json">{"headline": "a list of boats", "datePublished": "2021-03-01"}</script>'
    head = f"<html><head><title>Ferries of Brindle - Riverpedia</title>{said}</head>"
    assert to_page(f"{head}<body><h1>Ferries of Brindle</h1><p>Text.</p></body></html>").title == "Ferries of Brindle"
    assert to_page(f"{head}<body><h1>Riverpedia</h1><p>Text.</p></body></html>").title == "a list of boats"


@pytest.mark.parametrize(
    ("window", "source"),
    [
        ("老码头重新开放｜河湾晚风", "河湾晚风"),
        ("老码头重新开放 - The Brindle", "The Brindle"),
        ("老码头重新开放_新闻动态", ""),
        ("老码头重新开放，渡船又开了", ""),
        ("河湾晚风｜老码头重新开放", ""),
    ],
    ids=["bar", "dash", "section", "more of the title", "before the heading"],
)
def test_what_stands_behind_the_heading_in_the_window_is_the_site(window: str, source: str) -> None:
    page = f"<html><head><title>{window}</title></head><body><h1>老码头重新开放</h1><p>渡船又开了。</p></body></html>"
    assert to_page(page).otherwise.source == source
