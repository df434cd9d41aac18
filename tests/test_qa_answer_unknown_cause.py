"""Questions for a cause that is unknown according to the articles."""

import pytest

from corpus.types import Article, Passage
from qa.answer.selection import Choice, Evidence
from qa.answer.sentence import Sentence
from qa.answer.unknown_cause import with_unknown_cause

TEXT = "青石镇一座仓库昨夜起火，导致铁路停运。{}消防员已经撤离。"


def chosen(question: str, told: str, lead: str = "青石镇") -> str:
    text = TEXT.format(told)
    article = Article("a", "仓库起火", text, "", None, "", "")
    start = text.index(lead)
    sentence = Sentence(article, start, text.index("。", start) + 1, Passage(0, article, 0, len(text)))
    return with_unknown_cause(question, Choice((Evidence(1.0, (sentence,)),))).evidence[0].text


@pytest.mark.parametrize(
    "told", ["起火原因尚不清楚。", "起火原因仍在调查中。", "警方正在调查起火原因。", "警方尚未公布起火原因。"]
)
@pytest.mark.parametrize("question", ["仓库为什么起火？", "是什么原因造成仓库起火？", "What caused the fire?"])
def test_that_a_cause_is_unknown_is_the_answer(question: str, told: str) -> None:
    assert chosen(question, told) == told


def test_a_sentence_that_gives_a_cause_stays() -> None:
    cause = "由于电线老化，仓库起火。"
    assert chosen("仓库为什么起火？", f"{cause}停电的原因仍在调查中。", lead="由于") == cause


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("仓库为什么起火？", "电线老化导致仓库起火。"),
        ("仓库为什么起火？", "烟花引燃了仓库。"),
        ("仓库为什么起火？", "仓库起火系电线老化所致。"),
        ("仓库为什么起火？", "仓库起火原因：电线老化。"),
        ("What caused the warehouse fire?", "Old wires sparked the fire."),
        ("What caused the warehouse fire?", "The fire was blamed on old wires."),
    ],
)
def test_what_led_to_it_is_a_cause(question: str, lead: str) -> None:
    assert chosen(question, f"{lead}\n铁路停运的原因仍在调查中。", lead=lead).startswith(lead)


@pytest.mark.parametrize("told", ["导致起火的原因仍在调查中。", "起火导致停运，警方正对起火原因展开调查。"])
def test_what_it_led_to_is_no_cause(told: str) -> None:
    assert chosen("仓库为什么起火？", told) == told


@pytest.mark.parametrize(
    "told",
    ["The cause of the fire is being investigated.", "Police are investigating the cause of the fire."],
)
def test_an_investigation_that_goes_on_has_found_no_cause(told: str) -> None:
    assert chosen("What caused the fire?", f"{told}。").startswith(told)


@pytest.mark.parametrize(
    "told",
    [
        "调查组查明起火原因为电线老化。",
        "警方调查过起火原因。",
        "Investigators established the cause of the fire.",
        "Police investigated the cause of the fire.",
    ],
)
def test_a_cause_that_was_found_is_not_unknown(told: str) -> None:
    assert chosen("仓库为什么起火？", told).startswith("青石镇")


@pytest.mark.parametrize("question", ["仓库什么时候起火？", "Where was the fire?"])
def test_other_questions_ask_for_no_cause(question: str) -> None:
    assert chosen(question, "起火原因尚不清楚。").startswith("青石镇")
