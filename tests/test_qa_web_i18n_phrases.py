from string import Formatter

import pytest

from qa.web.i18n.phrases import CHINESE, ENGLISH, words_for


def test_the_phrases_are_the_same_in_both_languages() -> None:
    assert ENGLISH.keys() == CHINESE.keys()
    for key in ENGLISH:
        fields = [{name for _, name, _, _ in Formatter().parse(words[key]) if name} for words in (ENGLISH, CHINESE)]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize("header", ["zh-CN,zh;q=0.9,en;q=0.8", "zh", "ZH-hant-TW", " zh-HK , en"])
def test_chinese_is_for_those_who_prefer_it(header: str) -> None:
    assert words_for(header) is CHINESE


@pytest.mark.parametrize("header", ["en-GB,zh;q=0.9", "", "fr", "*", "zhx"])
def test_english_is_for_everyone_else(header: str) -> None:
    assert words_for(header) is ENGLISH
