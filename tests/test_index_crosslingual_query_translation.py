"""Translating the words of an English question into Chinese."""

import numpy as np
import pytest

from corpus.text.fold import fold
from index.crosslingual.query_translation import (
    MAX_TRANSLITERATED,
    equivalents,
    in_whole_words,
    joined,
    shared_characters,
)
from index.lexical.tokens import tokenise
from index.query import TRANSLATION_WEIGHT, content_terms, understand
from tests.small_corpus import Corpus

TEXTS = [
    "胡格诺派离开法国，在南非种葡萄。",
    "库兹涅茨提出收入分配的曲线，马穆鲁克当了苏丹。",
    "克雷迪特，瓦特，阿布特，舒登特，埃菲克托尔，因弗莱申纳里。",
    "通货膨胀的时候，钚和钋都很贵。",
]

passage_count, adjacent = Corpus(TEXTS).passage_count, Corpus(TEXTS).adjacent


def found(question: str) -> dict[str, tuple[str, list[str]]]:
    each = equivalents(question, content_terms(question), passage_count, adjacent)
    return {term: (e.written, list(e.terms)) for term, e in each.items() if passage_count(next(iter(e.terms)))}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who was Kuznets?", {"kuznets": ("Kuznets", ["库兹", "兹涅", "涅茨"])}),
        ("who was kuznets", {"kuznets": ("kuznets", ["库兹", "兹涅", "涅茨"])}),
        ("WHO WAS KUZNETS", {"kuznets": ("kuznets", ["库兹", "兹涅", "涅茨"])}),
        ("Where did the Huguenots go?", {"huguenots": ("Huguenots", ["胡格", "格诺"])}),
        ("What is kuznets to Simon?", {}),
        ("Kuznets's curve", {"kuznets": ("Kuznets", ["库兹", "兹涅", "涅茨"])}),
    ],
)
def test_names_are_known_by_their_capital_or_where_there_is_none(
    question: str, expected: dict[str, tuple[str, list[str]]]
) -> None:
    names = {term: each for term, each in found(question).items() if term in {"kuznets", "huguenots"}}
    assert names == expected


@pytest.mark.parametrize("word", ["credited", "what", "abut", "shouldn't", "effector", "inflationary", "designa"])
def test_ordinary_words_are_no_names(word: str) -> None:
    """An article contains the sounds of each of these words."""
    terms = found(f"Why is it {word} here?").get(word, ("", []))[1]
    assert not any(term in TEXTS[2] for term in terms)


def test_a_name_that_an_article_has_as_it_is_written_needs_no_sound() -> None:
    def held(term: str) -> int:
        return passage_count(term) or int(term == "kuznets")

    assert equivalents("Kuznets", ["kuznets"], held, adjacent) == {}


def test_only_so_many_words_are_listened_to() -> None:
    listened: set[str] = set()

    def heard_of(term: str) -> int:
        listened.add(term)
        return 0

    words = [f"Kuznets{chr(97 + i)}" for i in range(3 * MAX_TRANSLITERATED)]
    equivalents(
        " ".join(words), [w.lower() for w in words], heard_of, lambda c, others: np.zeros(len(others), np.bool_)
    )
    assert len(listened) == MAX_TRANSLITERATED


def test_a_hit_tells_the_name_as_the_article_writes_it() -> None:
    query = understand("What did Kuznets say?", {}, passage_count, adjacent)
    assert query.translations_in(fold(TEXTS[1]), set(tokenise(TEXTS[1]))) == ("Kuznets → 库兹涅茨",)
    (concept,) = (c for c in query.concepts if c.word == "Kuznets")
    assert concept.terms == {
        "kuznets": 1.0,
        "库兹": TRANSLATION_WEIGHT,
        "兹涅": TRANSLATION_WEIGHT,
        "涅茨": TRANSLATION_WEIGHT,
    }


def test_a_possessive_is_a_term_only_where_an_article_writes_it() -> None:
    assert set(understand("Kublai's court", {}, lambda term: 0, adjacent).terms) == {"kublai", "court"}
    assert "kublai's" in understand("Kublai's court", {}, lambda term: 1, adjacent).terms


def phrases_of(question: str, texts: list[str]) -> dict[str, tuple[str, list[str]]]:
    standing = Corpus(texts)
    each = equivalents(question, content_terms(question), standing.passage_count, standing.adjacent)
    return {term: (e.written, [t for t in e.terms if standing.passage_count(t)]) for term, e in each.items()}


def test_a_word_of_a_phrase_stands_for_the_phrase_and_for_itself() -> None:
    found_ = phrases_of("Where did the National Anthem play?", ["国歌在国家体育场响起。"])
    assert found_["national"] == ("National Anthem", ["国歌", "国家"])
    assert found_["anthem"][1][0] == "国歌"


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("the national anthem", ["国家体育场"]),  # no article has it
        ("national, anthem", ["国歌"]),
        ("the anthem is national", ["国歌"]),
        ("the national people's congress", ["全国", "国人"]),  # and none has the whole of 全国人民代表大会
    ],
)
def test_words_apart_and_phrases_that_no_article_has_are_no_phrase(question: str, texts: list[str]) -> None:
    assert phrases_of(question, texts)["national"][0] == "national"


