"""The words of a quote with pinyin and gloss, and names in Latin letters."""

import gzip
import lzma
from pathlib import Path

import pytest

from index.crosslingual.glosses import Gloss, glosses, words
from index.crosslingual.romanisation import romanised
from index.training.tables.glosses import MEANING_CHARS, dictionary, shortened, write


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
    write({"树": ["tree"], **found}, tmp_path / "out.xz")
    written = lzma.decompress((tmp_path / "out.xz").read_bytes()).decode()
    assert written == "树\ttree\n铁路\trailway; railroad, esp. abroad\n"


def test_meanings_are_cut_where_a_card_is_full() -> None:
    assert shortened(["a", "a", "b", "c", "d", "e"]) == "a; b; c; d"
    assert shortened(["x" * 60, "y" * 60]) == "x" * 60
    assert len(shortened(["x" * 200])) == MEANING_CHARS
