"""Comparing two things side by side."""

from pathlib import Path

import pytest

from qa.generate.stored_answer import StoredAnswer
from qa.generate.verify_answer import recheck
from qa.service import Service
from qa.types import Answer, Confidence
from qa.validation import Filters
from qa.web.html.answers import answer_html
from qa.web.i18n.phrases import ENGLISH
from tests.serving import indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(
        tmp_path_factory.mktemp("requests"),
        model="bundled",
        a="太原\n\n发布时间：2024-03-01\n\n太原的工厂今年产值三百亿元。太原还要修两条路。",
        b="忻州\n\n发布时间：2025-06-02\n\n忻州的工厂今年产值五十亿元。",
        c="两市\n\n发布时间：2025-07-02\n\n太原和忻州的市长见了面。",
        d="杂粮\n\n发布时间：2025-08-02\n\n忻州杂粮节开幕。",
    )


def columns(answer: Answer) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for statement in answer.statements:
        found.setdefault(statement.about, set()).add(statement.text)
    return found


@pytest.mark.parametrize(
    "question",
    [
        "比较太原和忻州",
        "太原与忻州有什么不同？",
        "对比一下太原和忻州两市",
        "太原和忻州的区别",
        "太原和忻州的区别是什么？",
        "太原跟忻州的差距在哪里",
        "太原和忻州的比较",
        "请总结一下太原和忻州的区别",
        "把太原和忻州比较一下",
        "请将太原与忻州做个对比",
        "比較太原與忻州",
    ],
)
def test_each_has_a_column_of_sentences_that_name_it_alone(service: Service, question: str) -> None:
    answer = service.ask(question)
    assert columns(answer) == {
        "太原": {"太原的工厂今年产值三百亿元。"},
        "忻州": {"忻州的工厂今年产值五十亿元。", "忻州杂粮节开幕。"},
    }
    assert answer.lead.startswith("文章中关于两者的原句")


@pytest.mark.parametrize(
    "question",
    [
        "Compare Taiyuan and Xinzhou",
        "What is the difference between Taiyuan and Xinzhou?",
        "How do Taiyuan and Xinzhou differ?",
        "Taiyuan vs Xinzhou",
        "How does Taiyuan compare with Xinzhou?",
        "how is Taiyuan different from Xinzhou",
    ],
)
def test_in_english_names_are_found_in_characters(service: Service, question: str) -> None:
    assert columns(service.ask(question)).keys() == {"Taiyuan", "Xinzhou"}


@pytest.mark.parametrize(
    "question",
    [
        "比较太原和忻州的产值",
        "太原和忻州的产值有什么不同",
        "compare Taiyuan's factories with Xinzhou's",
        "Compare the factories of Taiyuan and Xinzhou",
        "compare Taiyuan and Xinzhou in terms of factories",
        "compare Taiyuan and Xinzhou's factories",
        "What is the difference between Taiyuan and Xinzhou's factories?",
    ],
)
def test_of_an_aspect_only_the_sentences_that_name_it(service: Service, question: str) -> None:
    found = columns(service.ask(question))
    assert set.union(*found.values()) == {"太原的工厂今年产值三百亿元。", "忻州的工厂今年产值五十亿元。"}


@pytest.mark.parametrize("question", ["大同和太原的区别", "山西大同与太原有什么不同？", "比较大同和太原"])
def test_a_character_of_a_name_is_no_and(service: Service, question: str) -> None:
    assert columns(service.ask(question)).keys() == {"太原"}


@pytest.mark.parametrize("question", ["比较2024年太原和忻州", "Compare Taiyuan and Xinzhou in 2024"])
def test_a_time_is_a_filter(service: Service, question: str) -> None:
    assert set.union(*columns(service.ask(question)).values()) == {"太原的工厂今年产值三百亿元。"}


def test_figures_of_a_year_that_are_reported_later_count(tmp_path: Path) -> None:
    service = indexed(
        tmp_path,
        model="bundled",
        a="太原\n\n发布时间：2025-01-20\n\n太原2024年的工厂产值三百亿元。",
        b="忻州\n\n发布时间：2025-01-21\n\n忻州1月的工厂产值五亿元。2024年忻州的工厂产值五十亿元。",
        c="忻州\n\n发布时间：2025-06-02\n\n忻州今年的工厂产值六十亿元。",
        d="忻州\n\n发布时间：2026-06-02\n\n忻州2024年的工厂产值改为七十亿元。",
    )
    found = columns(service.ask("比较2024年太原和忻州的产值"))
    assert found == {"太原": {"太原2024年的工厂产值三百亿元。"}, "忻州": {"2024年忻州的工厂产值五十亿元。"}}


@pytest.mark.parametrize("only", [{"any_time": True}, {"since": "2024-01"}])
def test_the_time_is_left_out_where_it_is_no_filter(service: Service, only: Filters) -> None:
    assert columns(service.ask("比较2024年太原和忻州", **only)) == columns(service.ask("比较太原和忻州"))


def test_the_side_of_which_nothing_is_known_is_named(service: Service) -> None:
    answer = service.ask("比较太原和大同")
    assert "没有找到关于大同的内容" in answer.lead
    assert answer.confidence is Confidence.LOW
    assert "并列" not in service.ask("比较火星和金星").lead


@pytest.mark.parametrize(
    "question",
    [
        "太原和忻州的市长见面了吗？",
        "Who met in Taiyuan and Xinzhou?",
        "比较好的工厂在哪里",
        "太原和忻州的区别委员会是什么",
        "谁把太原和忻州连起来",
        "How does Taiyuan compare with last year?",
        "How are Taiyuan and Xinzhou connected?",
        "Who compared Taiyuan with Xinzhou?",
    ],
)
def test_another_question_is_answered_as_such(service: Service, question: str) -> None:
    assert not any(statement.about for statement in service.ask(question).statements)


def test_the_text_names_the_side_and_verifies(service: Service) -> None:
    answer = service.ask("比较太原和忻州")
    assert "\n太原: 2024-03-01: 太原的工厂今年产值三百亿元。 [1]" in answer.text
    assert recheck(StoredAnswer.model_validate(answer.to_dict()), service.index().store) == []


def test_the_page_has_a_column_for_each(service: Service) -> None:
    page = answer_html(service.ask("比较太原和忻州"), ENGLISH)
    assert page.count("<section><h3") == 2
    assert page.index("太原</h3>") < page.index("太原的工厂今年") < page.index("忻州</h3>")
