from hypothesis import example, given
from hypothesis import strategies as st

from corpus.text.fold import fold, without_invisible


def test_traditional_script_wide_letters_and_capitals_fold() -> None:
    assert fold("優化 ＡＢＣ１２３ Taixin，") == "优化 abc123 taixin,"


def test_what_would_grow_is_left_as_it_is() -> None:
    assert fold("ﬁ…½") == "ﬁ…½"


def test_invisible_characters_become_spaces_and_surrogates_a_mark() -> None:
    assert fold("太\u200b忻\ud800") == "太 忻\ufffd"


def test_invisible_characters_are_taken_out_of_questions() -> None:
    assert without_invisible("太\u200b忻\ufeff") == "太忻"


@given(st.text())
@example("İ")
@example("乾隆皇帝後面")
def test_folding_keeps_the_length_and_twice_is_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=[])))
def test_folded_text_can_always_be_encoded(text: str) -> None:
    fold(text).encode()
