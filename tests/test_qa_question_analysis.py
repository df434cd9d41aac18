"""The kind of answer that a question asks for, by its words."""

import pytest

from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("河道几字湾在哪几个县？", {AnswerKind.PLACE}),
        ("几近干涸的水库在哪里？", {AnswerKind.PLACE}),
        ("水库有几个泄洪道？", {AnswerKind.NUMBER}),
        ("哪两个城市签约了？", {AnswerKind.PLACE}),
    ],
)
def test_how_many_and_which_of_several(question: str, kinds: set[AnswerKind]) -> None:
    assert analyse(question).kinds == kinds


@pytest.mark.parametrize(
    ("question", "attribute", "measures"),
    [
        ("云岭新城的房价是多少？", "房价", {"money"}),
        ("云岭水库的面积有多大？", "面积", {"area"}),
        ("滨河大桥的长度是多少", "长度", {"length"}),
        ("镇上有多少人口？", "人口", {"people"}),
        ("翻船死了几个？", "翻船死", {"people"}),
        ("What is the population of Yunling County?", "population", {"people"}),
        ("What is the bus fare in Yunling?", "bus fare", {"money"}),
    ],
)
def test_the_attribute_and_its_measure(question: str, attribute: str, measures: set[str]) -> None:
    asked = analyse(question)
    assert asked.attribute == attribute
    assert asked.measures == measures


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("临水在经济带中的定位是什么？", "临水"),
        ("临水市将在经济带中扮演什么角色？", "临水"),
        ("经济带中临水扮演什么角色？", "临水"),
        ("What is Linshui's role in the belt?", "linshui"),
        ("What role does Linshui play in the belt?", "linshui"),
        ("What is the position of Linshui in the belt?", "linshui"),
        ("临水在哪里？", ""),
    ],
)
def test_whose_role_is_asked_for(question: str, subject: str) -> None:
    assert analyse(question).subject == subject
