"""Questions without their time, where an article's own date tells it."""

from datetime import date
from pathlib import Path

import pytest

from qa.question.time.dated import told_by_date
from qa.question.time.words import time_span
from tests.serving import indexed

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("2024年10月的渔节，谁得了奖？", ["渔节，谁得了奖？", "10月的渔节，谁得了奖？"]),
        ("2024年底高岭不再担任什么职务？", ["高岭不再担任什么职务？"]),
        ("在2022年的渔节上谁得了奖", ["渔节上谁得了奖"]),
        ("去年渔获是多少？", ["渔获是多少？"]),
        ("2023年上半年渔获是多少？", ["上半年渔获是多少？"]),
        ("2024年日本渔获是多少？", ["日本渔获是多少？"]),
        ("2016年里约渔获是多少？", ["里约渔获是多少？"]),
        ("2024年初中招生多少？", ["初中招生多少？"]),
        ("2023年初创企业有几家？", ["初创企业有几家？"]),
        ("2024年时代周刊写了什么？", ["时代周刊写了什么？"]),
        ("2024年的时候谁得了奖？", ["谁得了奖？"]),
        ("2024年8月3日谁得了奖？", ["谁得了奖？"]),
        ("2023上半年渔获是多少？", ["上半年渔获是多少？"]),
        ("2023年度第三季度渔获是多少？", ["第三季度渔获是多少？"]),
        ("2023前三季度渔获是多少？", ["前三季度渔获是多少？"]),
        ("去年第三季度渔获是多少？", ["第三季度渔获是多少？"]),
        ("What was the catch in the third quarter of 2023?", ["What was the catch in the third quarter?"]),
        ("二〇二四年三月谁得了奖？", ["谁得了奖？", "三月谁得了奖？"]),
        ("Who won the prize in the last quarter?", ["Who won the prize?"]),
        ("最近谁得了奖？", ["谁得了奖？"]),
        ("Who won the prize in the October 2024 boat race?", ["Who won the prize in the boat race?"]),
        ("Why did the ferry stop in October 2022?", ["Why did the ferry stop?", "Why did the ferry stop in October?"]),
        ("In 2022, how many people came?", ["how many people came?"]),
        ("渔节什么时候开始？", []),
    ],
)
def test_a_question_without_its_time(question: str, bare: list[str]) -> None:
    asked = [text for _, text in told_by_date(question, time_span(question, TODAY))]
    assert asked[: len(bare)] == bare
    assert bool(asked) is bool(bare)


@pytest.mark.parametrize(
    "question",
    [
        "When did the volcano last erupt before November 2022?",
        "2022年以前谁是县长？",
        "截至2022年底有多少条渔船？",
        "How many boats were there by 2022?",
        "How many boats have been built since 2022?",
        "从2022年开始造了几条渔船？",
    ],
)
def test_a_time_that_only_bounds_what_is_meant_stays(question: str) -> None:
    assert not list(told_by_date(question, time_span(question, TODAY)))


def test_what_asks_for_anything_keeps_its_time() -> None:
    question = "2025年3月发生了什么？"
    assert "发生了什么？" not in [text for _, text in told_by_date(question, time_span(question, TODAY))]


def test_a_time_is_compared_with_and_not_meant() -> None:
    span = time_span("2024年渔获比上一年增长百分之几？", TODAY)
    assert span is not None
    assert span.written == "2024年"


def test_an_answer_is_as_likely_with_the_month_in_which_its_article_appeared(tmp_path: Path) -> None:
    """The article does not repeat the month; an article of another month is asked the whole question."""
    service = indexed(
        tmp_path,
        model="bundled",
        race="青石湖龙舟赛\n\n发布时间：2024-10-27\n\n青石湖龙舟赛昨天结束，红旗队率先冲线，夺得冠军。",
        market="集市\n\n发布时间：2024-10-28\n\n镇上的集市搬到了新址，摊位多了一倍。",
    )
    plain = service.ask("青石湖龙舟赛哪个队得了冠军？")
    right = service.ask("2024年10月青石湖龙舟赛哪个队得了冠军？")
    other = service.ask("2023年3月青石湖龙舟赛哪个队得了冠军？")
    assert "红旗队" in right.citations[0].quote
    assert right.probability >= 0.9 * plain.probability
    assert right.probability > other.probability


def test_where_the_answer_lies_in_another_place_than_the_question_names(tmp_path: Path) -> None:
    """成都's flame may be lit in 德阳."""
    service = indexed(
        tmp_path,
        model="bundled",
        games="成都运动会\n\n运动会火种今天在德阳博物馆采集成功，火炬传递从那里开始。成都运动会下月在成都体育馆开幕。",
    )
    answer = service.ask("成都运动会的火种是在哪里采集的？")
    assert "德阳博物馆" in answer.citations[0].quote
