from datetime import date

from corpus.types import Article, Passage
from qa.answer.agreement import disagree, printed_twice, says_the_same
from qa.answer.candidates import Candidate, Sentence
from qa.answer.selection import CHOSEN, choose, with_reprints


def article(name: str, text: str, day: str = "2022-01-01") -> Article:
    return Article(name, f"标题{name}", text, "", date.fromisoformat(day), "", "")


def candidate(name: str, text: str, score: float, day: str = "2022-01-01") -> Candidate:
    """A candidate of this score: what counts twice is left at nothing."""
    found = article(name, text, day)
    return Candidate(Sentence(found, 0, len(text), Passage(0, found, 0, len(text))), 0, 1, 0, 0, lift=score)


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
    assert not found.differ


def test_different_figures_come_together_newest_first() -> None:
    old = candidate("old", "太忻一体化经济区谋划重大工程项目485个，总投资5337亿元。", 1.0, "2022-03-25")
    new = candidate("new", "太忻一体化经济区谋划重大工程项目512个，总投资6001亿元。", 0.8, "2023-05-09")
    same = candidate("same", "太忻一体化经济区谋划重大工程项目485个，总投资5337亿元。", 0.7, "2022-03-26")
    found = choose([old, new, same])
    assert found.differ
    assert [[p.article.id for p in e.places] for e in found.evidence] == [["new"], ["old", "same"]]
    assert [str(e.published) for e in found.evidence] == ["2023-05-09", "2022-03-25"]


def test_different_things_with_different_figures_do_not_differ() -> None:
    found = choose(
        [candidate("a", "杂粮展销签订合同91份。", 1.0), candidate("b", "朔州市植树造林完成任务300份。", 0.9)]
    )
    assert not found.differ


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
    assert disagree("杂粮展销活动签订了91份合同。", "杂粮展销活动签订了92份合同。")
    assert not disagree("杂粮展销活动签订了91份合同。", "杂粮展销活动签订了91份合同。")
    assert not disagree("太原植树300亩。", "杂粮展销活动签订了92份合同。")
