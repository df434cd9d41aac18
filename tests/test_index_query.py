"""A question as the retrievers see it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.text.fold import fold
from index.crosslingual.pinyin_names import Expansion
from index.lexical.concepts import Concept
from index.query import NAME_WEIGHT, TRANSLATION_WEIGHT, Query, content_terms, understand


def nothing_follows(character: str, others: str) -> NDArray[np.bool_]:
    return np.zeros(len(others), np.bool_)


def asked(question: str) -> Query:
    return understand(question, {}, lambda term: 9, nothing_follows)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("忻州的首批项目是什么？", ["忻州", "首批", "批项", "项目"]),
        ("谁是太原市长", ["太原", "原市", "市长"]),
        ("投资了多少亿元", ["投资", "资了", "亿元"]),
        ("目的地在哪里", ["目的", "的地", "地在"]),
        ("美的的工厂在哪", ["美的", "工厂", "厂在"]),
        ("哪吒汽车是哪家公司造的", ["哪咤", "咤汽", "汽车", "公司", "司造"]),
        ("吗啡的价格呢", ["吗啡", "价格"]),
        ("What is the 3+N model?", ["3+n", "3", "n", "model"]),
        ("什么", ["什么"]),
        ("what is it", ["what", "is", "it"]),
        ("How many of the projects cost too much?", ["projects", "cost", "too", "much"]),
        ("how much", ["how", "much"]),
        ("Which roads are being pushed up?", ["roads", "pushed"]),
        ("What's Kublai's palace, and why shouldn't it’s roof leak?", ["kublai's", "kublai", "palace", "roof", "leak"]),
        ("Xi'an", ["xi'an", "xi"]),
    ],
)
def test_words_that_only_ask_are_no_terms(question: str, terms: list[str]) -> None:
    assert content_terms(question) == terms


def test_a_name_stands_for_its_chinese_and_weighs_more() -> None:
    query = asked("Shanxi projects")
    assert query.text == "shanxi projects 山西"
    assert [c for c in query.concepts if "山西" in c.terms and not c.word] == [Concept({"山西": 1.0}, NAME_WEIGHT)]
    assert "shanxi" not in query.terms


def test_a_question_with_its_names_in_chinese() -> None:
    assert asked("What is Shanxi's role? SHANXI leads").named == "What is 山西's role? 山西 leads"
    assert asked("山西的定位是什么").named == "山西的定位是什么"


def test_a_reader_is_asked_in_the_words_of_the_text() -> None:
    question = "When did the railways of Shanxi open?"
    text = fold("山西的铁路于1907年通车。")
    assert asked(question).glossed(text) == "When did the 铁路 of 山西 open?"
    assert asked(question).glossed(fold("Nothing of it.")) == "When did the railways of 山西 open?"
    assert asked("山西的铁路何时通车？").glossed(text) == "山西的铁路何时通车？"


def test_of_names_that_sound_alike_the_known_one_is_written() -> None:
    sounding = Query(
        "",
        (),
        (Expansion("Jinzhong", ("进中", "晋中")), Expansion("Zhu Han", ("朱含", "朱韩"))),
        (),
        "Jinzhong: Zhu Han",
    )
    assert sounding.named == "晋中: 朱含"


def test_an_english_question_is_translated_and_a_chinese_one_is_not() -> None:
    (concept,) = asked("railways").concepts
    assert concept.word == "railways"
    assert concept.terms["railways"] == 1.0
    assert concept.terms["铁路"] == TRANSLATION_WEIGHT
    assert 0 < concept.terms["铁道"] < TRANSLATION_WEIGHT
    assert all(not c.word for c in asked("GDP 增长 railways").concepts)


@pytest.mark.parametrize(
    ("question", "chinese", "terms"),
    [
        ("What tariffs did the U.S. impose?", "美国", ["us", "u.s"]),
        ("u.k. tariffs", "英国", ["uk", "u.k"]),
        ("E.U.-China tariffs", "欧盟", ["eu", "e.u"]),
    ],
)
def test_an_acronym_is_the_same_with_dots(question: str, chinese: str, terms: list[str]) -> None:
    (concept,) = (concept for concept in asked(question).concepts if terms[-1] in concept.terms)
    assert [term for term in concept.terms if term.isascii()] == terms
    assert chinese in concept.terms


def test_a_time_of_day_is_no_acronym() -> None:
    assert "am" not in asked("Does it open at 9 a.m.?").terms


@pytest.mark.parametrize(
    "question",
    ["56 million yuan", "56m yuan", "fifty-six million", "56,000,000 yuan", "5,600万", "五千六百万", "5600万"],
)
def test_a_number_with_its_size_and_unit_is_one_concept(question: str) -> None:
    assert asked(question).concepts == (Concept({"5600万": 1.0, "5600": 0.5}, 2.0),)


@pytest.mark.parametrize("question", ["百万富翁", "十堰", "三里屯"])
def test_a_numeral_in_a_name_stays(question: str) -> None:
    assert question[:2] in asked(question).terms


def test_how_much_of_a_concept_a_text_holds() -> None:
    concept = Concept({"railways": 1.0, "铁路": 0.9, "铁道": 0.2})
    assert [concept.held(t) for t in ({"铁道"}, {"铁道", "铁路"}, {"railways"}, set())] == [0.2, 0.9, 1.0, 0]


def test_quoted_phrases_are_folded_and_those_without_a_word_left_out() -> None:
    query = asked('“太忻經濟區”和「3+N」、『模式』， "to be" “！？” 《书名》')
    assert query.phrases == ("太忻经济区", "3+n", "模式", "to be")


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("Who said “the ferry came.”, and «when»?", ("the ferry came", "when")),
        ("„Fähre“ und ＂渡船＂ 〝靠岸〞", ("fähre", "渡船", "靠岸")),
        ("The farmers' pears weren't sold; whose ‘90s harvest wasn’t?", ()),
        ('A 5" pipe and a 6" pipe', ()),
        ("“渡船", ()),
    ],
)
def test_quotation_marks_of_all_kinds_quote_and_apostrophes_do_not(question: str, phrases: tuple[str, ...]) -> None:
    assert asked(question).phrases == phrases


def test_a_foreign_name_is_not_read_as_pinyin_where_the_articles_have_its_translation() -> None:
    readings = {s: {c: (1, 0)} for s, c in (("ken", "肯"), ("ya", "雅"))}
    assert understand("Kenya", readings, lambda term: 9, nothing_follows).expansions == ()
    (expansion,) = understand("Kenya", readings, lambda term: 9 * (term == "肯雅"), nothing_follows).expansions
    assert expansion.terms == ("肯雅",)
