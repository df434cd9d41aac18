import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.signals import fitting
from qa.question.analysis import analyse
from qa.question.answer_types import ANSWER_TYPES, AnswerKind

ANSWERS = {
    AnswerKind.NUMBER: ("签了多少份合同？", "how many contracts were signed", "一共签下91份合同。", "合同签得很顺利。"),
    AnswerKind.TIME: ("中心什么时候挂牌？", "when was the centre opened", "2021年12月29日挂牌。", "挂牌仪式很隆重。"),
    AnswerKind.PERSON: ("朔州市委书记是谁？", "who is the secretary", "市委书记姜四清到会。", "会议开得很长。"),
    AnswerKind.PLACE: ("展销会在哪里举行？", "where was the fair", "展销会在雄安新区举行。", "展销会很热闹。"),
    AnswerKind.REASON: ("为什么停工？", "why did the work stop", "由于暴雨，工地停工。", "工地停工三天。"),
    AnswerKind.ROLE: ("忻州扮演什么角色？", "what is the role of Xinzhou", "忻州承担落地和承载。", "忻州天气晴好。"),
    AnswerKind.DEFINITION: ("一群两区三圈是什么？", "what is a city cluster", "一群两区三圈是新的布局。", "布局很好。"),
}


def test_every_kind_has_its_example() -> None:
    assert set(ANSWERS) == set(ANSWER_TYPES) == set(AnswerKind)


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_a_question_of_a_kind_looks_for_that_kind(kind: AnswerKind) -> None:
    chinese, english, has, lacks = ANSWERS[kind]
    for question in (chinese, english):
        assert fitting(analyse(question), has)[kind]
        assert not fitting(analyse(question), lacks)[kind]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("新桥的通车时间", AnswerKind.TIME),
        ("晚会的总导演", AnswerKind.PERSON),
        ("赛区的举办地", AnswerKind.PLACE),
        ("去年的游客人数", AnswerKind.NUMBER),
        ("列车晚点的原因", AnswerKind.REASON),
        ("馆长在哪一年退休？", AnswerKind.TIME),
        ("what is the population of the county", AnswerKind.NUMBER),
        ("which city hosted the games", AnswerKind.PLACE),
    ],
)
def test_the_noun_that_is_asked_for_tells_the_kind(question: str, kind: AnswerKind) -> None:
    assert analyse(question).kinds == {kind}


@pytest.mark.parametrize("question", ["这种做法被称为什么？", "产品的包装是什么颜色？", "介绍一下忻州"])
def test_a_question_whose_form_shows_no_kind_asks_for_none(question: str) -> None:
    assert not analyse(question).kinds


def test_what_the_question_has_itself_is_no_answer() -> None:
    question = analyse("2023年的庙会什么时候开始？")
    assert fitting(question, "2023年的庙会即将开始。") == {AnswerKind.TIME: False}
    assert fitting(question, "2023年的庙会2月5日开始。") == {AnswerKind.TIME: True}


def test_traditional_script_counts_as_well() -> None:
    assert fitting(analyse("朔州市委書記是誰"), "市委書記姜四清到會。") == {AnswerKind.PERSON: True}


@given(st.text(alphabet="一二三年月日多少谁在哪里的城市长度 whoatn?？2023", max_size=30))
def test_any_text_can_be_analysed_twice_with_one_result(text: str) -> None:
    assert analyse(text) == analyse(text)
    assert set(fitting(analyse(text), text)) == set(analyse(text).kinds)
