"""How many articles mention something."""

from pathlib import Path

import pytest

from qa.service import Service
from qa.types import Confidence
from tests.serving import indexed


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return indexed(
        tmp_path,
        model="bundled",
        a="工厂\n\n发布时间：2024-03-01\n\n城东的工厂开工了。厂里做半导体。半导体卖得好。",
        b="园区\n\n发布时间：2025-06-02\n\n半导体园区迎来第三家企业。",
        c="果园\n\n发布时间：2025-07-02\n\n苹果丰收，导体与果农无关。",
        d="铁路\n\n发布时间：2025-08-02\n\n忻州的铁路通车，忻州市民坐上了第一班车。",
    )


@pytest.mark.parametrize(
    "question", ["有多少篇文章提到半导体？", "几篇报道里提到了“半导体”", "How many articles mention 半导体?"]
)
def test_articles_are_counted_and_each_is_quoted_newest_first(service: Service, question: str) -> None:
    answer = service.ask(question)
    assert [c.quote for c in answer.citations] == ["半导体园区迎来第三家企业。", "厂里做半导体。"]
    assert answer.lead.startswith(("2篇文章提到“半导体”", "2 articles mention “半导体”"))
    assert answer.confidence is Confidence.HIGH


def test_a_name_in_pinyin_is_counted_in_characters(service: Service) -> None:
    answer = service.ask("how many articles mention Xinzhou")
    assert answer.lead == "1 article mentions “Xinzhou / 忻州”, counted word for word:"


def test_none_is_none_and_filters_hold(service: Service) -> None:
    none = service.ask("有多少篇文章提到火星？")
    assert (none.answered, none.citations) == (False, ())
    assert none.text == "没有文章提到“火星”（按原词查找）。"
    assert len(service.ask("有多少篇文章提到半导体？", since="2025").citations) == 1


def test_another_question_for_a_number_is_not_counted(service: Service) -> None:
    assert "篇文章提到" not in service.ask("园区有多少家企业？").text
