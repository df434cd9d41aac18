"""Questions that the reader's recipe generates from news, and windows that do not answer them."""

from random import Random

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

from corpus.text.sentences import sentences
from index.training.data.gloss import Glossary
from index.training.reader.data.absent import Changes, topical
from index.training.reader.data.asking import question
from index.training.reader.data.examples import ReadingExample
from index.training.reader.data.facts import Fact, facts
from index.training.reader.data.news import news_examples, topic
from index.training.reader.data.switched import switched
from tests.training_data import WARNINGS

pytestmark = WARNINGS
BRIDGE = "河口镇的新桥建成通车。大桥由本地工匠在1987年4月动工修建。它的全长达到了320米左右。镇里水利所的所长王小明介绍,茶园也通了路。"
OTHER = "山南镇的新桥明年动工。大桥的全长还没有定下来。设计院的所长李建国介绍,河边要先修路。"


def asked(sentence: str, kind: str, topic: str = "") -> set[str]:
    """Every question that is generated for the sentence's fact of this kind."""
    span = (0, len(sentence))
    (fact,) = [fact for fact in facts(sentence, span) if fact.kind == kind]
    return {question(sentence, span, fact, topic, Random(seed)) or "" for seed in range(60)}


@pytest.mark.parametrize(
    ("sentence", "kind", "answer", "one"),
    [
        ("园区的总投资达到了50亿元。", "figure", "50亿元", "园区的总投资是多少?"),
        ("县水务局局长王小明说,水已经退了。", "person", "王小明", "县水务局局长是谁?"),
        ("由于上游连降暴雨,两座水库都开了闸。", "cause", "上游连降暴雨", "为什么两座水库都开了闸?"),
        ("稻鱼共作是在水田里养鱼的一种农法。", "means", None, None),
        ("云岭梯田是山坡上一级一级的水田。", "means", "山坡上一级一级的水田", "什么是云岭梯田?"),
        ("画展在江北美术中心开幕了。", "place", "江北美术中心", "画展在哪里开幕了?"),
        ("协议由远山茶业公司签订。", "group", "远山茶业公司", "协议由哪家公司签订?"),
        ("昨晚,李小梅夺得县里的象棋冠军。", "doer", "李小梅", "谁夺得县里的象棋冠军?"),
        ("老师,阿米尔·汗达说他想留下。", "foreign", "阿米尔·汗达", "谁说他想留下?"),
    ],
)
def test_a_fact_is_asked_for_as_people_ask(sentence: str, kind: str, answer: str | None, one: str | None) -> None:
    found = [fact for fact in facts(sentence, (0, len(sentence))) if fact.kind == kind]
    assert [sentence[slice(*fact.span)] for fact in found] == ([answer] if answer else [])
    if one is not None:
        questions = asked(sentence, kind)
        assert one in questions
        assert not any(answer is not None and answer in q for q in questions)


def test_what_stands_about_an_article_is_not_asked_for() -> None:
    line = "责任编辑:王小明 2023年5月1日"
    assert not list(facts(line, (0, len(line))))


def test_a_question_may_begin_with_what_the_article_is_about() -> None:
    assert any(q.startswith("梨花桥") for q in asked("全长达到了320米左右。", "figure", "梨花桥"))


def test_an_article_is_about_a_name_that_it_repeats() -> None:
    text = "太原钢铁昨天开会。太原钢铁说要招人。会后太原钢铁的人都走了。"
    assert topic(text, sentences(text), Random(0)) == "太原钢铁"
    assert topic("今天下雨。", [(0, 5)], Random(0)) == ""


def test_news_is_asked_for_what_its_sentence_says_and_for_what_it_does_not() -> None:
    found = [e for seed in range(60) for e in news_examples([BRIDGE, OTHER], Random(seed))]
    answers = {e.text[slice(*e.span)] for e in found if e.span is not None}
    assert {"320米", "1987年4月", "王小明", "李建国"} <= answers
    assert {"news_changed", "news_deleted", "news_elsewhere", "news_found"} <= {e.kind for e in found}
    for e in found:
        if e.span is not None:
            said = e.text[slice(*e.span)]
            assert said not in e.question
            assert e.answer is not None
            assert said in e.text[slice(*e.sentences[e.answer])]
        else:
            assert e.answer is None


def test_a_window_that_was_found_is_of_another_article_and_lacks_the_answer() -> None:
    found = [e for seed in range(60) for e in news_examples([BRIDGE, OTHER], Random(seed)) if e.kind == "news_found"]
    assert found
    for e in found:
        if "多少" in e.question:
            assert e.text in OTHER


FIGURE = "2023年园区的总投资达到了50亿元。"


def _fact(sentence: str) -> Fact:
    return next(fact for fact in facts(sentence, (0, len(sentence))) if fact.kind == "figure")


def test_a_changed_question_asks_for_another_year_attribute_or_unit() -> None:
    changes = Changes()
    kinds = set()
    for seed in range(60):
        other = changes.changed("2023年园区总投资多少元?", _fact(FIGURE), FIGURE, FIGURE, Random(seed))
        assert other != "2023年园区总投资多少元?"
        if other is None:
            continue
        if "2023年" not in other:
            kinds.add("year")
        elif "总投资" not in other:
            kinds.add("attribute")
        elif "元" not in other:
            kinds.add("unit")
    assert kinds == {"year", "attribute", "unit"}


def test_a_changed_name_is_one_that_the_article_lacks() -> None:
    changes, fact = Changes(), _fact("北京有5家茶馆。")
    assert all(
        "北京" in (changes.changed("北京有什么茶?", fact, "因", "北京有茶", Random(seed)) or "北京")
        for seed in range(9)
    )
    others = {changes.changed("上海有什么茶?", fact, "因", "上海有茶", Random(seed)) for seed in range(40)}
    assert "北京有什么茶?" in others
    assert all("上海" not in other for other in others if other)


def test_what_an_article_does_not_say_is_what_it_has_no_word_of() -> None:
    article = "梨花桥的价格没有公布,造桥的公司成立已久,它的总部和负责人都没有说,因为还没有人死伤。"
    for seed in range(60):
        said = topical("梨花桥", article, Random(seed))
        assert said is not None
        assert said.startswith("梨花桥")
        assert not any(word in said for word in ("价格", "售价", "成立", "总部", "负责人", "死亡", "原因"))


def test_a_question_in_english_words_keeps_its_example() -> None:
    example = ReadingExample("answered", "大桥的长度是多少?", "桥长320米。", ((0, 7),), 0, (2, 6))
    glossary = Glossary({"大桥": ["bridge"], "长度": ["length"]})
    made = {switched(example, glossary, Random(seed)) for seed in range(30)}
    assert {e.text for e in made} == {example.text}
    assert {e.span for e in made} == {example.span}
    assert {e.kind for e in made} == {"answered_english"}
    assert "how much is length of bridge?" in {e.question for e in made}
    assert all(e.question.isascii() for e in made)
