"""The page shows what the objects say: nothing of it becomes markup, and nothing of it is lost."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.types import Article, Passage
from index.types import Hit
from qa.types import Answer, Confidence, Statement
from qa.web.html.answers import (
    answer_html,
    article_html,
    earlier_html,
    hits_html,
)
from qa.web.html.links import Link, Place, read_link
from qa.web.i18n.phrases import CHINESE, ENGLISH, Words
from tests.web_objects import TEXT, TITLE, Page, answer, article, cite, hit, only_ours


def test_an_answer_by_hand() -> None:
    quote = "忻州承接落地，总投资5337亿元。"
    page = Page(answer_html(answer(cite(article(), quote)), CHINESE))
    assert page.texts("qa-asked") == ["投资多少？"]
    assert page.texts("qa-sentence") == [quote + "1"]
    assert "".join(page.texts("qa-said")) == quote
    assert page.texts("qa-confidence") == ["可信度：高"]
    assert page.texts("blockquote") == [TEXT.split("\n")[0]]
    assert page.texts("mark") == [quote]
    assert page.texts("qa-open") == [TITLE]
    assert page.texts("qa-meta") == ["示例日报 · 2022-03-25"]
    cited = next(attrs for _, attrs, _ in page.elements if attrs.get("class") == "qa-cite")
    assert (cited["href"], cited["data-article"], cited["data-start"], cited["data-end"]) == (
        "#evidence-1",
        "a1",
        "5",
        "22",
    )
    assert cited["href"][1:] in page.values("id")


def test_sentences_and_cards_stand_in_the_order_of_their_numbers() -> None:
    found = article()
    page = Page(answer_html(answer(cite(found, "雄安在东。", 1), cite(found, "太原在北。", 2)), ENGLISH))
    assert page.texts("qa-sentence") == ["雄安在东。1", "太原在北。2"]
    assert page.texts("mark") == ["雄安在东。", "太原在北。"]
    assert page.texts("qa-number") == ["1", "2"]


def test_a_statement_of_several_articles_has_a_number_for_each_and_its_day_in_front() -> None:
    found, reprint = article(), article(name="a2")
    quote = "太原在北。"
    cited = (cite(found, quote, 1), cite(reprint, quote, 2), cite(found, "雄安在东。", 3))
    statements = (Statement(quote, (1, 2), date(2022, 3, 25)), Statement("雄安在东。", (3,)))
    given = Answer(
        "在哪？", "", True, Confidence.MEDIUM, cited, (), statements=statements, lead="各篇不一致：", probability=0.854
    )
    page = only_ours(answer_html(given, CHINESE))
    assert page.texts("qa-lead") == ["各篇不一致："]
    assert page.texts("qa-sentence") == ["2022-03-25 太原在北。12", "雄安在东。3"]
    assert page.texts("time") == ["2022-03-25"]
    numbers = [attrs for _, attrs, _ in page.elements if attrs.get("class") == "qa-cite"]
    assert [(a["href"], a["data-article"]) for a in numbers] == [
        ("#evidence-1", "a1"),
        ("#evidence-2", "a2"),
        ("#evidence-3", "a1"),
    ]
    assert page.texts("qa-number") == ["1", "3", "2"]  # grouped by article
    assert page.texts("qa-confidence") == [f"{CHINESE['confidence_medium']} · 答对的可能性约 85%"]
    assert not page.texts("qa-written")
    earlier = only_ours(earlier_html([given], CHINESE))
    assert earlier.texts("qa-sentence") == page.texts("qa-sentence")
    assert earlier.texts("qa-lead") == ["各篇不一致："]
    assert [read_link(link).place for link in earlier.values("href")] == [
        Place("a1", 0, 5),
        Place("a2", 0, 5),
        Place("a1", 23, 28),
    ]


@pytest.mark.parametrize(("probability", "percent"), [(0.999, 99), (0.001, 1)])
def test_no_answer_is_certain(probability: float, percent: int) -> None:
    given = replace(answer(cite(article(), "太原在北。")), probability=probability)
    said = f"{ENGLISH['confidence_high']} · likely right: {percent}%"
    assert Page(answer_html(given, ENGLISH)).texts("qa-confidence") == [said]


@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
def test_what_a_language_model_wrote_is_marked_and_what_nothing_bears_out_is_struck_out(words: Words) -> None:
    cited = (cite(article(), "雄安在东。"),)
    given = Answer(
        "在哪？",
        "",
        True,
        Confidence.HIGH,
        cited,
        (),
        statements=(Statement("雄安位于东边。", (1,), verbatim=False),),
        notice="没有全部用上。",
        asked="雄安在哪？",
        unverified=("雄安有<b>九座</b>机场。",),
    )
    page = only_ours(answer_html(given, words))
    assert page.texts("qa-sentence") == [f"雄安位于东边。1 {words['written']}"]
    assert page.texts("mark") == ["雄安在东。"]
    assert page.texts("qa-unverified") == [f"{words['unverified']}雄安有<b>九座</b>机场。"]
    assert page.texts("s") == ["雄安有<b>九座</b>机场。"]
    assert page.texts("qa-notice") == ["没有全部用上。"]
    assert page.texts("qa-understood") == [words["understood"].format(question="雄安在哪？")]
    plain = only_ours(answer_html(answer(*cited), words))
    assert not any(plain.texts(name) for name in ("qa-written", "qa-unverified", "qa-notice", "qa-understood", "s"))


def test_without_an_answer_nothing_looks_like_evidence() -> None:
    said = "文章中没有找到这个问题的答案。"
    hits = tuple(hit(article(), 0, 5) for _ in range(9))
    page = Page(answer_html(Answer("何时？", said, False, Confidence.NONE, (), hits), CHINESE))
    assert page.texts("qa-none") == [said]
    assert page.texts("qa-related") == ["最接近的段落"]
    assert page.texts("qa-passage") == ["太原在北。"] * 3
    assert not page.texts("qa-card")
    assert not page.texts("qa-cite")
    assert not page.texts("mark")
    assert not page.texts("qa-confidence")


def test_a_question_that_cannot_be_asked_is_only_told_so() -> None:
    page = Page(answer_html(Answer("", "the question is empty", False, Confidence.NONE, (), ()), ENGLISH))
    assert page.texts("p") == ["the question is empty"]
    assert not page.texts("h2")
    assert not page.texts("h3")


def test_hits_by_hand() -> None:
    found = hit(article(url="https://example.com/a?b=1&c=2"), 5, 23, ("Xinzhou → 忻州",))
    page = Page(hits_html([found], "Xinzhou 的投资", CHINESE))
    assert page.texts("qa-count") == ["1 个段落"]
    assert page.texts("qa-passage") == ["忻州承接落地，总投资5337亿元。"]
    assert page.texts("mark") == ["忻州", "投资"]
    assert page.texts("qa-why") == ["名称：Xinzhou → 忻州"]
    assert page.texts("dd") == ["0.43", "–", "–"]
    assert page.texts("qa-meta") == ["示例日报 · 2022-03-25 · 原文链接"]
    link = next(attrs for tag, attrs, _ in page.elements if tag == "a")
    assert link["href"] == "https://example.com/a?b=1&c=2"
    assert (link["rel"], link["target"]) == ("noopener noreferrer", "_blank")


def test_a_stretch_says_at_which_end_the_article_goes_on() -> None:
    whole, middle, last = (
        Page(hits_html([hit(article(), *span)], "", ENGLISH)) for span in ((0, 28), (5, 23), (23, 28))
    )
    shown = [next(c for c in page.values("class") if "qa-passage" in c) for page in (whole, middle, last)]
    assert shown == ["qa-passage ", "qa-passage qa-goes-before qa-goes-on", "qa-passage qa-goes-before"]


def test_nothing_found_is_said() -> None:
    assert Page(hits_html([], "x", ENGLISH)).texts("qa-none") == [ENGLISH["found_none"]]


def test_the_words_that_answer_are_bold_wherever_their_quote_stands() -> None:
    found = article()
    cited = replace(cite(found, "忻州承接落地，总投资5337亿元。"), span=(10, 16))
    page = Page(answer_html(answer(cited), ENGLISH))
    assert page.texts("b") == ["5337亿元", "5337亿元"], "in the sentence and in its card"
    assert set(page.values("data-bold")) == {"15-21"}
    assert page.texts("qa-said") == [cited.quote]
    shown = Page(article_html(found, cited.start, cited.end, ENGLISH, (15, 21)))
    assert shown.texts("mark") == [cited.quote]
    assert shown.texts("b") == ["5337亿元"]
    assert Page(answer_html(answer(cite(found, "雄安在东。")), ENGLISH)).texts("b") == []


def test_a_card_says_why_its_passage_was_found() -> None:
    found = article()
    reprint = Article("b9", TITLE, TEXT, "转载报", date(2022, 3, 26), "", "")
    why = Hit(
        Passage(7, found, 0, 28),
        0.4321,
        dense_rank=2,
        lexical_rank=1,
        cosine=0.512,
        matched=0.333,
        words=("忻州", "投资", "什么"),
        names=("Xinzhou → 忻州",),
        translations=("xinzhou's → 忻州", "railway → 铁路", "city → 城市"),
        also=(reprint,),
    )
    page = only_ours(answer_html(replace(answer(cite(found, "雄安在东。")), hits=(why,)), CHINESE))
    assert page.texts("qa-why")[0] == (
        "相同词语：忻州、投资 · 意思相近 · 名称：Xinzhou → 忻州 · 译词：railway → 铁路、city → 城市"
    )
    assert page.texts("dd")[:3] == ["0.43", "0.51 (第 2 名)", "0.33 (第 1 名)"]
    assert page.texts("qa-also")[0] == "也载于 转载报 2022-03-26"
    assert "b9" in page.values("data-article")
    far = only_ours(answer_html(replace(answer(cite(found, TEXT)), hits=(hit(found, 0, 28),)), ENGLISH))
    assert far.texts("qa-why")[0] == ENGLISH["why_none"]
    assert far.texts("dd")[:3] == ["0.43", "–", "–"]


def test_earlier_turns_open_by_a_link_of_their_own() -> None:
    page = only_ours(earlier_html([answer(cite(article(), "太原在北。"))], ENGLISH))
    assert page.texts("summary") == ["投资多少？"]
    (link,) = page.values("href")
    assert read_link(link) == Link("投资多少？", place=Place("a1", 0, 5))
    assert earlier_html([], ENGLISH) == ""


def test_an_answer_that_grows_says_so_and_offers_no_link_yet() -> None:
    given = answer(cite(article(), "太原在北。"))
    growing, whole = (Page(answer_html(given, ENGLISH, link="?q=x", whole=done)) for done in (False, True))
    assert growing.texts("qa-growing") == [ENGLISH["growing"]]
    assert not growing.texts("qa-confidence")
    assert not growing.values("data-copy")
    assert growing.values("aria-busy") == ["true"]
    assert whole.values("data-copy") == ["?q=x"]
    assert whole.values("aria-busy") == ["false"]
