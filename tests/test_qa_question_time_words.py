"""Days that a question mentions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qa.question.time.words import time_span
from qa.service import Service
from qa.types import TimeSpan

TODAY = date(2026, 11, 28)  # a Saturday


@pytest.mark.parametrize(
    ("question", "written", "first", "last"),
    [
        ("2025年3月发生了什么", "2025年3月", "2025-03-01", "2025-03-31"),
        ("去年修了几座桥？", "去年", "2025-01-01", "2025-12-31"),
        ("去年5月的会议", "去年5月", "2025-05-01", "2025-05-31"),
        ("上周谁来访？", "上周", "2026-11-16", "2026-11-22"),
        ("上个月的产量", "上个月", "2026-10-01", "2026-10-31"),
        ("近三个月签了什么", "近三个月", "2026-08-29", "2026-11-28"),
        ("5月以来有哪些活动", "5月以来", "2026-05-01", "2026-11-28"),
        ("12月以来有哪些活动", "12月以来", "2025-12-01", "2026-11-28"),
        ("What opened last week?", "last week", "2026-11-16", "2026-11-22"),
        ("What has changed since May?", "since May", "2026-05-01", "2026-11-28"),
        ("floods in the past two weeks", "past two weeks", "2026-11-14", "2026-11-28"),
        ("What was signed in March 2025?", "March 2025", "2025-03-01", "2025-03-31"),
        ("What happened yesterday?", "yesterday", "2026-11-27", "2026-11-27"),
        ("最近修了什么桥", "最近", "2026-10-29", "2026-11-28"),
        ("What was recently built?", "recently", "2026-10-29", "2026-11-28"),
        ("今天谁来访", "今天", "2026-11-28", "2026-11-28"),
        ("Who came today?", "today", "2026-11-28", "2026-11-28"),
        ("3天前的会议", "3天前", "2026-11-25", "2026-11-25"),
        ("the flood two weeks ago", "two weeks ago", "2026-11-09", "2026-11-15"),
        ("五个月前的会议", "五个月前", "2026-06-01", "2026-06-30"),
        ("half a year ago", "half a year ago", "2026-05-01", "2026-05-31"),
        ("floods of the past week", "past week", "2026-11-21", "2026-11-28"),
        ("floods of the past year", "past year", "2025-11-28", "2026-11-28"),
        ("最近半年的产量", "最近半年", "2026-05-29", "2026-11-28"),
        ("近几年的产量", "近几年", "2023-11-29", "2026-11-28"),
        ("上季度的产量", "上季度", "2026-07-01", "2026-09-30"),
        ("sales last quarter", "last quarter", "2026-07-01", "2026-09-30"),
        ("the match last weekend", "last weekend", "2026-11-21", "2026-11-22"),
        ("上周末的比赛", "上周末", "2026-11-21", "2026-11-22"),
        ("Who came last Thursday?", "last Thursday", "2026-11-26", "2026-11-26"),
        ("上周五谁来访", "上周五", "2026-11-20", "2026-11-20"),
        ("本周日谁来访", "本周日", "2026-11-29", "2026-11-29"),
        ("上上周谁来访", "上上周", "2026-11-09", "2026-11-15"),
        ("大前年的产量", "大前年", "2023-01-01", "2023-12-31"),
        ("大前天谁来访", "大前天", "2026-11-25", "2026-11-25"),
        ("the day before yesterday", "the day before yesterday", "2026-11-26", "2026-11-26"),
        ("the harvest of the year before last", "the year before last", "2024-01-01", "2024-12-31"),
        ("二〇二五年三月的会议", "二〇二五年三月", "2025-03-01", "2025-03-31"),
        ("2025年三月的会议", "2025年三月", "2025-03-01", "2025-03-31"),
        ("二〇二四年的会议", "二〇二四年", "2024-01-01", "2024-12-31"),
        ("去年三月的会议", "去年三月", "2025-03-01", "2025-03-31"),
        ("2025年第三季度的产量", "2025年第三季度", "2025-07-01", "2025-09-30"),
        ("2025年前三季度的产量", "2025年前三季度", "2025-01-01", "2025-09-30"),
        ("去年下半年的产量", "去年下半年", "2025-07-01", "2025-12-31"),
        ("上半年的产量", "上半年", "2026-01-01", "2026-06-30"),
        ("sales in Q3 2025", "Q3 2025", "2025-07-01", "2025-09-30"),
        ("sales in the first half of last year", "the first half of last year", "2025-01-01", "2025-06-30"),
        ("songs of the 1990s", "the 1990s", "1990-01-01", "1999-12-31"),
        ("2021年到2023年建了几座桥", "2021年到2023年", "2021-01-01", "2023-12-31"),
        ("2021—2023年的产量", "2021—2023年", "2021-01-01", "2023-12-31"),
        ("bridges built from 2021 to 2023", "from 2021 to 2023", "2021-01-01", "2023-12-31"),
        ("bridges built between 2021 and 2023", "between 2021 and 2023", "2021-01-01", "2023-12-31"),
        ("二十世纪九十年代的歌", "二十世纪九十年代", "1990-01-01", "1999-12-31"),
        ("rain from March to May 2025", "from March to May 2025", "2025-03-01", "2025-05-31"),
        ("rain between November 2024 and May 2025", "between November 2024 and May 2025", "2024-11-01", "2025-05-31"),
        ("2025年3月至5月的雨", "2025年3月至5月", "2025-03-01", "2025-05-31"),
        ("2024年11月到2025年2月的雨", "2024年11月到2025年2月", "2024-11-01", "2025-02-28"),
        ("What has opened since last month?", "since last month", "2026-10-01", "2026-11-28"),
        ("去年以来的产量", "去年以来", "2025-01-01", "2026-11-28"),
        ("三月以来的产量", "三月以来", "2026-03-01", "2026-11-28"),
        ("1998年以来的洪水", "1998年以来", "1998-01-01", "2026-11-28"),
        ("floods since 1998", "since 1998", "1998-01-01", "2026-11-28"),
        ("2025年10月1日以来的洪水", "2025年10月1日以来", "2025-10-01", "2026-11-28"),
        ("今年3月1日以来的洪水", "今年3月1日以来", "2026-03-01", "2026-11-28"),
        ("去年3月1日的洪水", "去年3月1日", "2025-03-01", "2025-03-01"),
        ("floods since Oct 2025", "since Oct 2025", "2025-10-01", "2026-11-28"),
        ("floods since May 5, 2025", "since May 5, 2025", "2025-05-05", "2026-11-28"),
        ("floods since 5 May 2025", "since 5 May 2025", "2025-05-05", "2026-11-28"),
        ("floods since December 5", "since December 5", "2025-12-05", "2026-11-28"),
        ("从2024年开始建了几座桥", "从2024年开始", "2024-01-01", "2026-11-28"),
        ("2024年开始建的桥", "2024年", "2024-01-01", "2024-12-31"),
        ("news from last week", "last week", "2026-11-16", "2026-11-22"),
        ("Which articles from last year mention apples?", "last year", "2025-01-01", "2025-12-31"),
        ("2025上半年的产量", "2025上半年", "2025-01-01", "2025-06-30"),
        ("2025前三季度的产量", "2025前三季度", "2025-01-01", "2025-09-30"),
        ("2025年度第四季度的产量", "2025年度第四季度", "2025-10-01", "2025-12-31"),
        ("2025财年第一季度的产量", "2025财年第一季度", "2025-01-01", "2025-03-31"),
        ("24年上半年的产量", "24年上半年", "2024-01-01", "2024-06-30"),
        ("2025 年上半年的产量", "2025 年上半年", "2025-01-01", "2025-06-30"),
        ("sales in the last quarter of 2024", "the last quarter of 2024", "2024-10-01", "2024-12-31"),
        ("rain in the last three months of 2024", "the last three months of 2024", "2024-10-01", "2024-12-31"),
        ("rain in the first two months of last year", "the first two months of last year", "2025-01-01", "2025-02-28"),
        ("日本年轻人去年买了什么", "去年", "2025-01-01", "2025-12-31"),
        ("昨天气温多少", "昨天", "2026-11-27", "2026-11-27"),
        ("去年年产量是多少", "去年", "2025-01-01", "2025-12-31"),
        ("而今年产量是多少", "今年", "2026-01-01", "2026-12-31"),
        ("日本上周日报了什么", "上周日", "2026-11-22", "2026-11-22"),
    ],
)
def test_words_of_time_are_read_from_today(question: str, written: str, first: str, last: str) -> None:
    span = time_span(question, TODAY)
    assert span is not None
    assert span.to_dict() == {"written": written, "since": first, "until": last}


@pytest.mark.parametrize(
    "question",
    [
        "上月球的飞船叫什么？",
        "2021年和2022年的产值",
        "2024年上半年和2025年上半年的产值",
        "连续三个季度增长",
        "这周围有什么？",
        "What may come?",
        "从1月起点出发",
        "8月6日",
        "How many lived there until 2022?",
        "the harvest before last year",
        "截至去年有几座桥？",
        "一九四九年前的县长",
        "几十年前的县长",
        "3月前的县长",
        "a few days ago",
        "目前天气如何？",
        "离车站最近的桥",
        "哪座桥最近？",
        "最近一次会议",
        "今日头条",
        "How much did prices rise from last year?",
        "今年2月30日的会议",
        "日本年轻人在哪里工作？",
        "目前年产量是多少？",
        "如今年轻人怎么生活？",
        "过去年均产量是多少？",
        "样本年龄多大？",
        "他上一年级吗？",
        "日本月销量是多少？",
        "日本周刊写了什么？",
        "会议上周恩来说了什么？",
        "晚上周杰伦唱了什么？",
        "以上周期多长？",
        "靠近日本的岛",
        "将近三年的工期",
        "接近十年的工期",
        "未来5年前景如何？",
    ],
)
def test_other_words_are_no_days(question: str) -> None:
    assert time_span(question, TODAY) is None


def test_an_article_without_a_date_is_of_no_days() -> None:
    span = TimeSpan("昨天", TODAY, TODAY)
    assert TODAY in span
    assert None not in span


@pytest.fixture
def dated(write: Callable[..., Path], tmp_path: Path) -> Service:
    folder = write(
        old="水库\n\n发布时间：2025-03-04\n\n青石水库今年开始放水，下游三个村受益。",
        new="水库\n\n发布时间：2026-11-18\n\n青石水库放水结束，下游四个村受益。",
        undated="水库\n\n青石水库的放水从来没有规律，村民自己看天。",
        other="集市\n\n发布时间：2026-11-19\n\n镇上的集市搬到了新址。",
    )
    service = Service(tmp_path / "home")
    service.rebuild([folder])
    return service


def published(service: Service, question: str, **only: str) -> list[date | None]:
    return [hit.passage.article.published for hit in service.search(question, 3, today="2026-11-28", **only)]  # type: ignore[arg-type]


def test_a_search_prefers_the_days_that_it_speaks_of_and_drops_nothing(dated: Service) -> None:
    assert published(dated, "上周青石水库放水")[0] == date(2026, 11, 18)
    assert published(dated, "2025年3月青石水库放水")[0] == date(2025, 3, 4)
    assert {None, date(2025, 3, 4), date(2026, 11, 18)} == set(published(dated, "上周青石水库放水"))
    assert dated.find("上周青石水库放水", today="2026-11-28").notice == (
        "“上周”按2026-11-16至2026-11-22理解，这段时间的文章排在前面。 另有1篇文章没有日期。"
    )


def test_an_answer_says_how_it_read_the_time(dated: Service) -> None:
    answer = dated.ask("What happened at the reservoir last month?", today="2026-11-28")
    assert answer.to_dict()["time"] == {"written": "last month", "since": "2026-10-01", "until": "2026-10-31"}
    assert answer.notice == 'No article is from 2026-10-01 to 2026-10-31 ("last month"). Articles without a date: 1.'


def test_a_filter_by_date_or_a_wish_for_any_time_takes_the_place_of_the_words(dated: Service) -> None:
    assert dated.time_of("上周放水", since="2025") is None
    assert dated.time_of("上周放水", any_time=True) is None
    assert dated.find("上周放水", any_time=True).notice == ""
