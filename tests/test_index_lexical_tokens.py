import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.text.fold import fold
from index.lexical.tokens import TermsOf, shared_words, tokenise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("太忻经济", ["太忻", "忻经", "经济"]),
        ("優化", ["优化"]),
        ("州", ["州"]),
        ("2022年", ["2022", "2022年", "年"]),
        ("965.16亿元", ["965.16", "965.16亿", "亿元"]),
        ("3+N", ["3+n", "3", "n"]),
        ("5G基站", ["5g", "基站"]),
        ("6+1", ["6+1", "6", "1"]),
        ("Xiong'an", ["xiong'an", "xiong", "an"]),
        ("The U.S. and the U.N.", ["the", "u.s", "us", "and", "the", "u.n", "un"]),
        ("U.S.-China", ["u.s", "us", "china"]),
        ("the Taixin zone", ["the", "taixin", "zone"]),
        ("，。！ 🙂", []),
        ("", []),
    ],
)
def test_terms_by_hand(text: str, expected: list[str]) -> None:
    assert tokenise(text) == expected


@given(st.text(max_size=200))
def test_a_text_and_its_folded_form_have_the_same_terms(text: str) -> None:
    assert tokenise(text) == tokenise(fold(text))


@given(st.text("太原州年aB1.-， ", max_size=20), st.text("太原州年aB1.-， ", max_size=12))
@example("the u.s. and", "us")
@example("the us and", "u.s.")
def test_looked_up_terms_are_those_of_the_text(text: str, others: str) -> None:
    terms, held = set(tokenise(text)), TermsOf(fold(text))
    for term in {*terms, *tokenise(others)}:
        assert (term in held) == (term in terms)


@pytest.mark.parametrize("written", ["2022年", "965.16亿元", "3+N", "5G", "6+1"])
def test_what_is_written_is_found_as_written(written: str) -> None:
    whole = tokenise(f"到{written}，合作推进")
    assert set(tokenise(written)) - {"年"} <= set(whole)


def test_words_that_are_shared_are_joined_where_the_text_joins_them() -> None:
    assert shared_words(tokenise("忻州市的GDP"), fold("忻州市去年gdp增长"), tokenise("忻州市去年gdp增长")) == (
        "忻州市",
        "gdp",
    )
    assert shared_words(tokenise("忻州市"), fold("州市与忻州"), tokenise("州市与忻州")) == ("忻州", "州市")
    assert shared_words(tokenise("吕梁"), fold("太原"), tokenise("太原")) == ()
