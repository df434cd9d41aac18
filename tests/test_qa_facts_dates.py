import pytest

from qa.facts.dates import dates
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
    ],
)
def test_dates(text: str, parts: tuple[int | None, int | None, int | None]) -> None:
    (day,) = dates(text)
    assert (day.year, day.month, day.day) == parts
    assert figures(text) == []


def test_a_date_is_borne_out_by_one_that_says_as_much() -> None:
    (whole,), (part,), (other,) = dates("2021年12月29日"), dates("12月29日"), dates("12月28日")
    assert part.within(whole)
    assert not whole.within(part)
    assert not other.within(whole)
