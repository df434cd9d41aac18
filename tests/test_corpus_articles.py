"""Acceptance: five real crawled pages, read in full. Neither they nor their sentences are part of the project."""

import re
from datetime import date
from pathlib import Path

import pytest

from corpus.cleaning.metadata import metadata
from corpus.cleaning.mojibake import damaged_spans
from corpus.cleaning.steps import clean

PAGES = Path(__file__).parents[1].parent / "shared" / "articles"

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason=f"the five real pages are not at {PAGES}")

NOISE = (
    "京ICP",
    "网站地图",
    "违法和不良信息",
    "广告",
    "唐山",
    "吉林动画学院",
    "信息快照",
    "临县人民政府办公室",
    "晋ICP",
    "无标题文档",
    "当前位置",
    "我的订阅",
    "责任编辑",
    "責任編輯",
    "来源:",
    "快照",
    "更多关于",
)

# Lines of the article itself, counted from 1: text, subheadings, captions, credits.
ARTICLE = {"000": range(11, 42), "001": range(1, 14), "002": range(5, 54), "003": range(5, 22), "004": range(10, 24)}

TITLE_LINE = {"000": 5, "002": 2, "003": 2, "004": 4}
SOURCE = {"000": "山西日报", "001": "", "002": "人民网", "003": "山西省人民政府门户网站", "004": "人民资讯"}
DAY = {
    "000": date(2022, 8, 6),
    "001": None,
    "002": date(2022, 3, 24),
    "003": date(2021, 8, 26),
    "004": date(2023, 5, 9),
}


def read(number: str) -> tuple[str, str]:
    path = next(PAGES.glob(f"{number}_*.txt"))
    return path.name, path.read_text(encoding="utf-8")


def without_pinyin(text: str) -> str:
    return re.sub(r"\([a-zà-ǿ ]{1,8}\)", "", text)


def title_of(number: str) -> str:
    """The headline, or the first words of the page that has none."""
    lines = read(number)[1].split("\n")
    return lines[TITLE_LINE[number] - 1] if number in TITLE_LINE else without_pinyin(lines[0]).split("…")[0]


@pytest.mark.parametrize("number", ARTICLE)
def test_title_source_and_date_are_right(number: str) -> None:
    name, page = read(number)
    found = metadata(page, name)
    assert (found.title, found.source, found.published, found.url) == (
        title_of(number),
        SOURCE[number],
        DAY[number],
        "",
    )


@pytest.mark.parametrize("number", ARTICLE)
def test_the_text_is_the_article_line_by_line_and_nothing_else(number: str) -> None:
    """The cleaned text is exactly the article's lines, without blank lines, the repeated title and bracketed pinyin."""
    _, page = read(number)
    lines = page.split("\n")
    proper = [without_pinyin(lines[i - 1]).strip() for i in ARTICLE[number]]
    expected = [line for line in proper if line and line != title_of(number)]
    assert clean(page, title_of(number)).split("\n") == expected


@pytest.mark.parametrize("number", ARTICLE)
def test_no_noise_is_left_and_cleaning_again_changes_nothing(number: str) -> None:
    _, page = read(number)
    for title in ("", title_of(number)):
        text = clean(page, title)
        assert [noise for noise in NOISE if noise in text] == []
        assert clean(text, title) == text


def test_the_traditional_page_has_no_bracketed_pinyin_left_and_keeps_its_script() -> None:
    _, page = read("001")
    text = clean(page)
    assert page.count("(") == 270
    left = re.findall(r"\([^)]*\)", text)
    assert len(left) == 1
    assert left[0].startswith("(記者")


def test_mojibake_of_the_traditional_page_is_reported_and_untouched() -> None:
    _, page = read("001")
    text = clean(page)
    assert damaged_spans(text) == ("?!笔∪舜蟠?", "?!拔覀円e全市", "?!笔∪舜蟠?")
    assert all(damaged_spans(read(number)[1]) == () for number in ("000", "002", "003", "004"))
