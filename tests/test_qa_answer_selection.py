from dataclasses import replace
from datetime import date

import pytest

from corpus.types import Article, Passage
from qa.answer.agreement import Relation, printed_twice, relation, says_the_same
from qa.answer.candidates import Candidate
from qa.answer.pipeline import _of_part
from qa.answer.selection import CHOSEN, choose, with_reprints
from qa.answer.sentence import Sentence
from qa.question.answer_types import AnswerKind


def article(name: str, text: str, day: str = "2022-01-01") -> Article:
    return Article(name, f"标题{name}", text, "", date.fromisoformat(day), "", "")


def candidate(name: str, text: str, score: float, day: str = "2022-01-01") -> Candidate:
    """A candidate with this score."""
    found = article(name, text, day)
    return Candidate(Sentence(found, 0, len(text), Passage(0, found, 0, len(text))), score)


def test_one_sentence_in_three_articles_is_one_with_three_places() -> None:
    text = "忻州杂粮展销活动一共签订了91份订单合同。"
    found = choose(
        [
            candidate("a", text, 1.0),
            candidate("b", text.replace("，", ","), 0.9),
            candidate("c", "忻州雜糧展銷活動一共簽訂了91份訂單合同。", 0.8),
            candidate("d", "天气晴朗，适合出游踏青赏花。", 0.7),
        ]
    )
    assert [[p.article.id for p in e.places] for e in found.evidence] == [["a", "b", "c"], ["d"]]
    assert found.evidence[0].places[2].text.startswith("忻州雜糧")
    assert found.relation is Relation.UNRELATED


def test_different_figures_come_together_newest_first() -> None:
    old = candidate("old", "太忻一体化经济区谋划重大工程项目485个，总投资5337亿元。", 1.0, "2022-03-25")
    new = candidate("new", "太忻一体化经济区谋划重大工程项目512个，总投资6001亿元。", 0.8, "2023-05-09")
    same = candidate("same", "太忻一体化经济区谋划重大工程项目485个，总投资5337亿元。", 0.7, "2022-03-26")
    found = choose([old, new, same])
    assert found.relation is Relation.DIFFER
    assert [[p.article.id for p in e.places] for e in found.evidence] == [["new"], ["old", "same"]]
    assert [str(e.published) for e in found.evidence] == ["2023-05-09", "2022-03-25"]


def test_different_things_with_different_figures_do_not_differ() -> None:
    found = choose(
        [candidate("a", "杂粮展销签订合同91份。", 1.0), candidate("b", "朔州市植树造林完成任务300份。", 0.9)]
    )
    assert found.relation is Relation.UNRELATED


def test_no_more_than_four_and_none_far_below_the_best() -> None:
    texts = ["春天植树", "夏日游泳", "秋收稻谷", "冬季滑雪", "早晨跑步", "夜里读书"]
    many = [candidate(str(n), text, 1 - n / 100) for n, text in enumerate(texts)]
    assert len(choose(many).evidence) == CHOSEN
    assert len(choose([many[0], candidate("far", "天高云淡", 0.3)]).evidence) == 1
    assert choose([]).evidence == ()


def test_by_date_puts_the_newest_first() -> None:
    found = choose(
        [candidate("a", "春天植树", 1.0, "2020-01-01"), candidate("b", "秋收稻谷", 0.9, "2024-01-01")], by_date=True
    )
    assert [e.places[0].article.id for e in found.evidence] == ["b", "a"]


def test_the_best_sentence_stays_though_it_is_the_oldest_and_others_are_left_out() -> None:
    found = choose(
        [
            candidate("a", "春天植树", 1.0, "2020-01-01"),
            candidate("b", "秋收稻谷", 0.9, "2024-01-01"),
            candidate("c", "冬季滑雪", 0.9, "2023-01-01"),
        ],
        by_date=True,
    )
    assert [e.places[0].article.id for e in found.evidence] == ["b", "c", "a"]
    assert [e.places[0].article.id for e in _of_part(found)] == ["b", "a"]


def test_reprints_that_were_not_found_are_cited_where_they_print_the_sentence() -> None:
    evidence = choose([candidate("a", "忻州承载产业落地。", 1.0)]).evidence[0]
    prints, cuts = article("b", "导语。忻州承载产业落地。"), article("c", "导语。")
    grown = with_reprints(evidence, [prints, cuts])
    assert [(p.article.id, p.start, p.text) for p in grown.places] == [
        ("a", 0, "忻州承载产业落地。"),
        ("b", 3, "忻州承载产业落地。"),
    ]


