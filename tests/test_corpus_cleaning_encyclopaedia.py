"""Encyclopaedia entries: their headings, marks and lists are left out of the text."""

import pytest

from corpus.cleaning.metadata import metadata
from corpus.cleaning.steps import clean
from corpus.formats.html.web_page import to_page

LEAD = "柳湾渠在河湾县，长十二公里，灌溉二十个村的农田。"
HISTORY = "清代的县令主持开渠，用了三年。"
ENTRY = f"{LEAD}\n开渠\n{HISTORY}"

PAGES = (
    f"柳湾渠_百度百科\n播报\n编辑\n收藏\n0\n有用+1\n{LEAD} [1]\n目录\n1开渠\n▪经过\n2参考资料\n开渠\n播报\n编辑\n{HISTORY} [2-3]\n"
    "参考资料\n1. 河湾县志 ．河湾档案馆 [引用日期2022-08-06]\n词条统计\n浏览次数：12次\n最近更新： 王泉（2022-08-06）",
    f"柳湾渠 - 维基百科，自由的百科全书\n跳转到导航\n{LEAD}[1]\n目录\n1 开渠\n1.1 经过\n2 参考文献\n开渠[编辑]\n{HISTORY}[来源请求]\n参考文献[编辑]\n"
    "^ 河湾县志. 河湾档案馆.\n取自“https://zh.example.org/”\n分类：\n本页面最后修订于2022年8月6日 (星期六) 10:20。",
    f"柳灣渠\n{LEAD}\n目錄\n1 开渠\n2 參考文獻\n开渠[編輯]\n{HISTORY}\n參考文獻[編輯]\n^ 河灣縣志.\n分類：",
    f"柳湾渠 - Wikipedia\n{LEAD}\nContents\n1 开渠\n开渠[edit]\n{HISTORY}[citation needed]\nReferences[edit]\n^ A book.",
)


@pytest.mark.parametrize("page", PAGES)
def test_of_an_entry_its_own_text_is_left(page: str) -> None:
    title = metadata(page).title
    assert title in ("柳湾渠", "柳灣渠")
    assert clean(page, title) == ENTRY


def test_a_page_is_an_entry_by_the_title_of_its_window() -> None:
    page = to_page(
        f"<head><title>柳湾渠_百度百科</title></head><body><h1>柳湾渠</h1><div class=para>{LEAD}<sup>[1]</sup></div><h2>目录</h2>"
        f"<ol><li><a href=#1>1 开渠</a></ol><h2>开渠</h2><a>编辑</a><div class=para>{HISTORY}<sup>[2]</sup></div></body>"
    )
    assert (page.title, clean(page.text, page.title), page.otherwise.source) == ("柳湾渠", ENTRY, "百度百科")


@pytest.mark.parametrize(
    "text",
    [
        "县志的目录改了。\n目录\n1 开渠\n2 修桥\n编辑\n王泉说，目录按年份排。",
        "渠长十二公里。[1]\n这个数是县志里的。[2]\n参考文献\n[1] 河湾县志",
        "他在词条里点了“开渠[编辑]”\n看到的还是老样子。",
    ],
)
def test_an_article_that_has_notes_or_speaks_of_entries_stays_whole(text: str) -> None:
    assert clean(text) == text
