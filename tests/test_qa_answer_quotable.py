"""What may be quoted from crawled lines, on examples by hand."""

import pytest

from corpus.text.sentences import sentences
from qa.answer.quotable import quotable


def quoted(text: str) -> list[str]:
    """The quotable part of each sentence of a text."""
    spans = [quotable(text, start, end) for start, end in sentences(text)]
    return [text[span[0] : span[1]] for span in spans if span]


@pytest.mark.parametrize(
    "text",
    [
        "会议5月11日召开。",
        "他同意了。",
        "据李明介绍，苹果丰收了。",
        "李明说明年扩建果园。",
        "他说得对。",
        "云水县苹果产量创新高",
        "新机场9月25日通航",
        "最佳影片：《远山》",
        "1. 云水：水果加工",
        "——先进制造业高地；",
        "投资额：1200万元",
        "The bridge opened in 2019.",
        "New bridge opens to traffic",
        "It rained.\u2019",
        "他说：“会好的……”",
        "项目包括道路、桥梁、学校和医院。",
        "a | b 两种方案都可以采用。",
        "300辆公交车已支持扫码乘车，票价为2元。",
        "云水县警方已展开全部搜救工作。",
        "游客扫描二维码即可入园。",
        "市民可以在客户端点击进入办事大厅。",
    ],
)
def test_a_sentence_a_headline_and_an_item_may_be_quoted(text: str) -> None:
    assert quoted(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "柳树镇",
        "历届举办地一览",
        "云水县_百度百科",
        "云水县苹果大丰收 - 搜狐新闻",
        "来源：云水日报 浏览次数：312",
        "关键词：苹果,丰收,云水,农业,价格",
        "图表3：2015-2020年苹果产量统计",
        "首页 > 新闻 > 农业 > 正文",
        "苹果 · 梨 · 桃 · 葡萄 · 新闻",
        "新闻_图片_视频_直播_财经",
        "本报记者 李明 王芳",
        "新华社记者 李明 摄",
        "By John Smith",
        "2022-03-04 10:20",
        "扫描二维码下载客户端，随时随地看新闻",
        "抖音综合搜索帮你找到更多相关视频、图文、直播内容。",
        "苹果产量统计 ...",
        "扫一扫，把新闻分享到朋友圈。",
        "展开全部",
        "关注云水发布，扫码领取门票",
        "更多内容请点击查看 >>",
        "李明说。",
        "云水县农业局局长李明介绍说：",
        "王芳告诉记者说。",
        "Li Ming, he said.",
        "Li Ming added.",
        "该县锟斤拷苹果产量达到锟斤拷万吨。",
    ],
)
def test_what_is_no_sentence_is_not_quoted(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("云水县苹果产量达8.2万吨，同比增长 ...", ["云水县苹果产量达8.2万吨"]),
        ("Mar 3, 2022 ... 日，云水县苹果产量达8.2万吨。", ["云水县苹果产量达8.2万吨。"]),
        ("云水县新闻中心　　全县苹果产量达8.2万吨。", ["全县苹果产量达8.2万吨。"]),
        ("来源：云水日报　　全县苹果产量达8.2万吨。", ["全县苹果产量达8.2万吨。"]),
        ("苹果产量达8.2万吨  全县果农增收3亿元。", ["苹果产量达8.2万吨  全县果农增收3亿元。"]),
    ],
)
def test_the_part_that_is_a_sentence_is_quoted(text: str, quotes: list[str]) -> None:
    assert quoted(text) == quotes


def test_a_row_is_quoted_with_its_header_and_a_header_not_alone() -> None:
    table = "下表是各县产量。\n| 县 | 产量 |\n|---|---|\n| 云水 | 8.2万吨 |\n| 石泉 | 6.9万吨 |\n以上数据已经核实。"
    assert quoted(table) == [
        "下表是各县产量。",
        "| 县 | 产量 |\n|---|---|\n| 云水 | 8.2万吨 |",
        "| 县 | 产量 |\n|---|---|\n| 云水 | 8.2万吨 |\n| 石泉 | 6.9万吨 |",
        "以上数据已经核实。",
    ]


def test_a_row_far_below_its_header_is_quoted_alone() -> None:
    rows = [f"| 第{n}县 | {n}万吨 |" for n in range(1, 40)]
    table = "\n".join(["| 县 | 产量 |", "|---|---|", *rows])
    assert quoted(table)[-1] == rows[-1]
