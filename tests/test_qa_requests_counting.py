"""Counting the articles that mention something."""

from pathlib import Path

import pytest

from qa.service import Service
from qa.types import Confidence
from qa.validation import Filters
from tests.serving import indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(
        tmp_path_factory.mktemp("requests"),
        model="bundled",
        a="工厂\n\n发布时间：2024-03-01\n\n城东的工厂开工了。厂里做半导体。半导体卖得好。",
        b="园区\n\n发布时间：2025-06-02\n\n半导体园区迎来第三家企业。",
        c="果园\n\n发布时间：2025-07-02\n\n苹果丰收，导体与果农无关。",
        d="铁路\n\n发布时间：2025-08-02\n\n忻州的铁路通车，忻州市民坐上了第一班车。",
    )


@pytest.mark.parametrize(
    "question",
    [
        "有多少篇文章提到半导体？",
        "几篇报道里提到了“半导体”",
        "有多少文章提到半导体",
        "提到半导体的文章有多少篇？",
        "涉及半导体的报道一共有几篇",
        "半导体被提到了多少次？",
        "How many articles mention 半导体?",
        "How many articles are there about 半导体?",
        "How many articles in my collection mention 半导体?",
        "how many reports mentioning 半导体 are there",
        "How many times is 半导体 mentioned in the articles?",
        "how often has 半导体 been mentioned",
    ],
)
def test_articles_are_counted_and_each_is_quoted_newest_first(service: Service, question: str) -> None:
    answer = service.ask(question)
    assert [c.quote for c in answer.citations] == ["半导体园区迎来第三家企业。", "厂里做半导体。"]
    assert answer.lead.startswith("2 articles mention “半导体”" if question[0] in "Hh" else "2篇文章提到“半导体”")
    assert answer.confidence is Confidence.HIGH


def test_every_article_is_counted(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.requests.wording.MOST_READ", 1)
    assert service.ask("有多少篇文章提到半导体？").lead.startswith("2篇文章提到“半导体”")


def test_traditional_characters_are_read_as_simplified_ones(service: Service) -> None:
    answer = service.ask("有多少篇報道提到鐵路？")
    assert answer.question == "有多少篇報道提到鐵路？"
    assert answer.lead.startswith("1篇文章提到“铁路”")


def test_a_name_in_pinyin_is_counted_in_characters(service: Service) -> None:
    answer = service.ask("how many articles mention Xinzhou")
    assert answer.lead == "1 article mentions “Xinzhou / 忻州”, counted word for word:"


def test_none_is_none_and_filters_hold(service: Service) -> None:
    none = service.ask("有多少篇文章提到火星？")
    assert (none.answered, none.citations) == (False, ())
    assert none.text == "没有文章提到“火星”（按原词查找）。"
    assert len(service.ask("有多少篇文章提到半导体？", since="2025").citations) == 1


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("2025年有多少篇文章提到半导体？", "1篇文章提到“半导体”"),
        ("2025年的文章里有多少篇提到半导体", "1篇文章提到“半导体”"),
        ("How many articles mention Xinzhou in 2025?", "1 article mentions “Xinzhou / 忻州”"),
        ("How many articles published in March 2024 mention Xinzhou?", "No article mentions “Xinzhou / 忻州”"),
    ],
)
def test_a_time_is_a_filter(service: Service, question: str, lead: str) -> None:
    assert service.ask(question).lead.startswith(lead)


@pytest.mark.parametrize(
    ("only", "lead"),
    [
        ({"since": "2024"}, "2篇文章提到“半导体”"),
        ({"since": "2025"}, "1篇文章提到“半导体”"),
        ({"any_time": True}, "2篇文章提到“半导体”"),
    ],
)
def test_a_date_filter_or_any_time_takes_the_place_of_the_time(service: Service, only: Filters, lead: str) -> None:
    for question in ("2025年有多少篇文章提到半导体？", "去年有多少篇文章提到半导体？"):
        assert service.ask(question, **only).lead.startswith(lead)


def test_a_time_that_is_no_filter_is_not_looked_for(service: Service) -> None:
    assert "No article mentions" not in service.ask("How many articles mention Xinzhou before 2022?").text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("有多少篇文章提到工厂和半导体？", "1篇文章提到“工厂、半导体”"),
        ("how many articles mention 工厂 and 半导体", "1 article mentions “工厂 and 半导体”"),
        ("有多少篇文章提到苹果与忻州？", "没有文章提到“苹果、忻州”"),
        ("有多少篇文章提到苹果或忻州？", "2篇文章提到“苹果 / 忻州”"),
        ("有多少篇文章提到忻州的铁路和市民？", "1篇文章提到“忻州的铁路、市民”"),
        ("有多少篇文章提到“工厂和半导体”？", "没有文章提到“工厂和半导体”"),
    ],
)
def test_of_several_things_an_article_has_each(service: Service, question: str, lead: str) -> None:
    assert service.ask(question).lead.startswith(lead)


def test_a_name_with_and_in_it_and_one_with_a_year_are_one_thing(tmp_path: Path) -> None:
    service = indexed(
        tmp_path,
        model="bundled",
        a="要闻\n\n发布时间：2025-03-01\n\n经济和信息化局开会，讨论2022年冬奥会的场馆。",
        b="经济\n\n发布时间：2025-04-01\n\n经济向好，新的冬奥会场馆开工。",
    )
    assert service.ask("有多少篇文章提到经济和信息化局？").lead.startswith("1篇文章提到“经济和信息化局”")
    assert service.ask("有多少篇文章提到2022年冬奥会？", since="2025").lead.startswith("1篇文章提到“2022年冬奥会”")
    assert service.ask("有多少篇文章提到2022年冬奥会？").lead.startswith("1篇文章提到“2022年冬奥会”")


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("How many articles mention 世卫组织?", ["The WHO sent doctors."]),
        ("有多少篇文章提到外汇局？", ["SAFE keeps the reserves."]),
        ("How many articles mention the WHO?", ["The WHO sent doctors."]),
    ],
)
def test_an_acronym_is_no_word_in_small_letters(tmp_path: Path, question: str, quotes: list[str]) -> None:
    service = indexed(
        tmp_path,
        model="bundled",
        a="Bridge\n\nDate: 2023-03-01\n\nWorkers who built the bridge are safe.",
        b="Health\n\nDate: 2023-04-01\n\nThe WHO sent doctors.",
        c="Bank\n\nDate: 2023-05-01\n\nSAFE keeps the reserves.",
    )
    assert [c.quote for c in service.ask(question).citations] == quotes


@pytest.mark.parametrize(
    "question",
    [
        "园区有多少家企业？",
        "条约有多少条提到了人权？",
        "市长几次提到苹果？",
        "how many articles does the treaty have",
        "How many articles of the treaty mention apples?",
        "How many reports are on the desk?",
        "How many times is the treaty mentioned in the constitution?",
        "How often is the factory open?",
    ],
)
def test_another_question_for_a_number_is_not_counted(service: Service, question: str) -> None:
    text = service.ask(question).text
    assert not any(counted in text for counted in ("篇文章提到", "没有文章提到", "word for word"))
