"""English words and their Chinese terms: the bundled table, and how it is learnt."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.distill.translations import learn, sentence_pairs
from index.translations import stem, translations


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Cities", "city"),
        ("zones", "zone"),
        ("houses", "house"),
        ("railway’s", "railway"),
        ("bus", "bus"),
        ("glass", "glass"),
        ("status", "status"),
        ("gas", "gas"),
        ("Xi'an", "xi'an"),
    ],
)
def test_plurals_lose_their_ending(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("word", "term"), [("railways", "铁路"), ("economy", "经济"), ("government", "政府"), ("City", "城市")]
)
def test_the_bundled_table_knows_common_words(word: str, term: str) -> None:
    assert translations().of(word)[term] > 0.5


@given(st.text(max_size=20))
def test_any_word_may_be_looked_up(word: str) -> None:
    found = translations().of(word)
    assert all(0 < share <= 1 for share in found.values())
    assert max(found.values(), default=1) == 1


def test_the_bundled_table_is_in_order() -> None:
    table = translations()
    assert (table.words[:-1] < table.words[1:]).all()
    assert (np.diff(table.offsets) > 0).all()
    assert table.offsets[-1] == len(table.terms) == len(table.shares)
    assert all(len(term) == 2 for term in table.terms)


def test_words_are_aligned_by_what_they_stand_with() -> None:
    pairs = [
        (["city", "large"], ["城市", "大的"]),
        (["city", "old"], ["城市", "老的"]),
        (["house", "large"], ["房屋", "大的"]),
        (["house", "old"], ["房屋", "老的"]),
    ]
    table = learn(pairs)
    for word, term in (("city", "城市"), ("house", "房屋"), ("large", "大的"), ("old", "老的")):
        found = table.of(word)
        assert max(found, key=lambda t: found[t]) == term


def test_pairs_are_read_folded_and_without_what_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "parallel").mkdir()
    with gzip.open(tmp_path / "parallel" / "tatoeba.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("The zones are large.\t這些經濟區很大。\nIt is\t是的\n")
    with gzip.open(tmp_path / "cc_cedict.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("railways\t鐵路\n")
    assert list(sentence_pairs(tmp_path)) == [
        (["zone", "large"], ["这些", "些经", "经济", "济区", "区很", "很大"]),
        (["railway"], ["铁路"]),
    ]
