from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.sentences import MAX_UNCUT_CHARS, sentences, sentences_near

TEXTS = st.text(st.sampled_from("太原忻州 Ab.。！？，；\n”“…1)（）《》．"), max_size=400)


def said(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("太原很大。忻州在北！真的吗？", ["太原很大。", "忻州在北！", "真的吗？"]),
        ("他说：“开工了。”大家鼓掌。", ["他说：“开工了。”", "大家鼓掌。"]),
        ("“开工了！”，他说。完。", ["“开工了！”，他说。", "完。"]),
        ("他说：“开工了。路也通了。”大家鼓掌。", ["他说：“开工了。路也通了。”", "大家鼓掌。"]),
        ("他说：“开工了。路也通了。", ["他说：“开工了。", "路也通了。"]),
        ("（一期已完工。二期在建。）下一句。", ["（一期已完工。二期在建。）", "下一句。"]),
        ("看了《出发！山西》才来。好。", ["看了《出发！山西》才来。", "好。"]),
        ("等了很久……终于来了。", ["等了很久……", "终于来了。"]),
        ("投资965.16亿元。增长8.5%。", ["投资965.16亿元。", "增长8.5%。"]),
        ("增长３．５倍．下一句．", ["增长３．５倍．", "下一句．"]),
        ("标题一行\n正文一句。", ["标题一行", "正文一句。"]),
        ("一、总体要求\n（一）目标。建成。", ["一、总体要求", "（一）目标。", "建成。"]),
        ("1. First item. Good\n2. Second item", ["1. First item.", "Good", "2. Second item"]),
        ("（见附件。）下一句。", ["（见附件。）", "下一句。"]),
        ("It grew by 3.5 percent. The U.S. saw less. Yes.", ["It grew by 3.5 percent.", "The U.S. saw less.", "Yes."]),
        ("Dr. Li came on Dec. 3 with J. Wang. He left.", ["Dr. Li came on Dec. 3 with J. Wang.", "He left."]),
        ('He said "go." Then it ended.', ['He said "go."', "Then it ended."]),
        ("没有句号的话", ["没有句号的话"]),
        ("。。。\n——\n", []),
        ("", []),
    ],
)
def test_sentences_by_hand(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_long_sentence_is_cut_at_its_semicolons_and_a_short_one_is_not() -> None:
    long, short = "甲" * MAX_UNCUT_CHARS + "；乙。", "甲；乙。"
    assert said(long) == ["甲" * MAX_UNCUT_CHARS + "；", "乙。"]
    assert said(short) == [short]


@given(TEXTS)
def test_sentences_are_in_order_apart_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    kept = [c for a, b in spans for c in text[a:b] if c.isalnum()]
    assert kept == [c for c in text if c.isalnum()]


@given(TEXTS, st.integers(0, 400), st.integers(0, 400))
def test_the_sentences_near_a_stretch_are_those_of_the_whole_text(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    near = sentences_near(text, start, end)
    assert set(near) <= set(sentences(text))
    assert {s for s in sentences(text) if s[0] < end and s[1] > start} <= set(near)
