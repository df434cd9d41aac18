import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.text.fold import fold
from index.lexical.number_terms import number_terms
from index.lexical.tokens import tokenise


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("捐款5,600万元", "5600万"),
        ("五千六百万元", "5600万"),
        ("56 million yuan", "5600万"),
        ("56,000,000元", "5600万"),
        ("三亿二千万元", "3.2亿"),
        ("三点二亿", "3.2亿"),
        ("320 million", "3.2亿"),
        ("32000万元", "3.2亿"),
        ("1.2万亿元", "12000亿"),
        ("1.2 trillion", "12000亿"),
        ("四十五天", "45天"),
        ("45 天", "45天"),
        ("45 days", "45天"),
        ("桥长1,280米", "1280米"),
        ("1,280 metres", "1280"),
        ("3千人", "3000人"),
        ("三千人", "3000人"),
        ("二〇二二年", "2022年"),
        ("三吨", "3吨"),
        ("第十五届", "15届"),
        ("百分之六", "6"),
        ("3亿2000万元", "3.2亿"),
        ("3亿2千万", "3.2亿"),
        ("1万5千人", "1.5万"),
        ("三千五", "3500"),
        ("56m yuan", "5600万"),
        ("12bn", "120亿"),
        ("fifty-six million", "5600万"),
        ("two hundred thousand people", "20万"),
        ("forty-five days", "45天"),
        ("seven years", "7年"),
        ("thirty percent", "30"),
        ("three thousand people", "3000人"),
        ("12500人", "1.25万"),
        ("12,500 people", "1.25万"),
        ("$56m", "5600万"),
        ("US$5.6bn", "56亿"),
        ("一百二十人", "120人"),
        ("三成", "30"),
        ("3成", "30"),
        ("3成半", "35"),
        ("两成五", "25"),
    ],
)
def test_a_number_has_the_term_of_the_usual_way_to_write_it(written: str, term: str) -> None:
    assert term in tokenise(written)


@pytest.mark.parametrize(
    "written",
    ["八月六日", "August 6", "6th of August", "Aug. 6, 2022", "2022-08-06", "2022.8.6", "8月6日", "8月6号", "八月六号"],
)
def test_a_date_has_the_terms_of_its_month_and_day(written: str) -> None:
    assert {"8月", "6日"} <= set(tokenise(written))


@pytest.mark.parametrize(
    ("written", "month"), [("the fair in May", "5月"), ("since March", "3月"), ("late Dec", "12月"), ("Sept. 6", "9月")]
)
def test_a_month_that_is_also_a_word_is_one_behind_in_or_since(written: str, month: str) -> None:
    assert month in tokenise(written)


@pytest.mark.parametrize(
    "text",
    [
        "5600万元",
        "3.2亿",
        "45天",
        "2022年8月6日",
        "965.16亿元",
        "12345人",
        "四川的三农",
        "一个万一",
        "三四个",
        "几十万",
        "一一一",
        "they may march",
        "two of them",
        "three hundred and fifty",
        "56m long",
        "第三成员国",
        "十四五",
        "二三十人",
        "十五六岁",
        "三五百人",
        "8月10号线",
        "5成功",
        "2022.8.6.1",
        "3+n",
    ],
)
def test_what_is_written_in_the_usual_way_or_is_no_number_adds_no_term(text: str) -> None:
    assert list(number_terms(fold(text))) == []


@given(st.text(st.sampled_from("0123456789,.%百千万亿一二三十点成半元个年月日号 "), max_size=80))
@example(",".join(map(str, range(101, 113))))
@example("3千亿" * 4)
@example("一亿亿亿亿元")
@example("3月万号")
def test_every_run_of_digits_and_units_has_terms(text: str) -> None:
    assert all(0 <= start < len(text) and term for start, term in number_terms(fold(text)))


@pytest.mark.parametrize("text", ["一亿亿亿亿元", "101,102,103,104,105,106,107"])
def test_a_number_too_large_for_an_amount_adds_no_term(text: str) -> None:
    assert list(number_terms(fold(text))) == []
