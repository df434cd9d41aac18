from hypothesis import given
from hypothesis import strategies as st

from corpus.text.sentences import sentences
from index.reading.windows import LIMIT, cut_windows, size


@given(st.lists(st.text("甲乙a ", min_size=1, max_size=60), max_size=12), st.integers(10, 200))
def test_windows_hold_every_sentence_in_order_and_no_more_than_fits(pieces: list[str], limit: int) -> None:
    text = "。".join(pieces)
    spans = sentences(text)
    cut = cut_windows(text, spans, limit)
    assert list(dict.fromkeys(span for window in cut for span in window.sentences)) == spans
    for window in cut:
        assert len(window.sentences) == 1 or size(text[window.start : window.end]) <= limit


def test_a_window_repeats_the_last_sentence_of_the_one_before_where_both_fit() -> None:
    text = "甲" * 9 + "。" + "乙" * 9 + "。" + "丙" * 9 + "。"
    assert [w.sentences for w in cut_windows(text, sentences(text), 22)] == [((0, 10), (10, 20)), ((10, 20), (20, 30))]
    assert LIMIT > 100
    assert size("甲乙ab") == 2.8
