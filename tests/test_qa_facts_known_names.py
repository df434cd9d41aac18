"""Names that the bundled dictionary knows."""

import pytest

from qa.facts.known_names import aliases, known_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("内罗毕的港口有多大？", ["内罗毕"]),
        ("肯尼亚内罗毕的车站在哪里？", ["内罗毕"]),
        ("蒙得维的亚和利马之间的航班", ["蒙得维的亚", "利马"]),
        ("厄瓜多爾的首都在哪裡？", ["厄瓜多尔"]),
        ("铁路的长度是多少？", []),
        ("In Ecuador, who signed with the United States?", ["Ecuador", "United States"]),
        ("Who met South African students?", []),
        ("Who is Mark?", []),
        ("Who came in February?", []),
        ("二月份谁来了？", []),
        ("who is in ecuador", []),
        ("第3天后清代的钟在哪里？", []),
        ("周三的英法会谈有多长？", []),
        ("网络电视剧的主持人是谁？", []),
    ],
)
def test_a_word_that_is_a_name_alone(text: str, names: list[str]) -> None:
    assert list(known_names(text)) == names


def test_a_name_and_what_else_it_is_called() -> None:
    assert {"nairobi", "内罗毕"} <= aliases("Nairobi")
    assert aliases("内罗毕") == aliases("Nairobi")
    assert "usa" in aliases("United States")
    assert {"新西兰", "纽西兰", "new zealand"} <= aliases("纽西兰")
    assert {"united states", "usa", "美国"} <= aliases("美国")


@pytest.mark.parametrize("word", ["Bridge", "bridge", "Yunling", "铁路", "云岭"])
def test_any_other_word_is_called_nothing_else(word: str) -> None:
    assert aliases(word) == frozenset()
