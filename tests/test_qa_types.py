import dataclasses
from datetime import date

import pytest

from corpus.types import Article, Passage
from qa.types import Answer, Citation, Confidence, Statement

ARTICLE = Article("a", "标题", "第一句。第二句。", "", None, "", "a.txt")


def test_a_quote_that_stands_in_its_article_makes_a_citation() -> None:
    citation = Citation(1, ARTICLE, 4, 8, "第二句。")
    assert citation.to_dict()["quote"] == "第二句。"


@pytest.mark.parametrize(
    ("start", "end", "quote"), [(0, 4, "第二句。"), (4, 8, "第三句。"), (4, 7, "第二句。"), (99, 103, "第二句。")]
)
def test_a_quote_that_does_not_stand_there_makes_none(start: int, end: int, quote: str) -> None:
    with pytest.raises(AssertionError, match="does not stand"):
        Citation(1, ARTICLE, start, end, quote)


def test_an_answer_shows_the_shape_that_programs_rely_on() -> None:
    answer = Answer("问", "第二句。 [1]", True, Confidence.HIGH, (Citation(1, ARTICLE, 4, 8, "第二句。"),), ())
    shown = answer.to_dict()
    first = ["question", "text", "answered", "confidence", "citations", "hits"]
    assert list(shown)[:6] == first
    assert {"statements", "lead", "notice", "probability", "asked", "unverified"} <= set(shown)
    assert (shown["confidence"], shown["asked"]) == ("high", "问")
    assert shown["citations"] == [
        {
            "number": 1,
            "quote": "第二句。",
            "start": 4,
            "end": 8,
            "article": ARTICLE.to_dict(),
            "context": {"text": "第一句。第二句。", "start": 0, "end": 8},
        }
    ]


def test_the_context_is_the_passage_and_holds_the_quote() -> None:
    text = "甲。\n乙一。乙二。\n丙。"
    article = Article("a", "", text, "", None, "", "")
    alone = Citation(1, article, 6, 9, "乙二。")
    assert text[alone.context_start : alone.context_end] == "乙一。乙二。"
    cut = Citation(1, article, 6, 9, "乙二。", Passage(0, article, 7, 12))
    assert text[cut.context_start : cut.context_end] == "乙二。\n丙。"


def test_a_statement_is_shown_with_its_day_and_numbers() -> None:
    assert str(Statement("甲。", (1, 2))) == "甲。 [1][2]"
    assert str(Statement("甲。", (3,), date(2022, 3, 24))) == "2022-03-24: 甲。 [3]"


def test_what_flows_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ARTICLE.text = "anders"  # type: ignore[misc]
