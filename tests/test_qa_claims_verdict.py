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


@pytest.mark.parametrize(
    ("statement", "sentence", "answer"),
    [
        ("柳湾工厂火灾有人受伤", "柳湾工厂火灾无人受伤。", "no"),
        ("柳湾工厂火灾有人员伤亡", "柳湾工厂火灾无人员伤亡。", "no"),
        ("柳湾公园可以吸烟", "柳湾公园禁止吸烟。", "no"),
        ("smoking is allowed in the park", "Smoking is banned in the park.", "no"),
        ("柳湾镇镇长辞职了", "柳湾镇镇长险些辞职。", ""),
        ("柳湾镇镇长辞职了", "柳湾镇镇长扬言辞职。", ""),
        ("the mayor resign", "The mayor threatened to resign.", ""),
        ("the mayor resign", "Residents demanded that the mayor resign.", ""),
        ("列车停靠柳湾站", "列车除柳湾站外各站都停靠。", ""),
    ],
)
def test_what_is_denied_forbidden_or_only_threatened_is_not_so(statement: str, sentence: str, answer: str) -> None:
    assert said(statement, sentence) == answer


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("柳湾工厂位于山西", "柳湾工厂位于山西北部。"),
        ("柳湾工厂位于河南", "柳湾工厂位于河南北部。"),
        ("柳湾工厂位于山东", "柳湾工厂位于山东西部。"),
        ("柳湾工厂在湖北", "柳湾工厂在湖北南部。"),
        ("the factory produce stainless steel", "工厂生产不锈钢。"),
        ("论坛在南非举行", "The forum was held in South Africa."),
        ("不丹加入世界银行了", "Bhutan joined the World Bank."),
        ("柳湾队刻苦训练", "柳湾队坚持不懈地刻苦训练。"),
    ],
)
def test_a_character_inside_a_word_denies_nothing_and_is_no_direction(statement: str, sentence: str) -> None:
    assert said(statement, sentence) == "yes"


@pytest.mark.parametrize(
    ("statement", "sentence", "answer"),
    [
        ("王伟是柳湾市市长", "王伟是柳湾市市长。", "yes"),
        ("王伟是柳湾市市长", "王伟是柳湾市副市长。", ""),
        ("王伟是柳湾市市长", "王伟是柳湾市代市长。", ""),
        ("王伟是柳湾市市长", "王伟是柳湾市原市长。", ""),
        ("王伟是柳湾市市长", "柳湾市前市长王伟出席。", ""),
        ("王伟是太原市长", "王伟是太原市长。", "yes"),
        ("is Wang Wei the mayor", "Wang Wei is the mayor.", "yes"),
        ("is Wang Wei the mayor", "Wang Wei is the deputy mayor.", ""),
        ("is Wang Wei the mayor", "Wang Wei is the former mayor.", ""),
    ],
)
def test_a_deputy_or_former_holder_does_not_hold_the_office(statement: str, sentence: str, answer: str) -> None:
    assert said(statement, sentence) == answer


@pytest.mark.parametrize(
    ("statement", "sentence", "answer"),
    [
        ("第3届展销会举行了", "第三届展销会举行。", "yes"),
        ("第20届展销会举行了", "第二十届展销会举行。", "yes"),
        ("第四届展销会举行了", "第3届展销会举行。", ""),
        ("柳湾地铁2号线开通了", "柳湾地铁1号线开通。", ""),
        ("12期工程建成了", "13期工程建成。", ""),
        ("the tram serves line 2 in Oban", "The tram serves line 3 in Oban.", ""),
    ],
)
def test_a_number_that_is_a_name_is_no_quantity(statement: str, sentence: str, answer: str) -> None:
    assert said(statement, sentence) == answer


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Italy win the final", "澳大利亚队赢得决赛。"),
        ("Indonesia sign the treaty", "India signed the treaty."),
        ("India sign the trade treaty", "印度尼西亚签署了贸易条约。"),
        ("was the meeting held on Monday", "会议于星期二举行。"),
    ],
)
def test_another_name_with_a_common_part_is_no_yes(statement: str, sentence: str) -> None:
    assert said(statement, sentence) == ""


def test_a_clause_may_refer_to_the_sentence_before_it() -> None:
    assert said("柳湾工厂的大火被扑灭了", "大火已被扑灭。", "柳湾工厂昨晚发生火灾。") == "yes"
    assert said("桐岭工厂的大火被扑灭了", "大火已被扑灭。", "柳湾工厂昨晚发生火灾。") == ""


def test_across_languages() -> None:
    assert said("the Hequan reservoir used for irrigation", "鹤泉水库用于灌溉。") == "yes"
    assert said("the Hequan reservoir used for fishing", "鹤泉水库用于灌溉。") == ""
