"""Foreign names by their sound: the search over a small table, the bundled table, and how it is learnt."""

import gzip
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.crosslingual.transliteration import MAX_NAMES, Spellings, Transliteration, bundled, letters, transliterate
from index.training.tables.transliteration import learn, name_pairs
from tests.small_corpus import Corpus

TEXTS = [
    "胡格诺派离开法国，在南非种葡萄。",
    "库兹涅茨提出收入分配的曲线。",
    "卫斯理创立循道宗，忽必烈建立元朝。",
    "莱温斯基作证，马斯特里赫特签订条约。",
    "我们的国家要努力工作，克服困难，斯诺来到这里。",
]

passage_count, adjacent = Corpus(TEXTS).passage_count, Corpus(TEXTS).adjacent


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Huguenot", "胡格诺"),
        ("Kuznets", "库兹涅茨"),
        ("Lewinsky", "莱温斯基"),
        ("Maastricht", "马斯特里赫特"),
        ("kuznets", "库兹涅茨"),
        ("Kuznéts", "库兹涅茨"),
    ],
)
def test_a_name_finds_how_these_articles_write_it(word: str, name: str) -> None:
    assert transliterate(word, passage_count, adjacent)[:1] == [name]


@pytest.mark.parametrize("word", ["Halford", "Schumpeter", "abut", "what", "credited", "effector", "Li", "", "a" * 100])
def test_what_stands_in_no_article_is_not_found(word: str) -> None:
    assert transliterate(word, passage_count, adjacent) == []


def test_characters_of_one_name_stand_in_one_passage() -> None:
    """库兹, 兹涅 and 涅茨 each occur in some passage, but not in the same one, so 库兹涅茨 is no name here."""
    apart = ["库兹先生", "兹涅河", "涅茨村"]

    def apart_with(term: str) -> int:
        pairs = ["".join(pair) for pair in pairwise(term)] or [term]
        return sum(all(pair in text for pair in pairs) for text in apart)

    def apart_adjacent(character: str, others: str) -> NDArray[np.bool_]:
        return np.array([apart_with(character + other) > 0 for other in others])

    assert "库兹涅茨" not in transliterate("Kuznets", apart_with, apart_adjacent)


def test_scores_by_hand() -> None:
    """For "ababab", with a chunk "ab" for 甲 (p 0.5) or 乙 (0.25), 甲甲甲 has 1/8 and 乙甲甲 1/16."""
    table = Transliteration(
        np.array([b"ab"]), np.array([0, 2], np.int32), np.array(["甲", "乙"]), np.log([0.5, 0.25]).astype(np.float16)
    )
    spellings = Spellings.of(table)
    assert spellings.alphabet == "乙甲"
    assert [place for place, _ in spellings.chunks["ab"]] == [1, 0]

    def anything(character: str, others: str) -> NDArray[np.bool_]:
        return np.ones(len(others), np.bool_)

    assert transliterate("ababab", lambda term: term in ("乙甲甲", "甲甲甲"), anything, spellings) == [
        "甲甲甲",
        "乙甲甲",
    ]
    assert transliterate("ababab", lambda term: term == "乙甲甲", anything, spellings) == ["乙甲甲"]


@given(st.text(max_size=30))
def test_any_word_may_be_asked_and_what_is_found_stands_there(word: str) -> None:
    found = transliterate(word, passage_count, adjacent)
    assert len(found) <= MAX_NAMES
    assert all(passage_count(name) and len(name) > 1 for name in found)


def test_the_bundled_table_spells_by_sound_alone() -> None:
    spellings = bundled()
    assert not set("国州省市县人山河湖岛") & set(spellings.alphabet)
    assert all(0 < len(chunk) <= 5 and chunk.isalpha() and chunk.islower() for chunk in spellings.chunks)
    for chunk, character in (("s", "斯"), ("ku", "库"), ("d", "德"), ("ma", "马")):
        assert spellings.alphabet[spellings.chunks[chunk][0][0]] == character


def test_letters_are_small_and_plain() -> None:
    assert letters("O’Brien-Müller") == "obrienmuller"


def test_chunks_are_learnt_from_names() -> None:
    names = [("tali", "塔利"), ("lita", "利塔"), ("talita", "塔利塔"), ("rota", "罗塔"), ("tarolita", "塔罗利塔")] * 3
    spellings = Spellings.of(learn(names))
    for chunk, character in (("ta", "塔"), ("li", "利"), ("ro", "罗")):
        assert spellings.alphabet[spellings.chunks[chunk][0][0]] == character


def test_names_are_read_word_for_word_and_without_what_they_name(tmp_path: Path) -> None:
    lines = [
        "Simon Kuznets (1901-1985), economist\t西蒙·庫茲涅茨",
        "Alaska, US state\t阿拉斯加州",
        "Xinzhou, city in Shanxi\t忻州市",
        "George Marshall\t马歇尔",
        "to steal\t偷窃",
        "Boston Red Sox\t红袜队红袜队红袜",
    ]
    with gzip.open(tmp_path / "cc_cedict.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    assert name_pairs(tmp_path) == [
        ("simon", "西蒙"),
        ("kuznets", "库兹涅茨"),
        ("alaska", "阿拉斯加"),
        ("marshall", "马歇尔"),
    ]
