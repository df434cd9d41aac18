"""Answers about the sample articles, as the service returns them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.text.fold import fold
from qa.service import Service
from tests.answer_rules import check

QUESTION = "what is Xinzhou's role in the Taixin zone"


@pytest.fixture(scope="module")
def service(sample_home: Path) -> Service:
    return Service(sample_home)


def test_the_readmes_question_is_answered_from_two_chinese_articles(service: Service) -> None:
    for question in (QUESTION, "忻州在太忻一体化经济区中扮演什么角色？"):
        answer = service.ask(question)
        check(answer)
        chinese = [c for c in answer.citations if "忻州" in c.quote]
        assert len({c.article.id for c in chinese}) >= 2


@pytest.mark.parametrize(
    ("question", "gold"),
    [
        ("一群两区三圈是什么？", "山西中部城市群"),
        ("朔州市委书记是谁？", "姜四清"),
        ("太忻经济一体化发展促进中心什么时候挂牌？", "2021年12月29日"),
        ("太忻一体化经济区太原区在谈项目总投资多少？", "965.16亿元"),
        ("三大区域的签约项目开工了多少个？", "2288个"),
        ("朱红涛是什么职务？", "地区经济处处长"),
        ("How many order contracts were signed at the grain fair in Xiong'an?", "91 order contracts"),
        ("Who chairs Shengdian, the vein recognition company?", "张烜"),
        ("When was the Taixin promotion centre set up?", "2021年12月29日"),
        ("How much will the Taixin zone invest in its 485 projects?", "5337亿元"),
    ],
)
def test_questions_of_all_kinds_are_answered(service: Service, question: str, gold: str) -> None:
    answer = service.ask(question)
    check(answer)
    assert any(fold(gold) in fold(c.quote) for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("法国的首都是哪里？", "没有找到"),
        ("怎么做番茄炒蛋？", "没有找到"),
        ("What is the capital of France?", "do not answer"),
    ],
)
def test_what_the_articles_do_not_say_is_told_in_the_questions_language(
    service: Service, question: str, told: str
) -> None:
    answer = service.ask(question)
    check(answer)
    assert not answer.answered
    assert told in answer.text


def test_quotes_from_traditional_script_stay_in_it(service: Service) -> None:
    answer = service.ask("朔州要打造哪四块高地？")
    assert any(fold(c.quote) != c.quote and "朔州" in c.article.title for c in answer.citations)


@pytest.mark.parametrize("question", ["", "   ", "问" * 100_000])
def test_a_question_that_cannot_be_asked_gets_a_clear_answer(service: Service, question: str) -> None:
    answer = service.ask(question)
    check(answer)
    assert "ask" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "是吗？",
        "忻州是不是在山西？",
        "朔州市委书记是谁？杂粮展销签了多少合同？",
        "姜四清",
        "Xinzhou 的 role 是什么？",
        "太原 忻州",
        "？！",
        "Who and when and 多少?",
        "🙂",
        "\ud800",
        "a'; DROP TABLE",
        "朱晓东 姜四清 韦韬 Zhu Xiaodong",
        "一群两区三圈是什么，and when did the grain fair close？",
        "Is Taiyuan in Shanxi? 是还是不是？",
        "“",
        "“”",
        '""""',
        "”忻州“",
        "“忻州",
        "“忻州”杂粮”",
        "'忻州\"杂粮",
        '“ " ”',
        '“Xinzhou\'s "coarse" grains”',
        "「一群『两区』三圈」是什么",
        "的",
        "is it?",
    ],
)
def test_odd_questions_get_an_answer_object(service: Service, question: str) -> None:
    check(service.ask(question))


@pytest.mark.parametrize(
    ("question", "golds"),
    [
        ("一群两区三圈是什么？太忻中心什么时候挂牌？", ("山西中部城市群", "2021年12月29日")),
        ("姜四清", ("姜四清",)),
        ("Zhu Xiaodong", ("朱晓东",)),
        ("Xinzhou 在太忻一体化经济区的 role 是什么？", ("忻州",)),
        ("太原理工大学在名单里吗？", ("太原理工大学",)),
        ("示范区有1007家高新技术企业，是吗？", ("1007家",)),
    ],
)
def test_two_questions_in_one_names_alone_mixed_languages_and_yes_or_no_find_their_sentences(
    service: Service, question: str, golds: tuple[str, ...]
) -> None:
    answer = service.ask(question)
    check(answer)
    assert all(any(fold(gold) in fold(c.quote) for c in answer.citations) for gold in golds)


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("“五市大会”是什么时候？", "没有哪一段原文写着“五市大会”。"),
        ('When was the "meeting of five cities" in Shanxi?', 'No passage has "meeting of five cities" word for word.'),
    ],
)
def test_a_phrase_that_stands_in_a_title_alone_is_said_to_stand_in_no_passage(
    service: Service, question: str, notice: str
) -> None:
    assert service.search(question)
    assert service.find(question).notice == notice
    answer = service.ask(question)
    check(answer)
    assert answer.notice == notice
    assert any("2023年5月9日" in c.quote for c in answer.citations)
    assert service.ask("五市大会是什么时候？").notice == service.find("五市大会是什么时候？").notice == ""


