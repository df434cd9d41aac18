"""The words of a quote with pinyin and gloss, and names in Latin letters."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.crosslingual.dictionary import Dictionary
from index.crosslingual.glosses import Gloss, english_glosses, glosses, words
from index.crosslingual.romanisation import romanised
from index.crosslingual.translation_table import Translations
from index.training.tables.english_glosses import english, in_order
from index.training.tables.glosses import MEANING_CHARS, dictionary, shortened, write
from index.training.tables.translations import packed


def test_the_longest_words_are_taken_and_other_text_is_passed_over() -> None:
    text = "山西日报: 忻州 2023年 ok"
    assert [text[start:end] for start, end in words(text)] == ["山西", "日报", "忻州", "年"]
    assert [*words("")] == []


def test_a_gloss_has_its_place_pinyin_and_meaning_in_either_script() -> None:
    simplified, traditional = ([*glosses(text)] for text in ("“动能”格局", "“動能”格局"))
    assert simplified == traditional
    first = simplified[0]
    assert (first.start, first.end, first.pinyin) == (1, 3, "dòngnéng")
    assert "kinetic energy" in first.meanings
    (word,) = glosses("銀行")
    assert (word.pinyin, "bank" in word.meanings) == ("yínháng", True)
    assert word.to_dict() == {"start": 0, "end": 2, "pinyin": "yínháng", "meanings": word.meanings}


def test_a_character_that_the_dictionary_lacks_is_read_all_the_same() -> None:
    (unknown,) = glosses("㐀")
    assert unknown == Gloss(0, 1, "qiū", "")


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("忻州", "Xinzhou"),
        ("西安", "Xi'an"),
        ("陕西", "Shaanxi"),
        ("呂梁", "Lüliang"),
        ("香港", "Hong Kong"),
        ("石家庄", "Shijiazhuang"),
        ("山西日报", "Shanxi Ribao"),
        ("人民网", "Renmin Wang"),
        ("21世纪经济报道", "21 Shiji Jingji Baodao"),
        ("朱晓东", "Zhu Xiaodong"),
        ("太忻观察", "Taixin Guancha"),
        ("Sample Review", "Sample Review"),
        ("", ""),
    ],
)
def test_names_are_written_as_english_writes_them(name: str, latin: str) -> None:
    assert romanised(name) == latin


def test_the_dictionary_is_made_from_its_lines(tmp_path: Path) -> None:
    rows = ["railway\t鐵路", "railroad , esp.  abroad\t铁路", "a word too long\t一二三四五六七八九", "GDP\tGDP"]
    with gzip.open(tmp_path / "cc_cedict.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    found = dictionary(tmp_path)
    assert found == {"铁路": ["railway", "railroad, esp. abroad"]}
    write({"铁路": shortened(found["铁路"]), "树": "tree"}, tmp_path / "out.gz")
    assert (
        gzip.decompress((tmp_path / "out.gz").read_bytes()).decode()
        == "树\ttree\n铁路\trailway; railroad, esp. abroad\n"
    )


def test_meanings_are_cut_where_a_card_is_full() -> None:
    assert shortened(["a", "a", "b", "c", "d", "e"]) == "a; b; c; d"
    assert shortened(["x" * 60, "y" * 60]) == "x" * 60
    assert len(shortened(["x" * 200])) == MEANING_CHARS


WORDS = st.dictionaries(st.text("中文字㐀𪛗ab", min_size=1, max_size=4), st.text("x; ", max_size=5), min_size=1)


@given(WORDS, st.lists(st.text("中文字㐀𪛗ab", max_size=6)))
def test_a_dictionary_has_what_was_written_and_finds_the_longest_word(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, str], texts: list[str]
) -> None:
    file = tmp_path_factory.mktemp("dictionary") / "words.gz"
    write(said, file)
    made = Dictionary(file)
    for text in (*said, *texts):
        assert made.meanings(text) == said.get(text, "")
        assert made.longest(text) == max((len(word) for word in said if text.startswith(word)), default=0)


def meant(text: str) -> dict[str, list[str]]:
    """The meanings of each word and phrase of an English text."""
    return {text[gloss.start : gloss.end]: gloss.meanings.split("；") for gloss in english_glosses(text)}


def test_english_words_are_explained_in_chinese_the_usual_word_first() -> None:
    found = meant("The State Council signed 32 contracts with high-tech Companies in Taiyuan.")
    assert {word: meanings[0] for word, meanings in found.items()} == {
        "The": "这",
        "State Council": "国务院",
        "signed": "签署",
        "contracts": "合同",
        "with": "和",
        "high-tech": "高科技",
        "Companies": "公司",
        "in": "在……里",
        "Taiyuan": "太原",
    }


@pytest.mark.parametrize(
    ("form", "meaning"),
    [
        ("cities", "城市"),
        ("women’s", "妇女"),
        ("planning", "规划"),
        ("built", "建设"),
        ("carried", "携带"),
        ("guideline", "方针"),
        ("STRATEGY", "战略"),
    ],
)
def test_forms_of_a_word_lead_to_it(form: str, meaning: str) -> None:
    assert meaning in meant(form)[form]


def test_what_is_no_english_word_of_the_dictionary_is_passed_over() -> None:
    assert meant("山西日报 2023 qwxz ., -") == {}
    assert meant("") == {}


def test_the_english_dictionary_is_the_chinese_one_turned_round() -> None:
    found = english(
        {"铁路": ["a railway", "railroad (US)"], "修": ["to repair", "to build"], "忻州": ["xinzhou city in shanxi"]}
    )
    assert found == {
        "railway": {"铁路": 0},
        "railroad": {"铁路": 1},
        "to repair": {"修": 0},
        "to build": {"修": 1},
        "xinzhou city in shanxi": {"忻州": 0},
        "xinzhou": {"忻州": 0},
    }


def test_the_likeliest_word_comes_first() -> None:
    table: Translations = packed({"reform": {"改革": 1.0}})
    counts = {"改革": 9, "维新": 9, "变法": 9, "革": 0}
    chinese = {"维新": 0, "变法": 1, "改革": 0, "革": 0}
    # (1 + .1) log 11, (0 + .1) log 11, half of that, (.15 + .1) log 2
    assert in_order("to reform", chinese, counts.__getitem__, table) == ["改革", "维新", "革", "变法"]
