"""Names in a sentence that a text does not have."""

import pytest

from qa.facts.name_matching import has_name, unnamed


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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Italy", "Australia won the final in Oban."),
        ("Italy", "澳大利亚队赢得决赛。"),
        ("Indonesia", "India signed the treaty."),
        ("India", "印度尼西亚签署了条约。"),
        ("Belarus", "俄罗斯签署了条约。"),
        ("Russia", "白俄罗斯签署了条约。"),
        ("Romania", "肯尼亚签署了条约。"),
        ("Kenya", "Romania signed the treaty."),
        ("Monday", "码头星期二启用。"),
        ("February", "码头三月份启用。"),
    ],
)
def test_names_that_share_a_part_are_not_one_name(name: str, text: str) -> None:
    assert not has_name(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Italy", "意大利队赢得决赛。"),
        ("Italian", "意大利队赢得决赛。"),
        ("Australia", "澳洲队赢得决赛。"),
        ("Indonesia", "印尼签署了条约。"),
        ("India", "印度和印度尼西亚签署了条约。"),
        ("Russian", "俄罗斯签署了条约。"),
        ("Greece", "The mill has a Greek owner."),
        ("Monday", "码头星期一启用。"),
        ("Monday", "码头周一启用。"),
    ],
)
def test_a_name_is_known_by_its_whole_translation(name: str, text: str) -> None:
    assert has_name(text, name)
