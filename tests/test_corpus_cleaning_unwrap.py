import textwrap
import unicodedata

import pytest

from corpus.cleaning.steps import clean
from corpus.cleaning.unwrap import join_full_lines, join_wrapped_lines

CHINESE = [
    "太原市在今年春天开始建设一条新的道路，这条道路连接城市南部的几个工业园区，全长三十二公里，预计两年以后完工通车。"
    "市政府的负责人介绍说，道路两侧将种植一万二千棵树木，并且修建自行车道和人行道，方便市民出行。",
    "忻州市的农民今年获得了好收成，小米和高粱的产量都比去年增加了一成以上。合作社的王师傅说，雨水来得正是时候，"
    "价格也不错，增长了5.6%，大家都很高兴，准备明年再多种二百亩地。",
]
ENGLISH = [
    "The city of Taiyuan opened a new road on Monday, and the mayor said that it would cut the journey to the airport "
    "by half. Work had begun two years earlier and cost less than planned.",
    "Farmers in Xinzhou reported a good harvest of millet this year, 12 per cent more than last year, and prices held "
    "up well through the autumn.",
]


def by_columns(paragraph: str, width: int) -> str:
    """Wrap a paragraph to a width in columns; a comma may hang over the edge, as in print."""
    lines, used = [""], 0
    for char in paragraph:
        columns = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used + columns > width and char not in "，。、":
            lines.append("")
            used = 0
        lines[-1] += char
        used += columns
    return "\n".join(lines)


@pytest.mark.parametrize("width", [30, 38, 40, 46, 60, 72, 80])
@pytest.mark.parametrize(("before", "between"), [("", "\n\n"), ("　　", "\n")])
def test_chinese_wrapped_at_columns_is_joined_without_spaces(width: int, before: str, between: str) -> None:
    page = between.join(by_columns(before + paragraph, width) for paragraph in CHINESE)
    assert clean(page).split("\n") == CHINESE


@pytest.mark.parametrize("width", [15, 20, 30, 38, 40, 60, 80])
def test_chinese_cut_after_so_many_characters_is_joined(width: int) -> None:
    page = "\n".join(textwrap.fill(paragraph, width) for paragraph in CHINESE)
    assert join_wrapped_lines(page).split("\n") == CHINESE


@pytest.mark.parametrize("width", [40, 60, 72, 80])
def test_english_is_joined_with_one_space(width: int) -> None:
    page = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in ENGLISH)
    assert clean(page).split("\n") == ENGLISH


@pytest.mark.parametrize("width", [41, 44, 53])
def test_a_word_broken_at_its_hyphen_is_one_word_again(width: int) -> None:
    text = (
        "The high-speed line is a low-cost and long-term answer, said the vice-mayor of the well-known "
        "coal-mining city. Its two-way twin-track bridges are state-of-the-art."
    )
    page = textwrap.fill(text, width)
    assert "-\n" in page
    assert join_wrapped_lines(page) == text


@pytest.mark.parametrize(
    "lines",
    [
        ["白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"],
        ["山西省太原市", "迎泽区府东街101号", "邮政编码030072", "收件人：张三"],
        [
            "获奖名单如下：",
            "张三，太原重型机械公司的高级工程师",
            "李四，山西大学物理学院的青年教师们",
            "王五，忻州市农业农村局的普通职工",
        ],
        [
            "一、加强组织领导，落实各级各部门责任",
            "二、加强宣传教育，提高全社会防火意识",
            "三、加强值班值守，及时处置突发的火情",
        ],
        [
            "1. 带好身份证和准考证，提前一小时入场",
            "2. 不得携带手机和电子手表，违者取消",
            "3. 听从监考老师的安排，按时交卷离场",
        ],
        [CHINESE[0], "各路好手齐聚", CHINESE[1]],
        [
            "太原晴，最高气温二十五度，最低气温十度",
            "忻州多云，最高气温二十三度，最低气温八度",
            "大同小雨，最高气温十九度，最低气温六度",
        ],
        ["今天太原的天气很好，适合出门。", "明天忻州也会是一个晴朗的日子。", "后天大同可能会下一场不小的雨。"],
        ["一个标题", "一句很短的话。"],
    ],
)
def test_verse_addresses_lists_headings_and_paragraphs_stay(lines: list[str]) -> None:
    page = "\n".join(lines)
    assert join_wrapped_lines(page) == page


def test_headings_and_lists_in_a_wrapped_page_stay_on_their_own() -> None:
    wrapped = by_columns(CHINESE[0], 40)
    page = f"新路开工\n\n{wrapped}\n\n三个特点\n\n1. 长三十二公里\n2. 两侧种树\n\n{by_columns(CHINESE[1], 40)}"
    assert clean(page).split("\n") == [
        "新路开工",
        CHINESE[0],
        "三个特点",
        "1. 长三十二公里",
        "2. 两侧种树",
        CHINESE[1],
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the recon-\nstruction of the bridge", "the reconstruction of the bridge"),
        ("twelve kilo-\nmetres of road", "twelve kilometres of road"),
        ("an invest-\nment of 3 million", "an investment of 3 million"),
        ("said the vice-\nmayor Li", "said the vice-mayor Li"),
        ("in coal-\nmining towns", "in coal-mining towns"),
        ("a long-\nterm answer", "a long-term answer"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_whole_and_a_compound_keeps_its_hyphen(broken: str, whole: str) -> None:
    assert join_full_lines(f"{broken}\n") == f"{whole}\n".strip()
