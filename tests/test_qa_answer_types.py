import pytest

from qa.answer.answer_types import CUES, cue

ANSWERS = {
    "number": ("签了多少份合同？", "how many contracts were signed", "一共签下91份合同。", "合同签得很顺利。"),
    "time": ("中心什么时候挂牌？", "when was the centre opened", "2021年12月29日挂牌。", "挂牌仪式很隆重。"),
    "person": ("朔州市委书记是谁？", "who is the secretary", "市委书记姜四清到会。", "会议开得很长。"),
    "place": ("展销会在哪里举行？", "where was the fair", "展销会在雄安新区举行。", "展销会很热闹。"),
    "role": ("忻州扮演什么角色？", "what is the role of Xinzhou", "忻州承担落地和承载。", "忻州天气晴好。"),
    "definition": ("一群两区三圈是什么？", "what is a city cluster", "一群两区三圈是新的布局。", "布局很好。"),
}


def test_every_kind_has_its_example() -> None:
    assert set(ANSWERS) == set(CUES)


@pytest.mark.parametrize("kind", sorted(CUES))
def test_a_question_of_a_kind_looks_for_that_kind(kind: str) -> None:
    chinese, english, has, lacks = ANSWERS[kind]
    for question in (chinese, english):
        assert cue(question, has) == 1
        assert cue(question, lacks) == -1


def test_a_question_that_names_a_unit_wants_it() -> None:
    assert cue("有多少家企业？", "共有51家企业。") == 1
    assert cue("有多少家企业？", "有100多家企业参加。") == 1
    assert cue("有多少家企业？", "投资51亿元。") == -1


def test_a_question_of_no_kind_asks_for_nothing() -> None:
    assert cue("介绍一下忻州", "忻州在山西。") == 0
    assert cue("What is the provincial flower?", "No flower here.") == 0


def test_traditional_script_counts_as_well() -> None:
    assert cue("朔州市委書記是誰", "市委書記姜四清到會。") == 1
