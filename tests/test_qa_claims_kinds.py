"""Falsehoods of each kind, in a passage's own words, are struck; what the passage says in other words passes."""

import pytest

from corpus.types import Article, Passage
from qa.claims.grounding import unsupported
from tests.grounding_kinds import PAIRS

MISSED = {
    "急诊部先行搬迁到新院区。",
    "心脏外科留在老院区。",
    "The old boat takes 55 minutes for the crossing.",
    "The fast ferry will be cheaper than the old boat.",
    "市财政为新院区承担9.8亿元。",
}
"""False, but not detected without a reader."""


def struck(sentence: str, text: str) -> str:
    return unsupported(sentence, [Passage(0, Article("a", "", text, "", None, "", ""), 0, len(text))])


@pytest.mark.parametrize("kind", PAIRS)
def test_a_sentence_of_each_kind_is_told_from_the_true_one(kind: str) -> None:
    assert [true for text, true, _ in PAIRS[kind] if struck(true, text)] == []
    assert {false for text, _, false in PAIRS[kind] if not struck(false, text)} <= MISSED


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("州长叶青致函柳州公司总裁温海。", "叶青致函温海。", "温海致函叶青。"),
        ("The council lent the museum a bus.", "The council lent the museum a bus.", "The museum lent the council a bus."),
        ("大船可以停靠码头。", "大船可以停靠码头。", "大船不可以停靠码头。"),
        ("The theatre holds 300 guests.", "The theatre holds 300 people.", "The theatre holds 400 people."),
        ("苗圃有松树24株，柏树7株。", "苗圃的柏树有7株。", "苗圃有柏树24株。"),
        ("展会有来自40个国家的客商，29家出版社参展。", "29家出版社参展。", "来自29个国家的出版社参展。"),
        ("2003年，纪明搬到石湾村。2015年，他的果园开张。", "纪明2003年搬到石湾村。", "纪明2015年搬到石湾村。"),
        ("池雨说，码头七月启用。岳林说，渡船要检修。", "池雨表示，码头将在七月启用。", "岳林表示，码头将在七月启用。"),
        ("Ada Lind expects a dry summer. Bo Frey said the wells are full.", "Bo Frey said the wells are full.", "Ada Lind said the wells are full."),
        ("小麦的单价比玉米高。", "玉米的单价比小麦低。", "玉米的单价比小麦高。"),
        ("Fares in Oban are lower than in Mallaig.", "Mallaig's fares are higher than Oban's.", "Fares in Mallaig are lower than in Oban."),
        ("船上的12名乘客不包括船员。", "12名乘客中没有算船员。", "12名乘客包括船员。"),
        ("柏溪大桥预计明年通车。", "柏溪大桥预计明年通车。", "柏溪大桥已经通车。"),
        ("The dairy plans to build a second barn.", "The dairy plans to build a second barn.", "The dairy built a second barn."),
        ("合作社去年亏损30万元，前年盈利12万元。", "合作社去年亏损30万元。", "合作社前年亏损30万元。"),
        ("1—8月份，茶叶出口增长3%；8月份，茶叶出口增长9%。", "8月份，茶叶出口增长9%。", "1—8月份，茶叶出口增长9%。"),
        ("茶园面积从2012年的1.2万亩增长到2021年的3.4万亩。", "茶园面积从2012年的1.2万亩增长到2021年的3.4万亩。", "茶园面积2021年为1.2万亩。"),
        ("上游的水库蓄水40万吨。", "上游的水库蓄水40万吨。", "下游的水库蓄水40万吨。"),
        ("这是轮渡今年第二次停航。", "这是轮渡今年第二次停航。", "这是轮渡今年第一次停航。"),
        ("停电的住户中，近九成恢复供电。", "停电的住户中，近九成恢复供电。", "停电的住户全部恢复供电。"),
        ("仓库起火，原因尚不清楚。", "仓库起火的原因尚不清楚。", "仓库起火是由电线老化造成的。"),
    ],
)  # fmt: skip
def test_a_word_in_another_place_makes_another_fact(text: str, true: str, false: str) -> None:
    assert struck(true, text) == ""
    assert struck(false, text) != ""


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("投资额为646.3亿元。", "投资额约646亿元。", "投资额约700亿元。"),
        ("园区有1007家企业。", "The park has more than a thousand companies.", "The park has more than 2,000 companies."),
        ("参赛者近300人，共298人。", "将近300人参赛，共298人。", "将近250人参赛。"),
        ("果园占地3337亩。", "果园占地3300多亩。", "果园占地3100多亩。"),
        ("投资额为2.32亿元。", "投资额为2亿多元。", "投资额为3亿多元。"),
        ("销量比去年增长231%。", "销量比去年增长两倍多。", "销量比去年增长四倍多。"),
        ("收入为6770.02亿元。", "收入为6770亿元。", "收入为6710亿元。"),
        ("The bridge is 80 years old.", "The bridge is eight decades old.", "The bridge is nine decades old."),
        ("裁定暂停执行21天。", "The ruling is suspended for three weeks.", "The ruling is suspended for two weeks."),
    ],
)  # fmt: skip
def test_a_figure_may_be_rounded_where_the_sentence_says_so(text: str, true: str, false: str) -> None:
    assert struck(true, text) == ""
    assert struck(false, text) != ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("粮站出售了三台烘干机。", "粮站卖掉三台烘干机。"),
        ("工厂迁往河东。", "工厂搬到河东。"),
        ("The firm purchased the mill.", "The firm bought the mill."),
        ("村民担忧停水。", "村民担心停水。"),
        ("白杨集团把磨坊以80万元卖给红松公司。", "红松公司花80万元买下了白杨集团的磨坊。"),
        ("伊美双方7月签署备忘录。", "Iran and the United States signed a memorandum in July."),
        ("俄总统助理乌沙科夫表示，会谈很顺利。", "Ushakov said the talks went smoothly."),
        ("The mill was bought from a Greek owner.", "The mill was bought from an owner in Greece."),
    ],
)
def test_a_synonym_is_as_good(text: str, sentence: str) -> None:
    assert struck(sentence, text) == ""
