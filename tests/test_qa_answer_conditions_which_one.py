"""Questions for which one, or which ones, of a kind."""

import pytest

from qa.answer.conditions.conditions import ceiling
from qa.answer.conditions.which_one import names_no_other, other_part, tells_several
from qa.question.analysis import analyse
from qa.types import Confidence
from tests.invented_sentences import said


@pytest.mark.parametrize(
    ("question", "answers", "lacks"),
    [
        ("展览馆是哪家公司建的？", "展览馆由云岭集团承建。", "展览馆占地30公顷。"),
        ("展览馆是哪家公司建的？", "展览馆是Bluewater建的。", "展览馆占地30公顷。"),
        ("博览会的主宾国是哪个国家？", "主宾国法国的展台开放了。", "中国国际博览会闭幕，主宾国下次公布。"),
        ("Which country came first?", "智利名列第一。", "名次明天公布。"),
        ("展览馆是哪家公司建的？", "展览馆和特斯拉签了约。", "展览馆占地30公顷。"),
        ("伤员转到了哪家医院？", "伤员转到县人民医院。", "伤员已经转走。"),
        ("滨河医院的伤员转到了哪家医院？", "伤员从滨河医院转到云岭医院。", "滨河医院的伤员已经转走。"),
        (
            "Which hospital took the injured from Binhe Hospital?",
            "滨河医院的伤员转到云岭医院。",
            "滨河医院的伤员已转走。",
        ),
        ("Which university did she go to?", "她上了云岭大学。", "她上了学。"),
        ("首映在哪家影院？", "首映在云岭影城举行。", "首映昨天举行，导演到场。"),
        ("Which law firm speaks for her?", "云岭律师事务所代理此案。", "她的律师发表了声明。"),
        ("案子在哪个法院开庭？", "案子在云岭县法院开庭。", "案子昨天开庭。"),
        ("节目在哪个电视台播出？", "节目由云岭卫视播出。", "节目下周播出。"),
        ("画展在哪家博物馆？", "画展在云岭美术馆开幕。", "画展开幕了。"),
        ("专家住在哪家酒店？", "专家住在云岭宾馆。", "专家已经住下。"),
        ("Which TV station showed it?", "节目由云岭卫视播出。", "节目已播出。"),
        ("她从哪所卫校毕业？", "她毕业于云岭卫校。", "她从卫校毕业。"),
    ],
)
def test_which_one_is_told_by_another_of_its_kind(question: str, answers: str, lacks: str) -> None:
    assert not names_no_other(analyse(question), [said(lacks), said(answers)])
    assert names_no_other(analyse(question), [said(lacks)])


@pytest.mark.parametrize(
    ("question", "sentence", "other"),
    [
        ("划船男子单人的冠军是谁？", "林川夺得划船女子单人冠军。", True),
        ("游泳女子200米自由泳谁夺冠？", "高岭夺得男子200米自由泳冠军。", True),
        ("云岭女篮赢了几场？", "云岭男篮赢了三场。", True),
        ("Who won the men's race?", "The women's race was won by Lin Chuan.", True),
        ("划船男子单人的冠军是谁？", "高岭夺得划船男子单人冠军，林川夺得女子单人冠军。", False),
        ("云岭镇的男子为什么被拘留？", "高某因殴打一名女子被拘留。", False),
        ("一名男子排队时为什么受伤？", "女子双手推倒了高某。", False),
        ("How many men were on the ferry?", "Two women and twelve sailors were on the ferry.", False),
    ],
)
def test_the_race_of_the_women_is_not_that_of_the_men(question: str, sentence: str, other: bool) -> None:
    assert other_part(question, said(sentence)) is other


def test_how_many_companies_there_are_asks_for_no_name() -> None:
    assert not names_no_other(analyse("园区的公司有几家？"), [said("园区有12家。")])


def test_several_cities_are_told_by_their_names() -> None:
    asked = analyse("城市群是哪三个市？")
    assert tells_several(asked, [said("城市群有太原、忻州和晋中。")])
    assert not tells_several(asked, [said("三市要分工合作、互相支持、共同发展。")])
    assert not tells_several(analyse("方案有哪些任务？"), [said("方案公布了。")])
    assert tells_several(analyse("方案有哪些任务？"), [said("方案要修路、架桥、通水。")])
    assert tells_several(analyse("方案何时公布？"), [said("方案公布了。")])


@pytest.mark.parametrize(
    "question",
    ["What did the court decide?", "Which hospital doctor was there?", "What role does the university play?"],
)
def test_a_word_for_a_place_in_another_role_asks_for_no_name(question: str) -> None:
    assert not names_no_other(analyse(question), [said("她昨天表示同意。")])


@pytest.mark.parametrize(
    ("question", "sentence", "most"),
    [
        ("公司在哪三个区域开店？", "公司在三大区域开了七家店。", Confidence.LOW),
        ("公司在哪三个区域开店？", "公司在三大区域、七个社区开店。", Confidence.LOW),
        ("公司在哪三个区域开店？", "公司在城东、城西和城南开店。", Confidence.HIGH),
        ("Which three parts of town have a shop?", "公司在城东、城西和城南开店。", Confidence.HIGH),
        ("Which two lakes are joined?", "运河连着青湖与白湖。", Confidence.HIGH),
    ],
)
def test_which_three_gets_three(question: str, sentence: str, most: Confidence) -> None:
    assert ceiling(analyse(question), [said(sentence)], "") is most
