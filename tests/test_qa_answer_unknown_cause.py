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


@pytest.mark.parametrize("told", ["调查组查明起火原因为电线老化。", "Investigators established the cause of the fire."])
def test_a_cause_that_was_found_is_not_unknown(told: str) -> None:
    assert chosen("仓库为什么起火？", told).startswith("青石镇")


@pytest.mark.parametrize("question", ["仓库什么时候起火？", "Where was the fire?"])
def test_other_questions_ask_for_no_cause(question: str) -> None:
    assert chosen(question, "起火原因尚不清楚。").startswith("青石镇")
