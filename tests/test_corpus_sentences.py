from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences


def said(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("太原很大。忻州在北！真的吗？", ["太原很大。", "忻州在北！", "真的吗？"]),
        ("他说：“开工了。”大家鼓掌。", ["他说：“开工了。”", "大家鼓掌。"]),
        ("“开工了！”，他说。完。", ["“开工了！”，他说。", "完。"]),
        ("等了很久……终于来了。", ["等了很久……", "终于来了。"]),
        ("投资965.16亿元。增长8.5%。", ["投资965.16亿元。", "增长8.5%。"]),
        ("标题一行\n正文一句。", ["标题一行", "正文一句。"]),
        ("（见附件。）下一句。", ["（见附件。）", "下一句。"]),
        ("It grew by 3.5 percent. The U.S. saw less. Yes.", ["It grew by 3.5 percent.", "The U.S. saw less.", "Yes."]),
        ("Dr. Li came. He left.", ["Dr. Li came.", "He left."]),
        ('He said "go." Then it ended.', ['He said "go."', "Then it ended."]),
        ("没有句号的话", ["没有句号的话"]),
        ("。。。\n——\n", []),
        ("", []),
    ],
)
def test_sentences_by_hand(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@given(st.text(st.sampled_from("太原忻州 Ab.。！？，；\n”“…1)）"), max_size=300))
def test_sentences_are_in_order_apart_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    kept = [c for a, b in spans for c in text[a:b] if c.isalnum()]
    assert kept == [c for c in text if c.isalnum()]
