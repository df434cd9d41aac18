from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.numerals import han_number
from qa.facts.dates import dates
from qa.facts.figures import figures


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("1,653万元", "16.53 million yuan"),
        ("965.16亿元", "96.516 billion yuan"),
        ("8.5%", "8.5 percent"),
        ("百分之八点五", "8.5%"),
        ("35亿美元", "$3.5 billion"),
        ("三千二百家", "3,200 companies"),
        ("70公里", "70 km"),
        ("3千米", "3 kilometres"),
        ("七个", "seven"),
        ("2万亿元", "2 trillion yuan"),
        ("36亿元", "RMB 3.6bn"),
        ("500万美元", "$5m"),
        ("500万元", "5m yuan"),
        ("百分之36", "36 per cent"),
        ("70公里", "70-kilometre"),
        ("2.5个百分点", "2.5 percentage points"),
        ("1653万", "16.53 million yuan"),
        ("2021家", "2021 companies"),
        ("600 万元", "6 million yuan"),
        ("约 4.3 万平方米", "43,000 square metres"),
        ("增长 12 %", "12 percent"),
        ("3亿2000万元", "320 million yuan"),
        ("1万5千家", "15,000 companies"),
        ("一百多万元", "1 million yuan"),
        ("三千五百万元", "thirty-five million yuan"),
        ("20万家", "two hundred thousand companies"),
        ("1200km²", "1,200 square kilometres"),
        ("90㎡", "90m²"),
        ("500MW", "500 MW"),
        ("35岁", "35 years old"),
        ("零下5℃", "minus 5 degrees"),
        ("-500万元", "-5m yuan"),
    ],
)
def test_the_same_figure_in_both_languages(chinese: str, english: str) -> None:
    (one,), (other,) = figures(chinese), figures(english)
    assert one.same(other)
    assert other.same(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1653万元", "16.5 million yuan"),
        ("91份", "92份"),
        ("5亿元", "500 million dollars"),
        ("8.5%", "8.5亿元"),
        ("36%", "36"),
        ("36%", "36个"),
        ("8.5%", "8.5 percentage points"),
        ("70公里", "70家"),
        ("70年", "70公里"),
        ("500MW", "600MW"),
        ("50kg", "60kg"),
        ("-5℃", "5℃"),
        ("零下五度", "五度"),
        ("增长-5%", "增长5%"),
        ("利润为负500万元", "利润为500万元"),
    ],
)
def test_other_figures(one: str, other: str) -> None:
    assert not figures(one)[0].same(figures(other)[0])


@pytest.mark.parametrize(
    "text",
    ["5G基站", "3D打印", "没有数字", "On Monday", "“十四五”规划", "the five-year plan", "the 14th fair", "at 8pm"],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "a_year"),
    [
        ("the 2022 plan", True),
        ("2022 GDP", True),
        ("its 2022 projects", True),
        ("2022 projects", False),
        ("a total of 2022 new projects", False),
        ("2022个项目", False),
        ("2022 家企业", False),
        ("1,999 homes", False),
        ("3426 and more", False),
    ],
)
def test_a_number_may_be_a_year_where_it_counts_nothing(text: str, a_year: bool) -> None:
    (figure,) = figures(text)
    assert figure.year is a_year


def test_a_range_says_its_unit_once() -> None:
    assert [(str(f.value), f.unit) for f in figures("8 to 10 percent")] == [("8", "percent"), ("10", "percent")]
    assert [(str(f.value), f.unit) for f in figures("8%，10个")] == [("8", "percent"), ("10", "")]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("20万元至30万元", (200_000, 300_000), "yuan"),
        ("20—30万元", (200_000, 300_000), "yuan"),
        ("20-30万元", (200_000, 300_000), "yuan"),
        ("二十至三十万元", (200_000, 300_000), "yuan"),
        ("8 to 10 million yuan", (8_000_000, 10_000_000), "yuan"),
        ("eight to ten million yuan", (8_000_000, 10_000_000), "yuan"),
        ("500至1万元", (500, 10_000), "yuan"),
        ("5元至3万元", (5, 30_000), "yuan"),
        ("3至5公里", (3_000, 5_000), "m"),
        ("5%-10%", (5, 10), "percent"),
    ],
)
def test_a_range_says_its_size_once(text: str, values: tuple[int, int], unit: str) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == [(Decimal(value), unit) for value in values]


@pytest.mark.parametrize("text", ["七八个人", "数百人", "数十亿元", "几十万人", "二三十家", "三四百米", "十七八岁"])
def test_an_uncertain_number_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(("text", "value"), [("二十三人", 23), ("总人数十万", 100_000), ("九点三四亿元", 934_000_000)])
def test_a_certain_number_is_a_figure(text: str, value: int) -> None:
    assert [f.value for f in figures(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("两成", 20), ("八成以上", 80), ("八成都是", 80), ("三成五", 35), ("三成半的人", 35), ("降了一成。", 10)],
)
def test_tenths_are_shares(text: str, value: int) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == [(Decimal(value), "percent")]


@pytest.mark.parametrize("text", ["两成立", "一成不变", "五成员国", "三成为"])
def test_not_every_character_of_tenths_is_one(text: str) -> None:
    assert not any(f.unit for f in figures(text))


@pytest.mark.parametrize("text", ["80分钟", "1小时20分钟", "1 hour and 20 minutes", "一小时二十分钟", "eighty minutes"])
def test_a_duration_is_one_figure(text: str) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == [(Decimal(80), "minute")]


def test_two_durations_are_two_figures() -> None:
    assert [f.value for f in figures("从4小时缩短到50分钟")] == [240, 50]


def test_a_single_han_digit_may_be_no_number() -> None:
    assert not any(f.clear for f in figures("太忻一体化"))


def test_chinese_commas_are_not_inside_numbers() -> None:
    assert [f.value for f in figures("共12，485个")] == [Decimal(12), Decimal(485)]


def test_han_numbers_by_hand() -> None:
    assert han_number("二〇二一") == 2021
    assert han_number("一亿三千万") == 130_000_000
    assert han_number("十二") == 12


@given(st.text(st.sampled_from("0123456789,.，。万亿年月日元百一二十成半小时分钟 %$abkm-"), max_size=40))
def test_figures_and_dates_stand_where_they_say(text: str) -> None:
    places = [(f.start, f.end, f.text) for f in figures(text)] + [(d.start, d.end, d.text) for d in dates(text)]
    assert all(text[start:end] == said for start, end, said in places)
