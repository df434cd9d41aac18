"""What a sentence says about a statement: yes, no, or nothing certain."""

import pytest

from corpus.types import Article, Passage
from qa.claims.verdict import verdict


def said(statement: str, sentence: str, before: str = "") -> str:
    text = before + sentence
    return verdict(statement, Passage(0, Article("a", "", text, "", None, "", ""), len(before), len(text)))


@pytest.mark.parametrize(
    ("statement", "sentence", "answer"),
    [
        (
            "柳湾经济区是全市的北门户",
            "全市重点建设柳湾经济区，加快打造全市的北门户；高质量建设桐岭科创区，持续打造全市的南门户。",
            "yes",
        ),
        (
            "柳湾经济区是全市的南门户",
            "全市重点建设柳湾经济区，加快打造全市的北门户；高质量建设桐岭科创区，持续打造全市的南门户。",
            "no",
        ),
        ("柳湾区种枣", "柳湾区种茶，桐岭区种枣。", ""),
        ("桐岭区种枣", "柳湾区种茶，桐岭区种枣。", "yes"),
        ("the north bank grows hops", "The north bank grows rye, whereas the south bank grows hops.", ""),
        ("the south bank grows hops", "The north bank grows rye, whereas the south bank grows hops.", "yes"),
        ("柳湾大桥是一座公路桥", "柳湾大桥是全市最长的铁路桥。", "no"),
        ("柳湾公司建了公路桥", "柳湾公司建了铁路桥。", ""),  # it may have built others too
        ("柳湾大桥是第一座铁路桥", "柳湾大桥是第二座铁路桥。", "no"),
        ("柳湾大桥是首座铁路桥", "柳湾大桥是第一座铁路桥。", "yes"),
        ("柳湾队战胜桐岭队", "柳湾队战胜桐岭队，进入决赛。", "yes"),
        ("桐岭队战胜柳湾队", "柳湾队战胜桐岭队，进入决赛。", ""),
        ("桐岭队进入决赛", "柳湾队战胜桐岭队，进入决赛。", ""),
        ("柳湾大桥建成了", "柳湾大桥计划明年建成。", ""),
        ("柳湾区的进口增长了", "柳湾区的出口增长了。", ""),
        ("柳湾区东部降雪了", "柳湾区西部降雪了。", ""),
        ("柳湾大桥全长2500米", "柳湾大桥全长1800米。", "no"),
        ("柳湾大桥全长超过1500米", "柳湾大桥全长1800米。", "yes"),
        ("柳湾大桥全长超过2000米", "柳湾大桥全长1800米。", "no"),
        ("柳湾大桥全长超过2000米", "柳湾大桥全长超过1800米。", ""),
        ("柳湾区受损的学校大多数开学了", "柳湾区40所学校受损，38所学校开学。", "yes"),
        ("柳湾区受损的学校全部开学了", "柳湾区40所学校受损，38所学校开学。", "no"),
        ("柳湾区受损的学校大多数开学了", "柳湾区40所学校受损，8所学校开学。", "no"),
        ("柳湾工厂火灾的原因查清楚了", "柳湾工厂火灾的原因还不清楚。", "no"),
        ("柳湾工厂火灾的原因查清楚了", "桐岭工厂火灾的原因还不清楚。", ""),
        ("is the cause of the Liuwan fire known", "The cause of the Liuwan fire is not yet known.", "no"),
    ],
)
def test_a_verdict_rests_on_one_clause(statement: str, sentence: str, answer: str) -> None:
    assert said(statement, sentence) == answer


def test_a_clause_may_refer_to_the_sentence_before_it() -> None:
    assert said("柳湾工厂的大火被扑灭了", "大火已被扑灭。", "柳湾工厂昨晚发生火灾。") == "yes"
    assert said("桐岭工厂的大火被扑灭了", "大火已被扑灭。", "柳湾工厂昨晚发生火灾。") == ""


def test_across_languages() -> None:
    assert said("the Hequan reservoir used for irrigation", "鹤泉水库用于灌溉。") == "yes"
    assert said("the Hequan reservoir used for fishing", "鹤泉水库用于灌溉。") == ""
