"""The data of the charts: the articles of a month, and groups of passages with words of their own."""

from datetime import date

import numpy as np

from corpus.types import Article, Passage
from qa.web.library.clusters import clusters
from qa.web.library.listing import months, of_month
from qa.web.library.projection import Map

MINE, RIVER = "煤矿今天开采煤炭，今天天气很好。", "水库今天开始蓄水，今天天气很好。"


def article(name: str, day: date | None = None, source: str = "甲报") -> Article:
    return Article(name, name, "", source, day, "", "")


def test_the_articles_of_a_month_newest_first() -> None:
    found = [
        article("a", date(2022, 3, 1)),
        article("b", date(2022, 3, 9)),
        article("c", date(2022, 3, 9), "乙报"),
        article("d", date(2022, 4, 1)),
        article("e"),
    ]
    entries = [(one, 10, 1) for one in found]
    assert months(entries) == [("2022-04", 1), ("2022-03", 3)]
    assert [one.id for one in of_month(entries, "2022-03")] == ["b", "c", "a"]
    assert [one.id for one in of_month(entries, "2022-03", "甲报")] == ["b", "a"]
    assert of_month(entries, "2022-05") == []


def test_groups_are_what_lies_together_named_by_what_they_alone_have() -> None:
    texts = [MINE] * 8 + [RIVER] * 7
    passages = tuple(
        Passage(n, Article(str(n), "", text, "", None, "", ""), 0, len(text)) for n, text in enumerate(texts)
    )
    places = np.array([[0.0, n / 100] for n in range(8)] + [[9.0, n / 100] for n in range(7)])
    first, second = clusters(Map(passages, places, len(texts)))
    assert {p.id for p in first.passages} == set(range(8))
    assert {p.id for p in second.passages} == set(range(8, 15))
    assert "煤矿" in first.terms
    assert "水库" in second.terms
    assert not {"今天", "天气"} & {*first.terms, *second.terms}
    assert first.passages[0].id in (3, 4), "the one in the middle comes first"
    np.testing.assert_allclose(first.place, (0.0, 0.035))
    assert clusters(Map(passages[:8], places[:8], 8)) == [], "too few to be told apart"