def test_quotation_marks_inside_a_phrase_do_not_count(service: Service) -> None:
    found = service.search("“太原是'产业首脑'”".replace("'", '"'))
    assert ["太原是“产业首脑”" in hit.passage.text for hit in found] == [True]
    marked = service.ask('"Xinzhou\'s “coarse” grains" and who bought them')
    assert marked.notice


def test_an_english_question_is_framed_in_english_and_cites_chinese_as_it_stands(service: Service) -> None:
    answer = service.ask("How much will the Taixin zone invest in its 485 projects?")
    check(answer)
    assert "in their own language" in answer.lead
    assert answer.text.startswith(answer.lead)
    assert any("5337亿元" in c.quote for c in answer.citations)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """Three articles, two of which give an older figure in the same words."""
    folder = tmp_path_factory.mktemp("figures")
    text = "太忻一体化经济区谋划建设重大工程项目{}个，总投资达{}亿元。"
    for name, day, count, sum_ in (
        ("a", "2022-03-25", 485, 5337),
        ("b", "2022-03-26", 485, 5337),
        ("c", "2023-05-09", 512, 6001),
    ):
        said = text.format(count, sum_)
        (folder / f"{name}.txt").write_text(f"太忻经济区消息{name}\n{day} 来源:示例日报\n\n{said}", "utf-8")
    service = Service(tmp_path_factory.mktemp("home"))
    service.rebuild([folder])
    return service


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("太忻一体化经济区重大工程项目有多少个？", "各篇文章的数字不一致"),
        ("How many major projects does the Taixin zone plan?", "different figures, newest first"),
    ],
)
def test_different_figures_are_shown_newest_first_with_their_dates(figures: Service, question: str, lead: str) -> None:
    answer = figures.ask(question)
    check(answer)
    assert lead in answer.lead
    assert [str(s.published) for s in answer.statements] == ["2023-05-09", "2022-03-25"]
    assert [s.numbers for s in answer.statements] == [(1,), (2, 3)]
    assert answer.text.splitlines()[1].startswith("2023-05-09: 太忻一体化经济区谋划建设重大工程项目512个")
    assert answer.text.endswith("[2][3]")


def test_two_questions_about_different_figures_show_each_sentence_once_with_its_date(figures: Service) -> None:
    answer = figures.ask("太忻一体化经济区重大工程项目有多少个？太忻一体化经济区重大工程项目总投资多少亿元？")
    check(answer)
    assert "各篇文章的数字不一致" in answer.lead
    assert [str(s.published) for s in answer.statements] == ["2023-05-09", "2022-03-25"]


def test_the_time_that_is_asked_for_comes_first(figures: Service) -> None:
    def first(question: str) -> str:
        return str(figures.ask(question).hits[0].passage.article.published)

    assert first("2023年太忻一体化经济区有多少重大工程项目？") == "2023-05-09"
    assert first("太忻一体化经济区最新的重大工程项目有多少个？") == "2023-05-09"
    assert first("2022年3月太忻一体化经济区有多少重大工程项目？").startswith("2022-03")


def test_a_follow_up_is_understood_by_the_turn_before(service: Service) -> None:
    before = service.ask("太忻经济一体化发展促进中心什么时候挂牌？")
    after = service.ask("它是谁牵头的？", history=[before])
    assert after.question == "它是谁牵头的？"
    assert after.asked == "太忻经济一体化发展促进中心是谁牵头的？"
    alone = service.ask(after.asked)
    assert (after.text, after.citations) == (alone.text, alone.citations)


def test_a_phrase_that_no_article_has_word_for_word_does_not_silence_an_answer(service: Service) -> None:
    plain, quoted = service.ask("谁是朔州市委书记"), service.ask("谁是“朔州的市委书记”，朔州市委书记")
    assert plain.answered
    assert quoted.answered
    assert service.search("谁是“朔州的市委书记”")
    assert "“朔州的市委书记”" in service.find("谁是“朔州的市委书记”").notice


def test_a_reader_orders_what_was_found(service: Service) -> None:
    question = "朔州市委书记是谁？"
    hits, read = service.search(question, 10), service.search(question, 10, rerank=True)
    assert {hit.passage.id for hit in read} == {hit.passage.id for hit in hits}
    assert [hit.score for hit in read] == sorted((hit.score for hit in read), reverse=True)
    assert [hit.score for hit in read] != [hit.score for hit in hits]
    assert service.search(question, 1, rerank=True) == read[:1]


def test_a_quote_with_the_cause_before_it_is_weighed_too(write: Callable[..., Path], tmp_path: Path) -> None:
    """The quote begins before the candidate that it was made from."""
    service = Service(tmp_path / "home")
    service.rebuild([write(one="青石镇的新闻。昨夜的大雨冲毁了两个桥墩。临水大桥今天停用。行人改走渡船。")])
    answer = service.ask("临水大桥为什么停用？")
    check(answer)
    assert "冲毁" in answer.text
