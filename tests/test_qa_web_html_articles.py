from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Article
from qa.web.html.answers import (
    article_html,
)
from qa.web.html.heading import heading_html, holdings_html
from qa.web.html.library import sources_html, status_html, table_html, uploads_html
from qa.web.html.markup import moment
from qa.web.html.timeline import positions, timeline_html
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.library.listing import View, listed
from tests.web_objects import TEXT, TITLE, Page, article, cite, only_ours, status


def test_an_article_by_hand() -> None:
    page = Page(article_html(article(), 5, 22, CHINESE))
    assert page.texts("h2") == [TITLE]
    assert page.texts("qa-text") == [TEXT]
    assert page.texts("mark") == ["忻州承接落地，总投资5337亿元。"]
    assert page.texts("p")[1:] == ["太原在北。忻州承接落地，总投资5337亿元。", "雄安在东。"]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (99, 120), (-5, 0), (9, 3), (-9, -2)])
def test_offsets_outside_of_the_article_mark_nothing(start: int, end: int) -> None:
    page = Page(article_html(article(), start, end, ENGLISH))
    assert page.texts("qa-text") == [TEXT]
    assert not page.texts("mark")


def test_a_mark_over_two_lines_is_one_in_each() -> None:
    assert Page(article_html(article(), 18, 25, ENGLISH)).texts("mark") == ["7亿元。", "雄安"]


def test_a_table_of_articles() -> None:
    undated = Article("b", "", "", "", None, "", "/b.txt")
    entries = [(undated, 1_234, 1), (article(), 28, 2)]
    page = Page(table_html(listed(entries, View()), CHINESE))
    assert page.texts("thead") == ["标题来源日期字数段落"]
    assert page.texts("qa-open") == [TITLE, "无标题"]
    assert page.texts("td") == ["示例日报", "2022-03-25", "28", "2", "来源不详", "日期不详", "1,234", "1"]
    assert page.texts("qa-count") == ["2 篇文章"]
    assert page.values("data-article") == ["a1", "b"]
    assert page.values("aria-sort") == ["none", "none", "descending", "none", "none"]
    assert page.values("data-descending") == ["false", "false", "false", "true", "true"]
    assert not page.texts("qa-pager")
    assert Page(table_html(listed([], View()), CHINESE)).texts("p") == ["索引中还没有文章。"]
    assert Page(table_html(listed(entries, View(find="x")), ENGLISH)).texts("p") == [ENGLISH["listed_none"]]


def test_a_long_table_has_pages() -> None:
    entries = [(article(name=f"a{i:02d}"), 1, 1) for i in range(5)]
    page = Page(table_html(listed(entries, View(page=2), per_page=2), ENGLISH))
    assert page.texts("nav") == ["PreviousPage 2 of 3Next"]
    assert page.values("data-page") == ["1", "3"]
    assert page.values("data-article") == ["a02", "a03"]


def test_an_uploaded_file_can_be_removed_by_its_name() -> None:
    page = only_ours(uploads_html(['<b>"x".txt'], ENGLISH))
    assert page.values("data-given") == ['<b>"x".txt']
    assert page.values("aria-label") == ['Remove the uploaded file <b>"x".txt']
    assert uploads_html([], ENGLISH) == ""


def test_articles_and_sources_can_be_removed_and_let_in_again() -> None:
    listing = listed([(article(name='"<a>'), 28, 2)], View())
    table = only_ours(table_html(listing, ENGLISH, removable=True))
    assert (table.values("data-job"), table.values("data-given")) == (["forget"], ['"<a>'])
    assert table.texts("qa-remove") == ["Remove"]
    assert table.values("aria-label") == [f"Remove {TITLE} from the index"]
    assert not Page(table_html(listing, ENGLISH)).values("data-job")
    lists = only_ours(
        sources_html(
            status(sources={"<b>晚报": 1_200, "": 3}, removed=("x1", "旧报"), removed_titles={"x1": "<i>甲"}), ENGLISH
        )
    )
    assert lists.values("data-job") == ["forget", "restore", "restore"]
    assert lists.values("data-given") == ["<b>晚报", "x1", "旧报"]
    assert lists.texts("summary") == ["Sources (1)", "Removed articles and sources (2)"]
    assert lists.texts("li")[0] == "<b>晚报 (1,200)Remove"
    assert [line.startswith(name) for line, name in zip(lists.texts("li")[1:], ("<i>甲", "旧报"), strict=True)] == [
        True
    ] * 2
    assert sources_html(status(sources={}), CHINESE) == ""


def test_the_timeline_by_hand() -> None:
    days = [date(2022, 1, 1), date(2022, 1, 2), date(2022, 12, 31)]
    assert positions(days, gap=10) == pytest.approx([0, 10 + 80 / 364, 100])
    assert positions(days[:1]) == [0.0]
    assert positions([]) == []
    found = article()
    later = Article("a2", TITLE, TEXT, "", date(2023, 1, 1), "", "")
    undated = Article("a3", TITLE, TEXT, "", None, "", "")
    cited = [
        cite(later, "太原在北。", 1),
        cite(found, "太原在北。", 2),
        cite(found, "雄安在东。", 3),
        cite(undated, TEXT, 4),
    ]
    page = only_ours(timeline_html(cited, ENGLISH))
    assert page.texts("a") == ["2, 3", "1"]
    assert page.values("href") == ["#evidence-2", "#evidence-1"]
    assert page.texts("qa-ends") == ["2022-03-252023-01-01"]
    assert timeline_html(cited[1:], ENGLISH) == ""


@given(days=st.lists(st.dates(), unique=True, max_size=12).map(sorted))
def test_days_keep_their_order_and_their_distance(days: list[date]) -> None:
    at = positions(days)
    assert all(0 <= p <= 100.0001 for p in at)
    gap = min(9.0, 100 / max(1, len(days) - 1))
    assert all(b - a >= gap - 1e-9 for a, b in pairwise(at))


def test_the_status_by_hand() -> None:
    page = Page(status_html(status(), ENGLISH))
    assert dict(zip(page.texts("dt"), page.texts("dd"), strict=True)) == {
        "Articles": "16",
        "Passages": "31",
        "Sources": "1",
        "Published": "2021-08-27 – 2023-05-11",
        "Index version": "3",
        "Embedding model": "bundled",
        "Last rebuilt": f"{datetime.fromisoformat('2022-08-06T10:00:00+00:00').astimezone():%Y-%m-%d %H:%M}",
        "Size on disk": "0.2 MB",
    }
    assert moment("last week") == "last week"


def test_the_heading_names_the_sample_and_the_way_to_ones_own() -> None:
    plain, sample = (
        Page(heading_html(holdings_html(status(notice=notice), ENGLISH, sample=is_sample), ENGLISH))
        for is_sample, notice in ((False, "an older one answers"), (True, ""))
    )
    assert plain.texts("h1") == ["Ask your articles"]
    assert plain.texts("p") == ["16 articles, 2021-08-27 to 2023-05-11", "an older one answers"]
    assert sample.texts("code") == ["qa rebuild FOLDER"]
    assert not plain.texts("qa-sample")
    assert sample.texts("qa-sample")[0].startswith("These are the sample articles that come with the program. To ask")
