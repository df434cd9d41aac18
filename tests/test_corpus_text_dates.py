from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning.metadata import parse_date
from corpus.text.dates import find_dates

DAY = date(2022, 3, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2022年03月24日 12:08",
        "2022年3月24号",
        "2022-03-24 20:36:00",
        "2022/3/24",
        "2022.3.24",
        "2022.3.24.",
        "2022_03_24",
        "20220324",
        "20220324170619",
        "2022-03-24T17:06:19",
        "2022-03-24T23:59:59+08:00",
        "2022-03-24T23:59:59.123Z",
        "2022-03-2417:06:19",
        "2022 03/24 17:06",
        "发布时间：２０２２年３月２４日",
        "二〇二二年三月二十四日",
        "二O二二年三月廿四日",
        "2022年三月二十四日",
        "2022 年 3 月 24 日",
        "2022年3月24日10时20分",
        "民國111年3月24日",
        "March 24, 2022",
        "Mar. 24th 2022",
        "24 March 2022",
        "24-Mar-2022",
        "Thu, 24 Mar 2022 17:06:19 GMT",
        "24/03/2022",
        "03/24/2022",
        "中華民國111年3月24日",
        "民國一一一年三月廿四日",
        "民國 111/03/24",
        "2022‐03‐24",
        "24th of March, 2022",
        "24. March 2022",
        "Mar-24-2022",
        "Thu Mar 24 17:06:19 CST 2022",
        "Thu Mar 24 17:06:19 2022",
        "t20220324_4388123",
    ],
)
def test_every_way_of_writing_a_day_gives_that_day(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022-13-45",
        "2022-02-30",
        "1899-12-31",
        "2101-01-01",
        "0000-00-00",
        "2022年3月",
        "2022-03",
        "3月24日",
        "May 2022",
        "03/04/2022",
        "2022.3.24.5",
        "c5644a4821e58e7b",
        "86-10-87826688",
        "marathon-10-2021",
        "Mayor 10, 2021",
        "Decree 12-2021",
        "10 Octopus 2021",
        "sept20220324_1",
        "12345678901",
        "二〇二二年三月三十二日",
    ],
)
def test_what_is_no_possible_or_no_certain_day_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_the_first_date_of_a_text_counts_whatever_its_form() -> None:
    assert parse_date("March 24, 2022, updated 2023-01-01") == DAY
    assert parse_date("2022-13-01, then 2022-03-24") == DAY


def test_a_bare_unix_time_is_the_day_in_china() -> None:
    # 2022-03-23 16:30 in UTC is half past midnight of the 24th in China.
    assert parse_date("1648053000") == DAY
    assert parse_date("1648053000000") == DAY
    assert parse_date("order 1648053000") is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_of_two_centuries_survives_five_spellings(day: date) -> None:
    spellings = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y/%m/%d %H:%M}",
        f"{day:%d %B %Y}",
    ]
    assert [parse_date(text) for text in spellings] == [day] * 5


@given(st.text("0123456789-/.年月日: T", max_size=40))
def test_spans_of_dates_stand_in_the_text(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
        assert parse_date(text[found.start : found.end]) == found.day
