import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.numerals import MIXED, han_number, mixed_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("五千六百万", 56_000_000),
        ("三点二亿", 320_000_000),
        ("廿一", 21),
        ("卅", 30),
        ("二〇二二", 2022),
        ("一九九零", 1990),
        ("十二", 12),
        ("三千零五", 3_005),
        ("两百", 200),
        ("三千五", 3_500),
        ("一百二", 120),
        ("一万五", 15_000),
        ("三亿二", 320_000_000),
        ("一亿三千万", 130_000_000),
        ("一万亿", 10**12),
        ("一点五万亿", 1_500_000_000_000),
        ("八点五", Decimal("8.5")),
        ("三万二千", 32_000),
        ("〇", 0),
    ],
)
def test_han_numerals_by_hand(written: str, value: Decimal) -> None:
    assert han_number(written) == value


@pytest.mark.parametrize("text", ["", "万", "亿万", "点五", "五点", "很多", "5", "十五个"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert han_number(text) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3亿2000万", 320_000_000),
        ("3亿2千万", 320_000_000),
        ("1万5千", 15_000),
        ("1万5000", 15_000),
        ("1万2千亿", 1_200_000_000_000),
        ("12亿3456万7千", 1_234_567_000),
        ("2亿3000多万", 230_000_000),
    ],
)
def test_numbers_in_digits_size_by_size(written: str, value: int) -> None:
    assert re.fullmatch(MIXED, written)
    assert mixed_number(written) == value


@pytest.mark.parametrize("text", ["5600万", "1亿2020年", "1万2020年"])
def test_one_size_is_no_such_number(text: str) -> None:
    assert re.match(MIXED, text) is None
    assert mixed_number(text) is None


def test_a_run_of_sizes_is_several_numbers() -> None:
    assert len(re.findall(MIXED, "3千亿" * 1_000)) > 100


@given(st.integers(0, 9_999))
def test_every_number_below_ten_thousand_is_read_back(number: int) -> None:
    assert han_number(_written(number)) == number


def _written(number: int) -> str:
    """The number as it is read aloud: 3005 is 三千零五."""
    digits = "零一二三四五六七八九"
    said, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            said += ("零" if gap and said else "") + digits[digit] + name
        gap = not digit
    return said or "零"
