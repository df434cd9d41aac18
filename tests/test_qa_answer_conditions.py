"""The attribute that is asked for, its units, and when an answer lacks what it has to have."""

import pytest

from corpus.types import Article
from qa.answer.conditions import fits, speaks_of, unmet
from qa.answer.sentence import Sentence
from qa.question.analysis import analyse
from qa.question.answer_types import Kind


def said(text: str) -> Sentence:
    return Sentence(Article("a", "", text, "", None, "", ""), 0, len(text))


@pytest.mark.parametrize(
    ("question", "attribute", "measures"),
    [
        ("云岭新城的房价是多少？", "房价", {"money"}),
        ("云岭水库的面积有多大？", "面积", {"area"}),
        ("滨河大桥的长度是多少", "长度", {"length"}),
        ("镇上有多少人口？", "人口", {"people"}),
        ("What is the population of Yunling County?", "population", {"people"}),
        ("What is the bus fare in Yunling?", "bus fare", {"money"}),
    ],
)
def test_the_attribute_and_its_measure(question: str, attribute: str, measures: set[str]) -> None:
    asked = analyse(question)
    assert asked.attribute == attribute
    assert asked.measures == measures


@pytest.mark.parametrize(
    ("question", "answers", "lacks"),
    [
        ("云岭新城的房价是多少？", "新城的房子每平方米8000元，房价稳定。", "新城落户项目12个，总投资300亿元。"),
        ("云岭水库的面积有多大？", "水库占地15平方公里。", "水库蓄水300万吨。"),
        ("滨河大桥的长度是多少？", "大桥全长1200米。", "大桥投资3亿元。"),
        ("滨河大桥有多少条车道？", "桥上设有6条车道。", "大桥投资3亿元。"),
        ("滨河大桥什么时候通车？", "大桥将于明年5月1日通车。", "大桥通车后，出行将更方便。"),
        ("展览馆的门票多少钱？", "展览馆的门票是三元。", "展览馆的门票在南门出售。"),
        ("展览馆的门票是多少？", "门票五块。", "门票在南门出售。"),
        ("展览馆星期几闭馆？", "展览馆星期一闭馆。", "展览馆闭馆时从侧门出入。"),
        ("When is the hall closed?", "The hall is closed on Mondays.", "The hall is closed to cars."),
        ("How long is the Binhe bridge?", "大桥全长1200米。", "大桥投资3亿元。"),
    ],
)
def test_a_quote_has_to_be_of_the_kind_and_measure(question: str, answers: str, lacks: str) -> None:
    asked = analyse(question)
    assert unmet(asked, [said(lacks), said(answers)]) is None
    assert unmet(asked, [said(lacks)]) in {Kind.NUMBER, Kind.TIME}


def test_kinds_that_form_does_not_tell_surely_are_no_reason_for_silence() -> None:
    assert unmet(analyse("谁编写了规划？"), [said("规划写得很细。")]) is None
    assert not fits(analyse("谁编写了规划？"), said("规划写得很细。"))


def test_the_attribute_may_stand_in_the_sentence_before() -> None:
    text = "新城的房价公布了。每平方米8000元。"
    asked = analyse("新城的房价是多少？")
    assert speaks_of(asked, Sentence(said(text).article, 9, len(text)))
    assert not speaks_of(asked, said("每吨8000元。"))
