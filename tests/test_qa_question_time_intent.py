from datetime import date

import pytest

from corpus.types import Article
from qa.question.time.intent import NEWEST, WITHIN, period

LAST = date(2024, 1, 1)


def published(day: date | None) -> Article:
    return Article("a", "", "", "", day, "", "")


@pytest.mark.parametrize(
    ("question", "months", "latest"),
    [
        ("2022年的投资是多少？", {(2022, 0)}, False),
        ("2022年8月签约了什么？", {(2022, 8)}, False),
        ("What was signed in August 2022?", {(2022, 8)}, False),
        ("2021年和2022年的产值", {(2021, 0), (2022, 0)}, False),
        ("最新的投资数字", set(), True),
        ("What is the latest figure?", set(), True),
        ("2288个项目在哪里？", set(), False),
        ("朔州市委书记是谁？", set(), False),
    ],
)
def test_what_a_question_says_of_time(question: str, months: set[tuple[int, int]], latest: bool) -> None:
    found = period(question, LAST)
    assert (set(found.months), found.latest, found.asked) == (months, latest, bool(months or latest))


def test_articles_of_the_time_that_is_asked_for_are_lifted() -> None:
    asked = period("2022年8月签约了什么？", LAST)
    assert asked.lift(published(date(2022, 8, 6))) == WITHIN
    assert asked.lift(published(date(2022, 7, 6))) == 0
    assert asked.lift(published(None)) == 0


def test_the_newest_is_lifted_most_and_the_old_not_at_all() -> None:
    asked = period("最新消息", LAST)
    assert asked.lift(published(LAST)) == NEWEST
    assert 0 < asked.lift(published(date(2022, 6, 1))) < NEWEST
    assert asked.lift(published(date(2015, 1, 1))) == 0


def test_recent_articles_are_lifted_and_of_the_others_the_newer_ones_more() -> None:
    asked = period("最近修了什么桥？", LAST, date(2024, 1, 2))
    lifts = [asked.lift(published(day)) for day in (date(2023, 12, 20), date(2023, 6, 1), date(2022, 6, 1))]
    assert lifts == sorted(lifts, reverse=True)
    assert lifts[0] > NEWEST > lifts[1] > lifts[2] > 0


def test_a_decade_lifts_each_of_its_years() -> None:
    asked = period("songs of the 1990s", LAST)
    assert [asked.lift(published(date(year, 5, 1))) for year in (1989, 1990, 1997, 2000)] == [0, WITHIN, WITHIN, 0]
