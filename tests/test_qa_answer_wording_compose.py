"""Answers made of the selected sentences."""

from corpus.types import Article, Passage
from index.types import Hit
from qa.answer.selection import Choice, Evidence
from qa.answer.sentence import Sentence
from qa.answer.wording.compose import compose
from qa.types import Confidence

TEXT = "青石水库今天开工。\n镇上的集市搬到了新址。"


def article(name: str, text: str) -> Article:
    return Article(name, name, text, "", None, "", "")


def test_the_reprints_of_each_found_passage_of_an_article_are_cited() -> None:
    own, first, second = article("own", TEXT), article("first", TEXT[:9]), article("second", TEXT[10:])
    hits = (Hit(Passage(0, own, 0, 9), 1.0, also=(first,)), Hit(Passage(1, own, 10, len(TEXT)), 0.9, also=(second,)))
    evidence = tuple(Evidence(1.0, (Sentence(own, *place),)) for place in ((0, 9), (10, len(TEXT))))
    answer = compose("青石水库开工了吗？", Choice(evidence), hits, sure=Confidence.HIGH, probability=0.9)
    assert [citation.article.id for citation in answer.citations] == ["own", "first", "own", "second"]