def test_sameness_by_hand() -> None:
    assert printed_twice("簽訂了91份合同。", "签订了91份合同")
    assert not printed_twice("签订了91份合同。", "签订了92份合同。")
    assert says_the_same("三月签订了91份合同。", "签订了91份合同。")
    assert not says_the_same("签订了91份合同。", "签订了92份合同。")
    assert stand("杂粮展销活动签订了91份合同。", "杂粮展销活动签订了92份合同。") is Relation.DIFFER
    assert stand("杂粮展销活动签订了91份合同。", "杂粮展销活动签订了91份合同。") is Relation.UNRELATED
    assert stand("太原植树300亩。", "杂粮展销活动签订了92份合同。") is Relation.UNRELATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("蓝石公司净利润同比增长5%，营业收入同比下降3%。", "蓝石公司净利润同比下降5%，营业收入同比增长3%。"),
        ("青禾厂产糖5吨，产盐3吨。", "青禾厂产糖3吨，产盐5吨。"),
        (
            "云水县青石镇的新水库和输水管道将于2022年6月建成蓄水。",
            "云水县青石镇的新水库和输水管道将于2023年9月建成蓄水。",
        ),
        ("云水县今年计划新建小学12所。", "云水县明年计划新建小学12所。"),
        ("云水县统计局公布，全县城镇居民收入增长6%。", "云水县统计局公布，全县农村居民收入增长6%。"),
        ("Exports of the port rose 5 percent.", "Exports of the port fell 5 percent."),
    ],
)
def test_opposite_sentences_and_those_of_other_dates_are_not_the_same(one: str, other: str) -> None:
    assert not printed_twice(one, other)
    assert not says_the_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云水县的新水库将于2022年6月8日建成蓄水。", "云水县新水库，将于2022年6月8日建成蓄水。"),
        (
            "云水6月8日电 云水县城镇居民的人均收入去年增长6%，增速快于全市。",
            "云水县城镇居民人均收入去年增长6%，增速快于全市。",
        ),
        ("去年云水县产糖5吨，下降3%。", "去年，云水县产糖5吨，减少3%。"),
    ],
)
def test_a_sentence_with_another_word_or_a_dateline_is_the_same(one: str, other: str) -> None:
    assert says_the_same(one, other)


def stand(one: str, other: str, question: str = "") -> Relation:
    """How the figures in sentences of two articles relate."""
    first, second = article("a", one), article("b", other)
    return relation(Sentence(first, 0, len(one)), Sentence(second, 0, len(other)), question)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云水县公布，全县苹果产量为8.2万吨。", "石泉县公布，全县苹果产量为6.9万吨。"),
        ("桂苑3号楼共有住户72户。", "桂苑5号楼共有住户90户。"),
        ("第六届茶博会签约项目41个。", "第七届茶博会签约项目58个。"),
        ("全市城镇居民人均收入3.1万元。", "全市农村居民人均收入1.6万元。"),
        ("全市出口总额为21亿元。", "全市进口总额为34亿元。"),
        ("Maple County harvested 300 tonnes of apples.", "Cedar County harvested 420 tonnes of apples."),
        ("Building 2 has 84 flats.", "Building 4 has 60 flats."),
    ],
)
def test_other_subjects_and_measures_do_not_differ(one: str, other: str) -> None:
    assert stand(one, other) is Relation.UNRELATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021年，云水县苹果产量为8.2万吨。", "2022年，云水县苹果产量为9.4万吨。"),
        ("一季度，全市用电量为31亿千瓦时。", "上半年，全市用电量为66亿千瓦时。"),
        ("3月份，全市用电量为10亿千瓦时。", "4月份，全市用电量为11亿千瓦时。"),
        ("In 2021 the port handled 30 million tonnes.", "In 2022 the port handled 34 million tonnes."),
        ("In the first quarter, exports were 30 million yuan.", "In the second quarter, exports were 35 million yuan."),
    ],
)
def test_figures_of_different_periods_are_a_series(one: str, other: str) -> None:
    assert stand(one, other) is Relation.SERIES


def test_a_round_number_agrees_with_the_exact_one() -> None:
    assert stand("园区总投资约5300亿元。", "园区总投资5337亿元。") is Relation.UNRELATED
    assert stand("园区总投资5300亿元。", "园区总投资5337亿元。") is Relation.DIFFER