@pytest.mark.parametrize("question", ["the national people's congress", "the National People’s Congress"])
def test_a_possessive_may_stand_inside_a_phrase(question: str) -> None:
    found_ = phrases_of(question, ["全国人民代表大会在北京召开。"])
    assert found_["national"][0].lower().replace("’", "'") == "national people's congress"
    assert found_["national"][1][:3] == ["全国", "国人", "人民"]
    assert found_["people"] == found_["national"] or set(found_["people"][1]) >= {"全国", "国人"}


def test_the_longest_phrase_is_taken_and_a_hyphen_parts_its_words() -> None:
    found_ = phrases_of("What does high-speed rail cost?", ["高铁每公里造价很高。"])
    assert {found_[word][0] for word in ("high", "speed", "rail")} == {"high speed rail"}
    assert phrases_of("high-speed trains", ["高速列车"])["high-speed"][1] == ["高速"]


def test_a_hit_shows_a_phrase_once() -> None:
    standing = Corpus(["国歌响起。"])
    query = understand("the national anthem", {}, standing.passage_count, standing.adjacent)
    assert query.translations_in(fold("国歌响起。"), set(tokenise("国歌响起。"))) == ("national anthem → 国歌",)


def test_what_a_word_of_a_phrase_means_by_itself_is_not_shown_for_the_phrase() -> None:
    standing = Corpus(["国歌响起。", "国家体育场"])
    query = understand("the national anthem", {}, standing.passage_count, standing.adjacent)
    assert query.translations_in(fold("国家体育场"), set(tokenise("国家体育场"))) == ()


def test_bigrams_that_follow_each_other_are_a_word() -> None:
    assert joined(["国务", "务院", "级碗"]) == ["国务院", "级碗"]
    assert joined([]) == []


def test_a_chinese_question_looks_up_nothing() -> None:
    query = understand("Kuznets 曲线是什么", {}, passage_count, adjacent)
    assert all(not concept.word for concept in query.concepts)


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Party secretary of Qingshi", "市委书记"),
        ("Who is the vice mayor?", "副市长"),
        ("the county head", "县长"),
    ],
)
def test_an_office_is_translated_as_a_whole(question: str, office: str) -> None:
    texts = ["青石市委书记到会。", "文物局党组书记讲话。", "副市长致辞。", "市长调研。", "县长慰问。"]
    found_ = phrases_of(question, texts)
    (terms,) = {tuple(terms) for _, terms in found_.values() if set(terms) & set(tokenise(office))}
    right = [text for text in texts if terms[0] in text]
    assert len(right) == 1
    assert office in right[0]


@pytest.mark.parametrize(
    ("question", "right", "other"),
    [
        ("the governor", "某省省长", "某省副省长"),
        ("the premier", "国务院总理", "国务院副总理"),
        ("the mayor", "某市市长", "某市副市长"),
        ("the vice governor", "某省副省长", "某省省长"),
        ("the vice premier", "国务院副总理", "国务院总理"),
        ("the deputy minister", "财政部副部长", "财政部部长"),
        ("the vice president", "国家副主席", "国家主席"),
    ],
)
def test_a_head_and_a_deputy_are_told_apart(question: str, right: str, other: str) -> None:
    terms = next(iter(equivalents(question, content_terms(question), len, adjacent).values())).terms
    of_right, of_other = (sum(terms.get(term, 0.0) for term in tokenise(office)) for office in (right, other))
    assert of_right > of_other > 0


def translated(word: str) -> list[str]:
    return list(equivalents(word, [word], len, adjacent)[word].terms)


@pytest.mark.parametrize(
    ("word", "light"),
    [("bird", "一只"), ("boat", "一艘"), ("horse", "一匹"), ("tower", "一座"), ("truck", "一辆"), ("let", "我们")],
)
def test_a_measure_word_or_a_pronoun_is_no_translation(word: str, light: str) -> None:
    assert light not in translated(word)


@pytest.mark.parametrize(("word", "light"), [("some", "一些"), ("couple", "一对"), ("us", "我们"), ("already", "已经")])
def test_but_of_a_word_that_means_it(word: str, light: str) -> None:
    assert light in translated(word)


@pytest.mark.parametrize(
    ("word", "whole"),
    [
        ("firefighters", "消防员"),
        ("trump", "特朗普"),
        ("chairman", "董事长"),
        ("scientist", "科学家"),
        ("semiconductor", "半导体"),
    ],
)
def test_bigrams_of_a_word_of_the_dictionary_follow_each_other(word: str, whole: str) -> None:
    assert joined(translated(word))[0] == whole


def test_terms_that_form_no_word_stay_in_their_order() -> None:
    assert list(in_whole_words({"防员": 1.0, "水塘": 0.9, "消防": 0.8}).items()) == [
        ("消防", 1.0),
        ("防员", 1.0),
        ("水塘", 0.9),
    ]
    assert list(in_whole_words({"防员": 1.0, "水塘": 0.9, "消防": 0.2})) == ["防员", "水塘", "消防"]


def test_characters_that_translations_share_stand_for_the_word() -> None:
    # 汽车 1, 车辆 0.8 and 轿车 0.7 share 车: 2.5 of 3 in all (的士 has 0.5). The only other character with at least
    # three tenths is 汽, with a third.
    shared = shared_characters({"汽车": 1.0, "车辆": 0.8, "轿车": 0.7, "的士": 0.5})
    assert shared == pytest.approx({"车": 2.5 / 3, "汽": 1 / 3})
    assert shared_characters({"gdp": 1.0}) == {}
    assert shared_characters({}) == {}
