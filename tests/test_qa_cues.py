import pytest

from qa.cues import CUES, has_cue

ANSWERS = {
    "number": ("签了多少份合同？", "how many contracts were signed", "一共签下91份合同。", "合同签得很顺利。"),
    "time": ("中心什么时候挂牌？", "when was the centre opened", "2021年12月29日挂牌。", "挂牌仪式很隆重。"),
    "person": ("朔州市委书记是谁？", "who is the secretary", "市委书记姜四清到会。", "会议开得很长。"),
    "place": ("展销会在哪里举行？", "where was the fair", "展销会在雄安新区举行。", "展销会很热闹。"),
    "role": ("忻州扮演什么角色？", "what is the role of Xinzhou", "忻州承担落地和承载。", "忻州天气晴好。"),
}


def test_every_kind_has_its_example() -> None:
    assert set(ANSWERS) == set(CUES)


@pytest.mark.parametrize("kind", sorted(CUES))
def test_a_question_of_a_kind_looks_for_that_kind(kind: str) -> None:
    chinese, english, has, lacks = ANSWERS[kind]
    for question in (chinese, english):
        assert has_cue(question, has)
        assert not has_cue(question, lacks)


def test_traditional_script_counts_as_well() -> None:
    assert has_cue("朔州市委書記是誰", "市委書記姜四清到會。")
