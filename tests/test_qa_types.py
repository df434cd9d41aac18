import dataclasses
from datetime import date

import lxml.html
import pytest

from corpus.types import Article, Passage
from index.types import Hit
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


def test_a_citation_names_the_page_on_which_it_begins() -> None:
    paged = dataclasses.replace(ARTICLE, pages=(0, 4, 8))
    assert [Citation(1, paged, start, start + 4, paged.text[start : start + 4]).page for start in (0, 2, 4)] == [
        1,
        1,
        2,
    ]
    assert Citation(1, paged, 4, 8, "第二句。").to_dict()["page"] == 2


@pytest.mark.parametrize("span", [(0, 5), (2, 2), (-1, 2), (3, 1)])
def test_words_that_answer_lie_within_the_quote(span: tuple[int, int]) -> None:
    with pytest.raises(AssertionError, match="outside its quote"):
        Citation(1, ARTICLE, 4, 8, "第二句。", span=span)


def test_a_notebook_shows_the_words_that_answer_in_bold() -> None:
    shown = Citation(1, ARTICLE, 4, 8, "第二句。", span=(1, 2))._repr_html_()
    assert "<mark>第<b>二</b>句。</mark>" in shown


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
            "span": None,
            "page": None,
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


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"
BAD = Article(
    HOSTILE, f"{HOSTILE}题", f"{HOSTILE}。它是三元。", HOSTILE, date(2022, 3, 24), "javascript:alert(3)", HOSTILE
)
HIT = Hit(Passage(0, BAD, 0, len(BAD.text)), 0.5, also=(BAD,))


def shown(thing: Answer | Hit | Citation) -> lxml.html.HtmlElement:
    """What a notebook shows, parsed. No text of an article or a question has become a tag or a script URL."""
    tree = lxml.html.fragment_fromstring(thing._repr_html_(), create_parent=True)
    assert {element.tag for element in tree.iter()} <= set("div blockquote mark p em s ul li a".split())
    assert all(address.startswith("https://") for address in tree.xpath("//@href"))
    assert set(tree.xpath("//@*/..")) == set(tree.xpath("//a"))
    return tree


def test_a_notebook_shows_an_answer_with_its_citation_marked_and_escaped() -> None:
    start = len(BAD.text) - 5
    citation = Citation(1, BAD, start, len(BAD.text), "它是三元。")
    statements = (Statement("它是三元。", (1,), date(2022, 3, 24)), Statement(HOSTILE, (1,)))
    answer = Answer(
        HOSTILE, "", True, Confidence.LOW, (citation,), (HIT,), statements, HOSTILE, HOSTILE, unverified=(HOSTILE,)
    )
    tree = shown(answer)
    text = tree.text_content()
    assert text.count(HOSTILE) == 3 + 1 + 1 + 2  # notice, lead, struck; a sentence; the context; title and source
    assert "2022-03-24: 它是三元。 [1]" in text
    assert tree.xpath("string(//mark)") == "它是三元。"
    assert tree.xpath("string(//s)") == HOSTILE
    assert "confidence: low" in text


def test_a_notebook_shows_what_is_perhaps_related_where_nothing_answers() -> None:
    tree = shown(Answer("问", HOSTILE, False, Confidence.NONE, (), (HIT,) * 5))
    assert tree.xpath("count(//li)") == 3
    assert HOSTILE in tree.xpath("string(//p)")


def test_a_notebook_shows_a_hit_and_links_web_addresses_only() -> None:
    assert shown(HIT).xpath("string(//mark)") == BAD.text
    assert shown(HIT).xpath("//a") == []
    good = dataclasses.replace(BAD, url=f"https://example.org/?{HOSTILE}")
    tree = shown(Hit(Passage(0, good, 0, 3), 0.5, also=(BAD,)))
    assert tree.xpath("//@href") == [good.url]
    assert tree.xpath("string(//a)") == good.reference
    assert tree.xpath("count(//li)") == 1


def test_a_reference_leaves_out_what_is_missing() -> None:
    assert Article("", "题", "", "", date(2022, 3, 24), "", "").reference == "题 · 2022-03-24"
