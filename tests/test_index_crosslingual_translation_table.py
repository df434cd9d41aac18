"""English words and their Chinese terms: the bundled table, and how it is learnt."""

import gzip
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.crosslingual.news_terms import CORRECTIONS, NEWS_TERMS
from index.crosslingual.translation_table import stem, translations
from index.training.tables.translations import (
    DICTIONARY,
    SYNONYMS,
    dictionary,
    learn,
    packed,
    sentence_pairs,
    with_dictionary,
    without_light_pieces,
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Cities", "city"),
        ("zones", "zone"),
        ("houses", "house"),
        ("railway’s", "railway"),
        ("goes", "go"),
        ("heroes", "hero"),
        ("shoes", "shoe"),
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
    ("word", "term"),
    [("railways", "铁路"), ("economy", "经济"), ("government", "政府"), ("City", "城市"), ("poem", "诗歌")],
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


def test_the_dictionary_gives_words_and_phrases_by_their_stems(tmp_path: Path) -> None:
    rows = [
        "the State Council\t國務院",
        "railways, tracks\t鐵道",
        "railway\t铁路",
        "high-speed rail (abbr.)\t高鐵",
        "to be in high spirits\t兴高采烈",
        "host of the games\t东道国家",
        "how many\t多少",
        "part of\t之中",
        "a word of five or six\t五六个词",
        "GDP\tGDP",
        "tree\t树",
    ]
    with gzip.open(tmp_path / "cc_cedict.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    assert dictionary(tmp_path, Counter({"铁路": 5, "铁道": 1}).__getitem__) == {
        "state council": ["国务院"],
        "railway": ["铁路", "铁道"],
        "high speed rail": ["高铁"],
        "host of the game": ["东道国家"],
    }


def test_only_so_many_synonyms_are_kept(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "cc_cedict.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(f"city\t城{chr(0x4E00 + n)}" for n in range(2 * SYNONYMS)))
    assert len(dictionary(tmp_path, lambda word: 0)["city"]) == SYNONYMS


def test_what_the_dictionary_adds_counts_less_than_what_was_learnt_but_for_words_that_were_not() -> None:
    learnt = packed({"railway": {"铁路": 1.0, "路机": 0.2}})
    table = with_dictionary(learnt, {"railway": ["铁路", "铁道"], "state council": ["国务院"]})
    assert list(table.of("railways")) == ["铁路", "铁道", "路机"]
    assert table.of("railways") == pytest.approx({"铁路": 1.0, "铁道": DICTIONARY, "路机": 0.2}, abs=0.002)
    assert table.of_phrase(["State", "Council"]) == {"国务": 1.0, "务院": 1.0}
    assert table.of_phrase(["council", "state"]) == {}


def test_the_bundled_table_has_no_such_pieces() -> None:
    assert "样的" not in translations().of("like")


def test_light_characters_are_no_translation_but_in_a_word() -> None:
    table = packed({"like": {"样的": 1.0, "这样": 0.8, "像": 0.4}, "some": {"有的": 1.0}, "odd": {"那样": 1.0}})
    without = without_light_pieces(table, {"这样", "有的"})
    assert without.of("like") == pytest.approx({"这样": 1.0, "像": 0.5}, abs=0.005)
    assert without.of("some") == {"有的": 1.0}
    assert without.of("odd") == {"那样": 1.0}  # better than nothing


def test_what_stands_everywhere_translates_nothing() -> None:
    pairs = [([word], [f"一{n}", "一个"]) for n, word in enumerate("abcdefgh")] * 4 + [
        (["ball", "red"], ["一个", "红的"])
    ] * 9
    assert "红的" in learn(pairs).of("red")
    assert "一个" not in learn(pairs).of("ball")


def test_a_word_of_a_single_long_sentence_has_no_translation_in_it() -> None:
    others = [(["stage"], ["舞台"])] * 9
    long = [f"长{chr(0x4E00 + n)}" for n in range(30)]
    assert learn([(["rapper", "stage"], long), *others]).learnt(b"rapper") == {}
    assert set(learn([(["rapper"], ["说唱", "歌手"]), *others]).learnt(b"rapper")) == {"说唱", "歌手"}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("fever", "发热"),
        ("shortness of breath", "气短"),
        ("affected areas", "疫区"),
        ("price index", "格指"),
        ("index", "指数"),
        ("lawmakers", "议员"),
        ("spokeswoman", "发言"),
        ("heatwave", "热浪"),
        ("sore throat", "咽痛"),
        ("high speed rail", "高铁"),
    ],
)
def test_terms_of_the_news_are_translated(english: str, chinese: str) -> None:
    assert translations().of_phrase(english.split())[chinese] == 1.0


@pytest.mark.parametrize(
    ("word", "right", "wrong"),
    [
        ("layoffs", "裁员", "情事"),
        ("fatigue", "乏力", "军装"),
        ("whale", "鲸鱼", "航空"),
        ("theft", "盗窃", "份盗"),
        ("nuclear", "核电", "之核"),
    ],
)
def test_odd_translations_are_replaced(word: str, right: str, wrong: str) -> None:
    translated = translations().of(word)
    assert translated[right] == 1.0
    assert wrong not in translated


@pytest.mark.parametrize("terms", [NEWS_TERMS, CORRECTIONS])
def test_terms_of_the_news_are_keyed_by_stems(terms: Mapping[str, str]) -> None:
    assert [key for key in terms if key != " ".join(map(stem, key.split())) or "-" in key] == []
    assert list(terms) == sorted(terms)


@pytest.mark.parametrize(("place", "name", "piece"), [("henan", "河南", "阳县"), ("shanxi", "山西", "城县")])
def test_a_place_is_not_translated_by_pieces_of_its_counties(place: str, name: str, piece: str) -> None:
    translated = translations().of(place)
    assert next(iter(translated)) == name
    assert piece not in translated
