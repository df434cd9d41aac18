"""Numbered editions, sessions and phases in a question, and the texts about the same ones."""

import pytest

from corpus.text.fold import fold
from qa.facts.ordinals import names, ordinals


@pytest.mark.parametrize(
    ("question", "same", "other"),
    [
        ("第12届梨花节来了多少游客？", "第十二届梨花节开幕。", "第13届梨花节开幕，12位歌手登台。"),
        ("第十二届梨花节来了多少游客？", "第12届云岭梨花节开幕。", "第十二届运动会开幕，梨花节在后。"),
        ("云岭水厂二期哪一年开工？", "水厂二期去年开工。", "水厂一期去年开工。"),
        ("首座大桥的第三期工程投资多少？", "大桥3期工程开工。", "大桥二期工程开工，投资3亿元。"),
        ("第二次港口战争哪年爆发？", "港口二战爆发。", "第一次港口战争爆发。"),
        ("Who opened the 12th Pear Blossom Festival?", "第十二届梨花节庆开幕。", "第十二届运动会开幕。"),
        ("Who opened the 12th harbour conference?", "第十二届港口会议开幕。", "十二届县委三次会议开幕。"),
        ("Who opened the 12th harbour conference?", "The twelfth conference opened.", "The 13th conference opened."),
        ("When did the second phase of the waterworks open?", "水厂二期去年启用。", "水厂一期去年启用。"),
        ("Where does the fourth north-south water pipeline start?", "供水四线起自青石水库。", "供水三线起自青石水库。"),
        (
            "How many boats came in the third exchange?",
            "渔村完成第三批交换，来了五条船。",
            "渔村完成第二批交换，来了五条船。",
        ),
        ("When did the second edition of the fair open?", "第2届博览会开幕。", "第三届博览会开幕。"),
        ("商会十四届三次会议由谁主持？", "商会十四届三次会议由林知远主持。", "商会十三届三次会议由林知远主持。"),
        ("老街改造三期下来惠及多少人？", "老街已进行了三期改造。", "老街已进行了二期改造。"),
        ("第十四个五年规划定了哪些目标？", "云岭“十四五”规划公布。", "云岭“十三五”规划公布。"),
        ("What does the 14th Five-Year Plan aim at?", "云岭“十四五”规划公布。", "云岭“十三五”规划公布。"),
        ("When did the second world war end?", "World War II ended in autumn.", "World War I ended in autumn."),
        ("When did the second harbour war end?", "The Second Harbour War ended.", "The III harbour games ended."),
    ],
)
def test_a_text_speaks_of_the_edition_or_of_another_one(question: str, same: str, other: str) -> None:
    (ordinal,) = ordinals(fold(question))
    assert names(fold(same), ordinal)
    assert not names(fold(other), ordinal)


@pytest.mark.parametrize(
    "question",
    [
        "梨花节第一次举办是在哪一年？",
        "连续三届的冠军是谁？",
        "第几届梨花节最大？",
        "第1000万辆汽车在哪里下线？",
        "第一千万辆汽车在哪里下线？",
        "第二大的港口在哪里？",
        "大火第二天，港口还开着吗？",
        "合并后的第二年利润是多少？",
        "What happened on May 12th?",
        "What happened on the 12th of May?",
        "How long is a second?",
        "Who scored in the second half?",
        "Who came in second place?",
        "第三季度全市用电多少？",
        "What were the exports in the third quarter of 2022?",
    ],
)
def test_dates_counts_and_beginnings_number_no_edition(question: str) -> None:
    assert not list(ordinals(fold(question)))


@pytest.mark.parametrize("question", ["储量居全国第二的是哪种矿石？", "Which mineral ranks the second?"])
def test_an_ordinal_without_its_thing_is_only_a_number(question: str) -> None:
    (ordinal,) = ordinals(fold(question))
    assert names(fold("铁矿的储量排第2。"), ordinal)
    assert names(fold("Iron ranks second."), ordinal)
    assert not names(fold("铁矿的储量排第三。"), ordinal)
