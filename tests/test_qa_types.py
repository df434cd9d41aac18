import dataclasses

import pytest

from corpus.types import Article
from qa.types import Answer, Citation, Confidence

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
    assert list(shown) == ["question", "text", "answered", "confidence", "citations", "hits"]
    assert shown["confidence"] == "high"
    assert shown["citations"] == [
        {"number": 1, "quote": "第二句。", "start": 4, "end": 8, "article": ARTICLE.to_dict()}
    ]


def test_what_flows_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ARTICLE.text = "anders"  # type: ignore[misc]
