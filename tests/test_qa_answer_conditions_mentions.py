"""Names in the question that the articles of the quotes never mention."""

import pytest

from corpus.types import Article
from index.crosslingual.pinyin_names import Expansion
from index.query import Query
from qa.answer.conditions.mentions import about_the_names, other_edition, unmentioned
from qa.answer.sentence import Sentence


def asked(question: str, *expansions: Expansion) -> Query:
    return Query(question, (), expansions, (), question)


def said(text: str, title: str = "", source: str = "") -> Sentence:
    return Sentence(Article("a", title, f"{text}\n后文。", source, None, "", ""), 0, len(text))


@pytest.mark.parametrize(
    ("question", "sentence", "names"),
    [
        ("ABC2031的举办地是哪里？", "XYZ 2031在临汾举办。", ("ABC2031",)),
        ("《山中来信》的导演是谁？", "《河边旧事》由周同执导。", ("山中来信",)),
        ("浙江的粮食产量是多少？", "江西的粮食产量是400亿斤。", ("浙江",)),
        ("ABC2031的举办地是哪里？", "abc2031在临汾举办。", ()),
        ("《山中来信》的导演是谁？", "周同执导了山中来信一片。", ()),
        ("山西忻州有多少个项目？", "忻州有12个项目。", ()),
        ("中国的研发经费是多少？", "研发经费是3万亿元。", ()),
        ("大桥什么时候通车？", "大桥5月通车。", ()),
        ("What is the ABC2031 venue?", "XYZ 2031在临汾举办。", ()),
        ("内罗毕的港口有多大？", "利马的港口有30公顷。", ("内罗毕",)),
        ("肯尼亚内罗毕的港口有多大？", "肯尼亚的港口有30公顷。", ("内罗毕",)),
        ("肯尼亚内罗毕的港口有多大？", "内罗毕的港口有30公顷。", ()),
        ("纽西兰的港口有多大？", "新西兰的港口有30公顷。", ()),
        ("How large is the port of Nairobi?", "利马的港口有30公顷。", ("Nairobi",)),
        ("How large is the port of Nairobi?", "内罗毕的港口有30公顷。", ()),
        ("How large is the port of Nairobi?", "The Nairobi port has 30 hectares.", ()),
        ("How large is the port of Yunling?", "利马的港口有30公顷。", ()),
        ("How large is the budget of China?", "预算是3万亿元。", ()),
        ("By how much did German orders fall?", "机械制造的新订单下降7%。", ("German",)),
        ("By how much did German orders fall?", "德国机械制造的新订单下降7%。", ()),
        ("By how much did South Korean orders fall?", "机械制造的新订单下降7%。", ("South Korea",)),
        ("By how much did South Korean orders fall?", "韩国机械制造的新订单下降7%。", ()),
        ("Which South American port grew most?", "增长最快的是利马的港口。", ()),
        ("Does the Northern Lights festival take place again?", "节日再次举行。", ()),
        ("临汾高铁投资多少？", "全国铁路投资8000亿元。", ("临汾",)),
        ("首趟高铁是哪个车次？", "首发列车是G12次。", ()),
        ("滨海岛大火烧了多少公顷？", "北湾的大火烧了20公顷。", ("滨海",)),
        ("美国和中国的贸易额是多少？", "中美贸易额为3亿元。", ()),
        ("美国和中国的贸易额是多少？", "中英贸易额为3亿元。", ("美国",)),
        ("美国对港口说了什么？", "美方说港口照常开放。", ()),
        ("英国派了多少艘船？", "英军派了3艘船。", ()),
        ("英国派了多少艘船？", "英雄派了3艘船。", ("英国",)),
        ("法国国民议会表决了什么？", "法国众议院表决了预算。国民议会没有表决。", ()),
    ],
)
def test_a_name_that_no_article_mentions(question: str, sentence: str, names: tuple[str, ...]) -> None:
    assert unmentioned(asked(question), [said(sentence)]) == names


