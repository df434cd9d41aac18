import re
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning.metadata import metadata
from corpus.cleaning.mojibake import damaged_spans
from corpus.cleaning.steps import STEPS, clean

SENTENCE = "三千人参加了这次长跑，最年长的七十八岁。"

PARAGRAPH = 8 * SENTENCE

LINES = st.sampled_from(
    [
        "",
        "　　",
        SENTENCE,
        f"　　{PARAGRAPH}",
        "太原举办冬季长跑",
        "太原举办冬季长跑_人民网",
        "世界贸易组织(WTO)与他(he)签署“6+1”协议",
        "優(yōu)化發(fā)展，會(huì )議",
        "我們(men)開(kāi)局",
        "发(fā)展",
        "1. 带身份证",
        "• 国内",
        "广告",
        "首页",
        "首页 > 新闻 > 正文",
        "关于我们|联系我们|网站地图",
        "2022年08月06日 12:10 - 来源:太原晚报",
        "发布时间:2023-05-09 20:36:00 来源:人民资讯",
        "2022-03-24",
        "2022-03-24 17:06",
        "（2022年3月24日）",
        "来源：新华社",
        "责任编辑：张三",
        "相关阅读",
        "...小米和高粱的产量比去年",
        "版权所有 某网 京ICP备05004340号",
        "未经授权禁止转载",
        "原标题：太原举办冬季长跑",
        "分享到：微信 微博",
        "太原市在今年春天开始建设一条新的道路连",
        "接城市南部的几个工业园区。全长三十二公",
        "里，预计两年以后完工通车，方便市民出行",
        "the city of Taiyuan opened a new road on",
        "Monday. The mayor said that it would cut",
        "返回搜狐，查看更多",
        "软件 · 版权所有 · 发布时间",
        "太原通 · 版权所有: 某厂 · 发布时间: 2022-03-24",
        "关键词：创新",
        "关键词：开放",
        "相关信息",
        "票价：免费",
        "地点：太原",
        "主办单位：甲，承办单位：乙",
        "本报记者 张三 李四",
        "zero\u200bwidth\u200d\ufeff",
        "\r",
        "\x0c",
    ]
)
PAGES = st.lists(LINES, max_size=14).map("\n".join)
CHARACTERS = st.text(
    "太原優发(（)）yōufā 　\n\r\t。，！？:：-–|>2022年08月06日.来源广告“”\u200b\u200d\ufeff•1、", max_size=80
)


@settings(deadline=None)
@given(PAGES | CHARACTERS | st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned


@settings(deadline=None)
@given(PAGES, st.sampled_from(["太原举办冬季长跑", "广告", SENTENCE]))
def test_cleaning_twice_is_cleaning_once_with_a_title(text: str, title: str) -> None:
    cleaned = clean(text, title)
    assert clean(cleaned, title) == cleaned


@settings(deadline=None)
@given(PAGES | CHARACTERS)
def test_cleaning_only_takes_away(text: str) -> None:
    """What remains is in the page in the same order; where lines are joined, a space may be added between two words."""
    rest = iter(re.sub(r"\s", "", text))
    assert all(char in rest for char in re.sub(r"\s", "", clean(text)))


@settings(deadline=None)
@given(st.lists(st.text("太原忻州一二三经济发展(WTO)6+1“”、，", min_size=1, max_size=60), min_size=1, max_size=8))
def test_paragraphs_of_plain_sentences_stay_as_they_are(sentences: list[str]) -> None:
    text = "\n".join(f"今天{sentence}很好。" for sentence in sentences)
    assert clean(text) == text


@settings(deadline=None)
@given(PAGES)
def test_paragraphs_are_never_lost(text: str) -> None:
    assert clean(text).count(PARAGRAPH) == text.count(PARAGRAPH)


def test_the_result_has_no_indentation_and_no_blank_lines() -> None:
    assert clean("\n　　今天下雪了。　\n\n \t\n  明天还要下。\n") == "今天下雪了。\n明天还要下。"


def test_lines_that_repeat_the_title_go_whatever_their_width_and_script() -> None:
    page = "太原举办冬季长跑\n今天下雪了。\n太原 舉辦冬季長跑\n照片由张三拍摄。\n太原举办冬季长跑_人民网"
    assert clean(page, "太原举办冬季长跑") == "今天下雪了。\n照片由张三拍摄。"


def test_a_text_that_is_nothing_but_its_title_stays() -> None:
    assert clean("太原举办冬季长跑", "太原举办冬季长跑") == "太原举办冬季长跑"


def test_the_row_of_a_table_after_which_it_is_named_stays() -> None:
    text = "老码头 · 渡船: 三条\n新码头 · 渡船: 五条"
    assert clean(text, "老码头 · 渡船: 三条") == text


def test_a_sentence_that_contains_the_title_stays() -> None:
    text = "太原举办冬季长跑，三千人参加。"
    assert clean(text, "太原举办冬季长跑") == text


def test_empty_and_blank_texts_give_nothing() -> None:
    assert clean("") == clean(" \n\u3000\n") == ""


def test_steps_are_named_functions_in_order() -> None:
    assert [step.__name__ for step in STEPS] == [
        "drop_invisible",
        "drop_spelled",
        "drop_encyclopaedia",
        "drop_run_on",
        "join_labels",
        "drop_tail",
        "drop_head",
        "drop_widgets",
        "join_wrapped_lines",
        "tidy_lines",
    ]


PATHOLOGICAL = [
    *(
        "太",
        "a",
        " ",
        "\u3000",
        "\n",
        "(",
        "優(",
        "優(yōu)",
        "首页|",
        "首页>",
        "首页 ",
        "1",
        "2022-03-24 ",
        "来源:",
        "（来源：",
    ),
    *(
        "?!",
        "?！笔",
        "ä¸",
        "Ö",
        "\ufffda",
        "返回搜狐，",
        "太原\n",
        "广告\n",
        "版权所有\n",
        "来源：新华社\n",
        "今天下雪了。\n广告\n标题\n",
    ),
    "某县的农民今年\n2024-01-13 18:19\n",
    "相关信息\n票价：免费\n",
    "太原通 · 版权所有: 某厂\n",
    "关键词：甲\n",
    "太原市今年春天开始建设一条新的道路连接城市南部的几个工\n",
]


def seconds_for(text: str) -> float:
    start = time.process_time()
    clean(text)
    metadata(text)
    damaged_spans(text)
    return time.process_time() - start


@pytest.mark.parametrize("unit", PATHOLOGICAL)
def test_time_is_linear_in_the_length_of_the_text(unit: str) -> None:
    """Ten times the text may take thirty times as long on a busy machine; quadratic time would be a hundredfold.

    The test fails only if two runs in a row take too long.
    """
    short, long = (unit * (size // len(unit)) for size in (20_000, 200_000))
    most = 30 * seconds_for(short) + 0.5
    assert seconds_for(long) < most or seconds_for(long) < most


@pytest.mark.parametrize("unit", ["太原", "優(yōu", "首页|", "来源：新华社 "])
def test_a_line_of_a_megabyte_takes_seconds(unit: str) -> None:
    assert seconds_for(unit * (1_000_000 // len(unit))) < 30


def test_importing_loads_no_heavy_module_and_plain_text_needs_no_pinyin() -> None:
    code = (
        "import sys, corpus.cleaning.steps, corpus.cleaning.metadata, corpus.cleaning.mojibake\n"
        "assert not {'pypinyin', 'opencc'} & set(sys.modules)\n"
        "corpus.cleaning.steps.clean('世界贸易组织（WTO）今天开会。')\n"
        "assert 'pypinyin' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
