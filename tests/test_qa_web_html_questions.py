"""What is shown with a question: its days, filters typed as words, and the rating of its answer."""

from dataclasses import replace
from datetime import date

import pytest

from qa.types import TimeSpan
from qa.web.conversation import FilterForm
from qa.web.html.answers import answer_html
from qa.web.i18n.phrases import CHINESE, ENGLISH
from tests.web_objects import Page, answer, article, cite, hit, only_ours


def test_an_answer_is_rated_only_where_that_is_asked_for() -> None:
    told = replace(answer(cite(article(), "雄安在东。")), hits=(hit(article(), 0, 5),))
    assert only_ours(answer_html(told, ENGLISH, rated=True)).values("data-rate") == ["up", "down", "here"]
    assert not Page(answer_html(told, ENGLISH)).values("data-rate")
    assert not Page(answer_html(told, ENGLISH, rated=True, whole=False)).values("data-rate")


@pytest.mark.parametrize(
    ("question", "written", "without"),
    [
        ("去年忻州签了多少项目？", "去年", "忻州签了多少项目？"),
        ("忻州在2022年签了多少项目？", "2022年", "忻州签了多少项目？"),
        ("What happened in Xinzhou last week?", "last week", "What happened in Xinzhou?"),
        ("In 2022, how much was invested?", "2022", "how much was invested?"),
    ],
)
def test_the_days_of_a_question_are_a_chip_that_asks_without_them(question: str, written: str, without: str) -> None:
    days = TimeSpan(written, date(2022, 1, 1), date(2022, 12, 31))
    told = replace(answer(cite(article(), "雄安在东。"), question=question), time=days)
    page = only_ours(answer_html(told, CHINESE))
    assert page.values("data-ask") == [without]
    assert page.texts("qa-chip") == [f"{written}：2022-01-01 至 2022-12-31 ✕"]
    assert not Page(answer_html(replace(told, time=None), CHINESE)).values("data-ask")


def test_days_are_typed_as_words_too() -> None:
    last_year = date.today().year - 1
    chosen = FilterForm("去年", "last year").chosen()
    assert (chosen["since"], chosen["until"]) == (date(last_year, 1, 1), date(last_year, 12, 31))
    chosen = FilterForm("2022-08", "2022-08").chosen()
    assert (chosen["since"], chosen["until"]) == (date(2022, 8, 1), date(2022, 8, 31))
    assert FilterForm("the year 2022", " ").chosen() == {"since": "the year 2022", "until": None, "source": None}