def test_the_title_and_the_source_mention_it_as_well() -> None:
    question = asked("太原的大桥什么时候通车？")
    assert unmentioned(question, [said("大桥5月通车。")]) == ("太原",)
    assert not unmentioned(question, [said("大桥5月通车。", title="太原新闻")])
    assert not unmentioned(question, [said("大桥5月通车。", source="太原日报")])


def test_one_article_that_mentions_it_is_enough() -> None:
    assert not unmentioned(asked("太原的大桥什么时候通车？"), [said("大桥5月通车。"), said("太原的桥很多。")])


def test_another_form_of_it_is_enough() -> None:
    question = "WHO什么时候发布报告？"
    assert unmentioned(asked(question), [said("世卫组织5月发布报告。")]) == ("WHO",)
    assert not unmentioned(asked(question, Expansion("WHO", ("世卫组织",))), [said("世卫组织5月发布报告。")])


def test_a_measure_of_the_country_is_one_of_a_region_too() -> None:
    question = asked("云岭的GDP是多少？", Expansion("GDP", ("国内生产总值",)))
    assert not unmentioned(question, [said("云岭的地区生产总值为3亿元。")])
    assert unmentioned(question, [said("云岭的农业产值为3亿元。")]) == ("GDP",)


def test_no_quote_mentions_nothing() -> None:
    assert unmentioned(asked("太原的大桥什么时候通车？"), []) == ()


def test_another_edition_is_told_by_the_whole_article() -> None:
    question = asked("第12届梨花节来了多少游客？")
    assert not other_edition(question, [said("游客有3万人。", title="第十二届梨花节闭幕")])
    assert other_edition(question, [said("游客有3万人。", title="第十三届梨花节闭幕")])
    assert not other_edition(asked("梨花节来了多少游客？"), [said("游客有3万人。")])
    assert not other_edition(question, [])


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("第十二届梨花节的报告获通过。第十三届梨花节的会长是叶青。", True),
        ("第十三届梨花节开幕。第十二届梨花节的会长是叶青。", False),
        ("第十二届梨花节的会长是叶青，第十三届梨花节的会长未定。", False),
        ("梨花节的会长是叶青。", True),
        ("第十二届梨花节开幕。云岭首次参加梨花节。梨花节的会长是叶青。", False),
        ("第十二届梨花节开幕。20家企业参加梨花节。梨花节的会长是叶青。", False),
        ("第十二届梨花节开幕。二十名代表出席梨花节。梨花节的会长是叶青。", False),
        ("第十二届梨花节开幕，首届梨花节的会长未到。梨花节的会长是叶青。", True),
    ],
)
def test_the_edition_of_a_sentence_is_the_one_spoken_of_last(text: str, other: bool) -> None:
    last = text[: text.rindex("。")].rfind("。") + 1
    quote = Sentence(Article("a", "", text, "", None, "", ""), last, len(text))
    assert other_edition(asked("第12届梨花节的会长是谁？"), [quote]) is other


def test_a_count_in_english_is_no_edition() -> None:
    article = Article("a", "", "The 12th Pear Fair opened. 20 firms came to the fair. He leads it.", "", None, "", "")
    quote = Sentence(article, article.text.index("He"), len(article.text))
    assert not other_edition(asked("Who leads the 12th Pear Fair?"), [quote])


def test_where_a_sentence_has_the_name_those_without_it_are_of_something_else() -> None:
    named, other = said("内罗毕的大桥通车了。"), said("利马的大桥由高岭设计。")
    assert about_the_names(asked("Who designed the bridge in Nairobi?"), [named, other]) == [named]
    assert about_the_names(asked("内罗毕的大桥是谁设计的？"), [named, other]) == [named]
    assert about_the_names(asked("Who designed the bridge?"), [named, other]) == [named, other]
    assert about_the_names(asked("Who designed the bridge in Quito?"), [named, other]) == [named, other]


def test_an_acronym_is_no_word() -> None:
    named, other = said("环流器EAST创造纪录。"), said("东部的桥由高岭设计。")
    assert about_the_names(asked("Who designed the EAST device?"), [named, other]) == [named]
