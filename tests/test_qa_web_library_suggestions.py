"""Suggested questions: generated from articles by rule, and asked before they are shown."""

from datetime import date
from pathlib import Path

import pytest

from corpus.text.script import has_han
from corpus.types import Article
from qa.service import Service
from qa.web.conversation import UNFILTERED, FilterForm
from qa.web.library.question_making import Made, made_questions
from qa.web.library.suggestions import EXAMPLES, FOLLOWING, Suggestions


def article(text: str, title: str = "") -> Article:
    return Article("a", title, text, "示例报", date(2024, 5, 1), "", "")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("大同新机场航站楼总面积约2.4万平方米，六月开工。", Made("大同新机场航站楼总面积多少万平方米？", "2.4")),
        ("6月3日，阳泉煤矿博物馆已接待游客1200人次。", Made("阳泉煤矿博物馆已接待游客多少人次？", "1200")),
        ("长治国际啤酒节将于2024年8月2日开幕，为期十天。", Made("长治国际啤酒节什么时候开幕？", "2024年8月2日")),
        ("“五河同治”是指五条河一起治理。", Made("“五河同治”是什么？", "五河同治")),
        ("朔州市农业农村局局长王建国介绍，今年雨水足。", Made("朔州市农业农村局局长是谁？", "王建国")),
        ("太原古县城已签约84家商户", Made("太原古县城已签约多少家商户？", "84")),
    ],
)
def test_a_clause_is_asked_for_its_answer(text: str, made: Made) -> None:
    assert [*made_questions(article(text), chinese=True)] == [made]
    assert made.answer in text


@pytest.mark.parametrize(
    "text",
    [
        "它们一共有485个项目。",  # does not say of what
        "其中签约的项目有84个。",
        "美国总统19日发文宣称，已经停火。",  # the day on which somebody said something is not news
        "法国总统马克龙19日重申，不增税。",
        "天气很好。",
        "",
    ],
)
def test_what_is_not_understood_alone_makes_no_question(text: str) -> None:
    assert [*made_questions(article(text), chinese=True)] == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("大同今年排出120个重点项目，都已开工。", Made("How many projects are there in Datong?", "120")),
        ("雄安新区总投资360亿元。", Made("How much is invested in Xiong'an?", "360")),
        ("Last year Datong listed 120 key projects.", Made("How many projects are there in Datong?", "120")),
        ("The Coal Museum is a house of nine halls.", Made("What is The Coal Museum?", "a house of nine halls")),
    ],
)
def test_english_questions_fit_what_a_sentence_says(text: str, made: Made) -> None:
    assert [*made_questions(article(text), chinese=False)] == [made]


@pytest.mark.parametrize("chinese", [True, False])
def test_what_is_offered_is_answered_without_a_warning(sample_home: Path, chinese: bool) -> None:
    service = Service(sample_home)
    offered = Suggestions(service).examples(chinese=chinese)
    assert 1 < len(offered) <= EXAMPLES
    assert len(set(offered)) == len(offered)
    for question in offered:
        answer = service.ask(question)
        assert has_han(question) == chinese
        assert answer.answered, question
        assert answer.confidence.value in ("high", "medium"), question
        assert not answer.notice, question


def test_a_conversation_goes_on_with_what_was_not_asked(sample_home: Path) -> None:
    service = Service(sample_home)
    suggestions = Suggestions(service)
    answer = service.ask("太忻一体化经济区有多少个重大工程项目？")
    first = suggestions.following(answer, [answer.question], chinese=True, filters=UNFILTERED)
    assert 0 < len(first) <= FOLLOWING
    assert all(service.ask(question).answered for question in first)
    then = suggestions.following(answer, [answer.question, *first], chinese=True, filters=UNFILTERED)
    assert not set(then) & set(first)
    none = suggestions.following(answer, [], chinese=True, filters=FilterForm(since="2099"))
    assert none == []


def test_a_question_is_asked_once_for_each_index(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(sample_home)
    suggestions = Suggestions(service)
    offered = suggestions.examples(chinese=True)
    monkeypatch.setattr(service, "extract", lambda *_, **__: pytest.fail("asked again"))
    assert suggestions.examples(chinese=True) == offered
