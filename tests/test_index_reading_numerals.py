"""Numbers in a question, in the form that the text uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.fold import fold
from index.reading.numerals import as_written


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("第59颗卫星何时发射？", "第五十九颗、六十颗卫星发射入轨。", "第五十九颗卫星何时发射？"),
        ("十二座大桥何时通车？", "12座大桥5月通车。", "12座大桥何时通车？"),
        ("3.2万人去了哪里？", "三点二万人去了江边。", "三点二万人去了哪里？"),
        ("第59颗卫星何时发射？", "第59颗卫星，即第五十九颗。", "第59颗卫星何时发射？"),
        ("第59颗卫星何时发射？", "卫星发射入轨。", "第59颗卫星何时发射？"),
        ("一体化何时开始？", "1月开始。", "一体化何时开始？"),
        ("2031年有多少人？", "2031年有三百人。", "2031年有多少人？"),
        ("Who is on page 12?", "页十二", "Who is on page 十二?"),
    ],
)
def test_the_form_of_the_text(question: str, text: str, asked: str) -> None:
    assert as_written(question, fold(text)) == asked


@given(st.text(alphabet="第一二三十百千万亿点两零0123456789.颗 "), st.text(alphabet="一二十百千万亿点0123456789.颗"))
def test_any_question_keeps_what_is_no_number(question: str, text: str) -> None:
    asked = as_written(question, fold(text))
    assert asked.count("颗") == question.count("颗")
    assert as_written(question, fold("")) == question
