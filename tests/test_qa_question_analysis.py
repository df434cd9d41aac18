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
