"""Other forms of a word that the table of translations does not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.crosslingual.translation_table import translations
from index.crosslingual.word_forms import ENDINGS, SHORTEST, forms


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("cilia", "cilium"),
        ("inflationary", "inflation"),
        ("assassinating", "assassinate"),
        ("septicemia", "septicaemia"),
        ("organisation", "organization"),
        ("rebelling", "rebel"),
        ("carried", "carry"),
        ("happiness", "happy"),
        ("historically", "historic"),
        ("elasticity", "elastic"),
        ("bacilli", "bacillus"),
    ],
)
def test_forms_by_hand(word: str, form: str) -> None:
    assert form in forms(word)


@pytest.mark.parametrize("word", ["king", "red", "used", "data", "huguenot", "kuznets", "halford", "hobson", "what"])
def test_short_words_and_names_have_no_other_form(word: str) -> None:
    assert list(forms(word)) == []


@pytest.mark.parametrize(
    ("word", "term"), [("cilia", "纤毛"), ("inflationary", "膨胀"), ("assassinating", "暗杀"), ("septicemia", "血症")]
)
def test_the_table_has_them_where_it_lacks_the_word(word: str, term: str) -> None:
    assert not translations().of(word)
    assert term in next(found for form in forms(word) if (found := translations().of(form)))


def test_a_longer_ending_stands_before_one_that_it_ends_in() -> None:
    endings = [ending for ending, *_ in ENDINGS]
    for i, longer in enumerate(endings):
        assert not any(longer.endswith(shorter) for shorter in endings[:i]), longer


@given(st.text(alphabet="abeginoslty", max_size=12))
def test_what_is_left_of_a_word_is_long_enough(word: str) -> None:
    for form in forms(word):
        assert form != word
        assert len(form) >= SHORTEST - 1
        assert form[: SHORTEST - 1] == word[: SHORTEST - 1]
