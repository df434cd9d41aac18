import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.facts.dates import dates, without_gaps
from qa.facts.figures import figures


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2021年12月29日", (2021, 12, 29)),
        ("December 29, 2021", (2021, 12, 29)),
        ("29 December 2021", (2021, 12, 29)),
        ("2021-12-29", (2021, 12, 29)),
        ("12月29日", (None, 12, 29)),
        ("2022年", (2022, None, None)),
        ("in 2022", (2022, None, None)),
        ("March 2022", (2022, 3, None)),
        ("Sept. 6, 2022", (2022, 9, 6)),
    ],
)
def test_dates(text: str, parts: tuple[int | None, int | None, int | None]) -> None:
    (day,) = dates(text)
    assert (day.year, day.month, day.day) == parts
    assert figures(text) == []


@pytest.mark.parametrize(
    "text",
    ["8月6-10日", "8月6日至10日", "8月6日—10日", "August 6 to 10", "Aug. 6–10", "6 to 10 August", "6-10 August"],
)
def test_a_range_of_days_has_both_ends(text: str) -> None:
    assert [(day.year, day.month, day.day) for day in dates(text)] == [(None, 8, 6), (None, 8, 10)]
    assert figures(text) == []


@pytest.mark.parametrize("text", ["2022年8月6-10日", "August 6-10, 2022", "6-10 August 2022"])
def test_both_ends_of_a_range_have_its_year(text: str) -> None:
    assert [(day.year, day.month, day.day) for day in dates(text)] == [(2022, 8, 6), (2022, 8, 10)]


@pytest.mark.parametrize(
    "text", ["8月6日至10时", "from 5 million on August 6 to 10 million", "8月6-10家", "8月6日到15号楼"]
)
def test_a_number_after_a_date_may_be_no_day(text: str) -> None:
    assert len(dates(text)) == 1


@pytest.mark.parametrize("text", ["August 6 to 10 September", "8月6日至9月10日"])
def test_a_range_through_two_months_has_its_own_ends(text: str) -> None:
    assert [(day.month, day.day) for day in dates(text)] == [(8, 6), (9, 10)]


def test_a_date_is_borne_out_by_one_that_says_as_much() -> None:
    (whole,), (part,), (other,) = dates("2021年12月29日"), dates("12月29日"), dates("12月28日")
    assert part.within(whole)
    assert not whole.within(part)
    assert not other.within(whole)


def test_gaps_between_digits_and_characters_are_closed_and_the_text_is_shown_as_it_is() -> None:
    text = "项目于 2021 年启动，7 月 28 日封顶。"
    assert [(day.year, day.month, day.day) for day in dates(text)] == [(2021, None, None), (None, 7, 28)]
    assert (
        [text[day.start : day.end] for day in dates(text)]
        == [day.text for day in dates(text)]
        == ["2021 年", "7 月 28 日"]
    )


@given(st.text(alphabet="0123456789年月日 约万元%，\xa0", max_size=40))
def test_a_span_without_gaps_is_the_same_characters(text: str) -> None:
    closed, span = without_gaps(text)
    assert closed.replace(" ", "").replace("\xa0", "") == text.replace(" ", "").replace("\xa0", "")
    for start in range(len(closed)):
        for end in range(start + 1, len(closed) + 1):
            a, b = span(start, end)
            assert without_gaps(text[a:b])[0] == closed[start:end]
