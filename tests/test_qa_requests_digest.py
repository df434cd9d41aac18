"""Digests of the articles of some days."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.service import Service
from tests.serving import indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(
        tmp_path_factory.mktemp("requests"),
        model="bundled",
        a="工厂开工\n\n发布时间：2025-03-01\n\n城东的工厂开工了。厂里先招一百人。",
        b="园区扩建\n\n发布时间：2025-03-20\n\n园区迎来第三家企业。年底还有两家。",
        c="果园丰收\n\n发布时间：2025-07-02\n\n苹果丰收，果农忙着装箱。",
    )


@pytest.mark.parametrize(
    "question", ["2025年3月发生了什么？", "What happened in March 2025?", "总结一下2025年3月的大事"]
)
def test_the_articles_of_these_days_are_told_by_their_first_sentences(service: Service, question: str) -> None:
    answer = service.ask(question)
    assert [c.quote for c in answer.citations] == ["园区迎来第三家企业。", "城东的工厂开工了。"]
    assert answer.lead.startswith(("这段时间有2篇文章", "2 articles are from these days"))


@pytest.mark.parametrize(
    "question",
    [
        "最近发生了什么？",
        "最近有什么新闻",
        "总结一下最近的新闻",
        "有什么大事？",
        "2025年发生了什么？",
        "What happened recently?",
        "what's the latest news",
        "Any news?",
        "what happened in 2025",
    ],
)
def test_the_newest_are_told_where_nothing_else_is_asked(service: Service, question: str) -> None:
    quotes = [c.quote for c in service.ask(question).citations]
    assert quotes == ["苹果丰收，果农忙着装箱。", "园区迎来第三家企业。", "城东的工厂开工了。"]


def test_a_date_filter_takes_the_place_of_the_time(service: Service) -> None:
    for question in ("2025年发生了什么？", "最近发生了什么？"):
        quotes = [c.quote for c in service.ask(question, since="2025-03-10", until="2025-03").citations]
        assert quotes == ["园区迎来第三家企业。"]


@pytest.mark.parametrize("question", ["1976年发生了什么？", "What happened in 1976?"])
def test_a_year_without_articles_is_a_question(service: Service, question: str) -> None:
    assert "1976-01-01" not in service.ask(question).lead


@pytest.mark.parametrize(
    "question",
    [
        "2025年3月园区发生了什么？",
        "2025年3月",
        "What happened at the factory in March 2025?",
        "最近园区发生了什么事故？",
        "最近有什么政策",
        "最近谁当了市长？",
        "园区最近的企业是什么",
        "总结会什么时候开",
        "最新的消息是谁说的？",
        "What happened to the factory recently?",
        "What's new about the factory?",
        "what was the news conference about",
        "Summarise how the factory works",
    ],
)
def test_a_question_about_something_is_answered_as_such(service: Service, question: str) -> None:
    lead = service.ask(question).lead
    assert not any(told in lead for told in ("articles are", "articles;", "articles name", "这段时间有", "篇文章"))


def test_a_digest_of_some_days_tells_of_articles_without_a_date(write: Callable[..., Path], tmp_path: Path) -> None:
    folder = write(a="工厂\n\n发布时间：2025-03-01\n\n城东的工厂开工了。", b="果园\n\n苹果丰收，果农忙着装箱。")
    service = Service(tmp_path / "other")
    service.rebuild([folder])
    assert "另有1篇文章没有日期" in service.ask("2025年3月发生了什么？").notice
