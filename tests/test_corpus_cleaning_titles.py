"""Titles lose the name of their site, and nothing else."""

import pytest

from corpus.cleaning.titles import site_of, title_of


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("老码头重新开放_百度百科", "百度百科"),
        ("老码头重新开放 - 维基百科，自由的百科全书", "维基百科"),
        ("老码头重新开放 - Wikipedia", "Wikipedia"),
        ("老码头重新开放 - 知乎", "知乎"),
        ("老码头重新开放-知乎专栏", "知乎专栏"),
        ("老码头重新开放--社会频道--青浦网", "青浦网"),
        ("老码头重新开放|渡口|青浦_青浦财经_青浦网", "青浦网"),
        ("老码头重新开放_青浦号·政务_青浦新闻-The Paper", "青浦新闻"),
        ("老码头重新开放_新闻频道_青浦网(qp.com)", "青浦网"),
        ("老码头重新开放-青浦区人民政府", "青浦区人民政府"),
        ("老码头重新开放 - 青浦区交通局", "青浦区交通局"),
        ("老码头重新开放_哔哩哔哩_bilibili", "bilibili"),
        ("老码头重新开放-CSDN博客", "CSDN博客"),
        ("老码头重新开放 | 青浦日报", "青浦日报"),
    ],
)
def test_the_site_behind_a_title_goes(line: str, site: str) -> None:
    assert (title_of(line), site_of(line)) == ("老码头重新开放", site)


def test_an_entry_may_be_one_character() -> None:
    assert title_of("盐_百度百科") == "盐"


@pytest.mark.parametrize(
    "title",
    [
        "渡口|老码头重新开放",
        "老码头重新开放——写给青浦日报",
        "T+0 - 一次实验",
        "2022-2023年度报告",
        "青浦日报",
        "快讯|青浦新闻",
        "我和百科",
        "渡船2号-3号航线恢复",
        "春节走渡口｜住在码头边的移民社区",
        "春节走渡口｜走进青浦市公安局",
        "评论员文章|建设法治政府",
        "渡船党员到一线-服务社区",
    ],
)
def test_a_title_of_its_own_stays(title: str) -> None:
    assert title_of(title) == title


def test_a_headline_behind_a_bar_is_not_the_source() -> None:
    assert site_of("春节走渡口｜住在码头边的移民社区") == ""