def test_figures_that_are_not_asked_for_do_not_differ() -> None:
    one, other = "市长在开工仪式上说，签约项目有12个。", "市长在开工仪式上说，签约项目有15个。"
    assert stand(one, other, "签约项目有多少个？") is Relation.DIFFER
    assert stand(one, other, "签约项目情况") is Relation.DIFFER
    assert stand(one, other, "市长是谁？") is Relation.UNRELATED
    assert stand(one, other, "Who is the mayor?") is Relation.UNRELATED


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("石泉县苹果产量是多少？", "石泉县公布，全县苹果产量为6.9万吨。"),
        ("石泉苹果产量是多少？", "石泉县公布，全县苹果产量为6.9万吨。"),
        ("上半年全市用电量是多少？", "上半年，全市用电量为66亿千瓦时。"),
        ("5号楼有多少住户？", "桂苑5号楼共有住户90户。"),
        ("2022年港口吞吐量是多少？", "2022年港口吞吐量为3400万吨。"),
    ],
)
def test_only_the_subject_and_period_that_are_asked_for_are_told(question: str, right: str) -> None:
    texts = (
        *("云水县公布，全县苹果产量为8.2万吨。", "石泉县公布，全县苹果产量为6.9万吨。"),
        *("一季度，全市用电量为31亿千瓦时。", "上半年，全市用电量为66亿千瓦时。"),
        *("桂苑3号楼共有住户72户。", "桂苑5号楼共有住户90户。"),
        *("2021年港口吞吐量为3000万吨。", "2022年港口吞吐量为3400万吨。"),
    )
    pair = texts.index(right) // 2 * 2
    found = choose([candidate(str(n), t, 1 - n / 10) for n, t in enumerate(texts[pair : pair + 2])], question)
    assert [e.text for e in found.evidence] == [right]
    assert found.relation is Relation.UNRELATED


def test_a_series_is_told_newest_first() -> None:
    old = candidate("a", "2021年港口吞吐量为3000万吨。", 1.0, "2022-01-09")
    new = candidate("b", "2022年港口吞吐量为3400万吨。", 0.9, "2023-01-10")
    found = choose([old, new], "港口吞吐量是多少？")
    assert found.relation is Relation.SERIES
    assert [str(e.published) for e in found.evidence] == ["2023-01-10", "2022-01-09"]


def test_a_question_for_several_things_gets_the_whole_list_once() -> None:
    text = "县里定下三件实事。一是修路。二是建校。三是供水。"
    found = article("a", text)

    def place(said: str, score: float) -> Candidate:
        start = text.index(said)
        whole = candidate("a", text, score)
        return replace(whole, sentence=Sentence(found, start, start + len(said)))

    items = [place("二是建校。", 1.0), place("三是供水。", 0.9)]
    assert [e.text for e in choose(items, "三件实事是哪些？").evidence] == ["一是修路。二是建校。三是供水。"]
    assert [e.text for e in choose(items, "学校怎么样？").evidence] == ["二是建校。", "三是供水。"]


def kind_of(candidate: Candidate, kind: str, fits: float) -> Candidate:
    return replace(candidate, signals={f"fits_{kind}": fits})


def test_a_sentence_of_the_kind_asked_for_leads_and_is_followed_by_such_alone() -> None:
    echo = kind_of(candidate("a", "滨河大桥什么时候通车，市民十分关心。", 1.0), "time", -1.0)
    dated = kind_of(candidate("b", "滨河大桥将于五月一日通车。", 0.8), "time", 1.0)
    other = kind_of(candidate("c", "通车仪式安排在五月。", 0.79), "time", 1.0)
    assert [e.text for e in choose([echo, dated, other]).evidence] == [dated.sentence.text, other.sentence.text]


def test_one_of_the_kind_far_below_does_not_lead() -> None:
    echo = kind_of(candidate("a", "滨河大桥什么时候通车，市民十分关心。", 1.0), "time", -1.0)
    far = kind_of(candidate("b", "展览在五月一日开幕。", 0.5), "time", 1.0)
    found = choose([echo, far])
    assert found.best == echo
    assert len(found.evidence) == 1


def test_roles_are_told_together_though_they_share_few_words() -> None:
    first = candidate("a", "临水负责生产和落地。", 1.0)
    second = candidate("b", "临水是连接海港的门户。", 0.5)
    assert len(choose([kind_of(c, "role", 1.0) for c in (first, second)]).evidence) == 2
    assert len(choose([kind_of(c, "number", 1.0) for c in (first, second)]).evidence) == 1


def test_why_takes_the_sentence_before_with_it_where_it_has_no_word_of_a_reason() -> None:
    text = "昨夜大风，浪高三米。渔船停航。港口照常开放。\n镇上放了烟花。集市关门。"
    told = Article("a", "渔港", text, "", None, "", "")

    def quoted(start: int, reason: float) -> str:
        end = text.index("。", start) + 1
        found = Candidate(Sentence(told, start, end), 1.0, {f"fits_{AnswerKind.REASON}": reason})
        return choose([found], "渔船为什么停航？").evidence[0].text

    assert quoted(10, -1.0) == "昨夜大风，浪高三米。渔船停航。"
    assert quoted(10, 1.0) == quoted(10, 0.0) == "渔船停航。"
    assert quoted(0, -1.0) == "昨夜大风，浪高三米。"
    assert quoted(text.index("镇上"), -1.0) == "镇上放了烟花。"
