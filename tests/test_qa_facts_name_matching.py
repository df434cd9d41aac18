"""Names in a sentence that a text does not have."""

import pytest

from qa.facts.name_matching import unnamed


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Dezhou opened a bridge.", "德方表示欢迎。"),
        ("The United States welcomed it.", "德方表示欢迎。"),
        ("US officials welcomed it.", "德方表示欢迎。"),
    ],
)
def test_an_abbreviated_country_is_no_other_name(sentence: str, text: str) -> None:
    assert list(unnamed(sentence, text))


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Germany welcomed it.", "德方表示欢迎。"),
        ("The United States welcomed it.", "美方表示欢迎。"),
        ("US officials welcomed it.", "美方表示欢迎。"),
        ("The mayor told us about the ups and downs of the port.", "市长谈到港口的起伏。"),
    ],
)
def test_a_country_is_named_by_its_abbreviation_and_a_pronoun_is_none(sentence: str, text: str) -> None:
    assert not list(unnamed(sentence, text))
