"""Years that a question names relative to today."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qa.question.time.words import time_span
from qa.question.time.years import in_figures
from qa.service import Service
from qa.types import Confidence

TODAY = date(2023, 3, 1)


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("去年全市粮食产量是多少？", "2022年全市粮食产量是多少？"),
        ("前年3月的产量", "2021年3月的产量"),
        ("今年上半年进出口总值", "2023年上半年进出口总值"),
        ("自去年以来发生了什么", "自2022年以来发生了什么"),
        ("How much did trade grow last year?", "How much did trade grow in 2022?"),
        ("How high was last year's budget?", "How high was 2022's budget?"),
        ("What happened in the first half of last year?", "What happened in the first half of 2022?"),
        ("During the last year, how many came?", "During 2022, how many came?"),
        ("上个月的降水", "上个月的降水"),
        ("日本年轻人去年买了什么？", "日本年轻人2022年买了什么？"),
        ("2020年的产量", "2020年的产量"),
    ],
)
def test_a_year_relative_to_today_is_written_in_figures(question: str, written: str) -> None:
    span = time_span(question, TODAY)
    assert span is not None
    assert in_figures(question, span) == written


@pytest.fixture
def port(write: Callable[..., Path], tmp_path: Path) -> Service:
    folder = write(
        before="青石港的吞吐量\n\n发布时间：2021-12-30\n\n青石港今年的吞吐量是800万吨。",
        after="青石港的吞吐量\n\n发布时间：2022-12-30\n\n青石港今年的吞吐量是900万吨。",
    )
    service = Service(tmp_path / "home")
    service.rebuild([folder])
    return service


def test_last_year_is_answered_by_what_is_said_of_that_year(port: Service) -> None:
    answer = port.ask("去年青石港的吞吐量是多少？", today="2023-03-01")
    assert "900万吨" in answer.statements[0].text
    answer = port.ask("去年青石港的吞吐量是多少？", today="2022-08-01")
    assert "800万吨" in answer.statements[0].text


def test_an_answer_about_a_year_without_articles_is_unlikely(port: Service) -> None:
    assert port.ask("去年青石港的吞吐量是多少？", today="2026-03-01").confidence in {Confidence.LOW, Confidence.NONE}
