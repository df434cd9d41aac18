"""Two names mean the same person only if a passage says so."""

import pytest

from corpus.types import Article, Passage
from qa.claims.grounding import contradicted, unsupported

APART = "县志证实石桥生和石桥山人是两个人，并且分别写有游记。"
SAME = "县志证实石桥生和石桥山人是同一个人，写有游记两卷。"
ALSO = "石桥生又名石桥山人，写有游记两卷。"
CLAIM = "石桥生和石桥山人是同一个人"


def passage(text: str) -> list[Passage]:
    return [Passage(0, Article("a", "县志", text, "", None, "", "a.txt"), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "supported", "reversed_"),
    [(SAME, True, False), (APART, False, True), ("石桥生和石桥山人写有游记两卷。", False, False)],
)
def test_one_and_the_same(text: str, supported: bool, reversed_: bool) -> None:
    assert (unsupported(CLAIM, passage(text)) == "") is supported
    assert contradicted(CLAIM, passage(text)) is reversed_


def test_another_name_is_identity_enough() -> None:
    assert "同一" not in unsupported(CLAIM, passage(ALSO))


def test_the_same_day_is_no_identity() -> None:
    text = "石桥生和山人同一天到达云岭。"
    assert unsupported("石桥生和山人同一天到达云岭", passage(text)) == ""
