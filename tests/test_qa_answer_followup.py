import pytest

from qa.answer.followup import resolve
from qa.types import Answer, Confidence


def turn(question: str, asked: str = "") -> Answer:
    return Answer(question, "", True, Confidence.HIGH, (), (), asked=asked)


@pytest.mark.parametrize(
    ("before", "question", "resolved"),
    [
        ("太忻一体化经济区突出什么产业定位?", "它什么时候挂牌？", "太忻一体化经济区什么时候挂牌？"),
        (
            "太忻一体化经济区太原区在谈项目总投资多少？",
            "该区签约了多少项目？",
            "太忻一体化经济区太原区签约了多少项目？",
        ),
        ("朔州市委书记是谁?", "他说了什么？", "朔州市委书记说了什么？"),
        ("忻州杂粮展销活动有多少家企业参加?", "什么时候？", "忻州杂粮展销活动什么时候？"),
        ("忻州在太忻分工格局里承担什么角色?", "那太原呢？", "太原在太忻分工格局里承担什么角色?"),
        ("What is Xinzhou's role in the Taixin zone", "Who leads that zone?", "Who leads Taixin zone?"),
        ("What is Xinzhou's role in the Taixin zone", "What is its population?", "What is Xinzhou's population?"),
        (
            "What will Taiyuan build together with Xinzhou?",
            "and Jinzhong?",
            "What will Jinzhong build together with Xinzhou?",
        ),
        ("雄忻高铁什么时候开工？", "Is there a plan for it?", "Is there a plan for 雄忻高铁?"),
        ("雄忻高铁什么时候开工？", "忻州有多少人？", "忻州有多少人？"),
        ("How is grain sold?", "Is it true that grain is sold there?", "Is it true that grain is sold there?"),
    ],
)
def test_what_leans_on_the_turn_before_is_made_to_stand_alone(before: str, question: str, resolved: str) -> None:
    assert resolve(question, [turn(before)]) == resolved


def test_the_turn_before_counts_as_it_was_understood() -> None:
    last = turn("它呢？", asked="太忻一体化经济区有多大？")
    assert resolve("它在哪里？", [turn("朔州在哪里？"), last]) == "太忻一体化经济区在哪里？"


def test_without_a_turn_before_nothing_changes() -> None:
    assert resolve("它什么时候挂牌？", []) == "它什么时候挂牌？"
