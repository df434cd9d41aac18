from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from index.lexical.terms import OPENING_CHARACTERS, count_terms, counted, term_key
from index.lexical.tokens import tokenise

MIXED = st.text(st.sampled_from("太原忻州优優かな한ＡaB'.&-+/ 0１9年。\ud800\u200b𠀀_\n"), max_size=40)


@given(st.one_of(MIXED, st.text(max_size=60)))
@example("")
@example("2022年的3+N、AT&T和5G，965.16亿元")
def test_a_text_is_counted_as_its_terms_are(text: str) -> None:
    found, expected = count_terms(text), counted(tokenise(text))
    assert dict(zip(found.keys.tolist(), found.counts.tolist(), strict=True)) == Counter(map(term_key, tokenise(text)))
    assert found.keys.tolist() == expected.keys.tolist()
    assert found.counts.tolist() == expected.counts.tolist()


def test_a_text_opens_with_the_terms_that_begin_in_its_first_characters() -> None:
    text = "太" * (OPENING_CHARACTERS - 4) + "忻州。ab大同"
    found = count_terms(text)
    opening = set(found.keys[found.opening].tolist())
    assert opening == set(map(term_key, ["太太", "太忻", "忻州", "ab"]))
    assert set(found.keys.tolist()) - opening == {term_key("大同")}


def test_the_title_belongs_to_the_opening_whole() -> None:
    found = count_terms("题" * 99 + "甲\n" + "太" * (OPENING_CHARACTERS - 2) + "忻州。大同")
    opening = set(found.keys[found.opening].tolist())
    assert opening == set(map(term_key, ["题题", "题甲", "太太", "太忻", "忻州"]))


@given(MIXED)
def test_the_opening_is_part_of_the_text(text: str) -> None:
    found = count_terms(text)
    assert found.opening.shape == found.keys.shape
    assert found.opening.all()  # if the text is no longer than the opening


def test_a_count_stays_at_the_most_that_is_told_apart() -> None:
    assert count_terms("一" * 400).counts.tolist() == [255]
    assert counted(["gdp"] * 256).counts.tolist() == [255]


def test_keys_by_hand() -> None:
    assert term_key("州") == 0x5DDE
    assert term_key("忻州") == 0x5FFB_0000_5DDE
    assert term_key("gdp") >= 1 << 63
