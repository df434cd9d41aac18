"""Shares, weekdays, round numbers, currencies and addresses that the cited text lacks."""

from datetime import date

import pytest

from corpus.types import Article, Passage
from qa.claims.checks.written_facts import unknown_addresses, unknown_figures
from qa.claims.grounding import unsupported


def passage(text: str) -> Passage:
    return Passage(0, Article("a", "", text, "", None, "", ""), 0, len(text))


def unwritten(sentence: str, cited: Passage) -> list[str]:
    """The facts that are not in the passage, whatever a reader thinks of them."""
    checks = (unknown_addresses, unknown_figures)
    return [problem for check in checks for problem in check(sentence, cited.text, [cited])]


@pytest.mark.parametrize(
    ("text", "true", "false", "named"),
    [
        ("三分之一的居民同意拆迁。", "三分之一的居民同意拆迁。", "三分之二的居民同意拆迁。", "三分之二"),
        ("One third of the residents agreed.", "One third of the residents agreed.", "Two thirds of the residents agreed.", "Two thirds"),
        ("A third of the residents agreed.", "One third of the residents agreed.", "Half of the residents agreed.", "Half"),
        ("50%的居民同意拆迁。", "一半的居民同意拆迁。", "三分之一的居民同意拆迁。", "三分之一"),
        ("村里的40户居民中有20户同意拆迁。", "村里一半居民同意拆迁。", "村里三分之一居民同意拆迁。", "三分之一"),
        ("大会星期二召开。", "大会周二召开。", "大会周三召开。", "周三"),
        ("大会星期二召开。", "The congress opened on Tuesday.", "The congress opened on Wednesday.", "Wednesday"),
        ("展馆周二至周五开放。", "展馆周三开放。", "展馆周一开放。", "周一"),
        ("The firm has over two million users.", "The firm has over two million users.", "The firm has over one million users.", "one million"),
        ("The firm has 1.2 million users.", "The firm has over a million users.", "The firm has over a billion users.", "a billion"),
        ("The dam costs £5 million.", "The dam costs 5 million pounds.", "The dam costs $5 million.", "$5 million"),
        ("水坝耗资5亿港元。", "水坝耗资5亿港元。", "水坝耗资5亿日元。", "5亿"),
        ("The dam costs HK$5 million.", "The dam costs HK$5 million.", "The dam costs $5 million.", "$5 million"),
        ("报名见www.fair.com.cn。", "报名见www.fair.com.cn。", "报名见www.fair.com。", "www.fair.com"),
        ("报名请写信给info@fair.cn。", "报名请写信给info@fair.cn。", "报名请写信给o@fair.cn。", "o@fair.cn"),
    ],
)  # fmt: skip
def test_facts_without_a_figure_are_those_of_the_text(text: str, true: str, false: str, named: str) -> None:
    assert unwritten(true, passage(text)) == []
    assert unwritten(false, passage(text)) == [named]
    assert unsupported(false, [passage(text)]) == named


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("社区每周一次派医生到村里。", "医生每周一次到村里。"),
        ("会议9月6日开幕。", "会议2022年9月6日星期二开幕。"),
        ("The mill made a profit in the second half of the year.", "In the second half of the year the mill made a profit."),
        ("馆方预计每年有50万人参观。", "The museum expects half a million visitors a year."),
        ("62%的居民同意拆迁。", "超过一半的居民同意拆迁。"),
    ],
)  # fmt: skip
def test_words_that_are_no_weekday_no_share_and_no_number(text: str, sentence: str) -> None:
    assert unwritten(sentence, Passage(0, Article("a", "", text, "", date(2022, 9, 7), "", ""), 0, len(text))) == []
