from itertools import pairwise

import pytest

from index.crosslingual.pinyin_names import Expansion, Readings, bridge, han_counts, readings

TEXTS = [
    "忻州市委书记朱晓东表示,太忻一体化经济区要融入京津冀,服务雄安新区。",
    "太原和忻州共同建设太忻一体化经济区,雄忻高铁即将开工,吕梁成为支点。",
    "忻州杂粮走进雄安,新的一周,心里高兴,信用周转,中国人民,女人可以看。",
    "山西和陕西相邻,重庆在西南,能源基地,喀什在新疆,我们说她的话。",
    "吕梁市与太原市合作,能源充足,能源外送,能源革命。",
]


@pytest.fixture(scope="module")
def table() -> Readings:
    return readings(han_counts(TEXTS))


def passage_count(term: str) -> int:
    pairs = ["".join(pair) for pair in pairwise(term)] or [term]
    return sum(all(pair in text for pair in pairs) for text in TEXTS)


def names(question: str, table: Readings) -> dict[str, str]:
    return {e.written: e.terms[0] for e in bridge(question, table, passage_count)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what is Xinzhou's role in the Taixin zone", {"Xinzhou": "忻州", "Taixin": "太忻"}),
        ("what is xinzhou's role", {"xinzhou": "忻州"}),
        ("the Xiong'an New Area", {"Xiong'an": "雄安"}),
        ("the Xiongan New Area", {"Xiongan": "雄安"}),
        ("Lüliang, Lvliang and Luliang", {"Lüliang": "吕梁", "Lvliang": "吕梁", "Luliang": "吕梁"}),
        ("Who is Zhu Xiaodong?", {"Zhu Xiaodong": "朱晓东"}),
        ("Who is Xiaodong Zhu?", {"Xiaodong Zhu": "朱晓东"}),
        ("Shanxi borders Shaanxi", {"Shanxi": "山西", "Shaanxi": "陕西"}),
        ("Taiyuan", {"Taiyuan": "太原"}),
        ("Chongqing", {"Chongqing": "重庆"}),
        ("Can women change? She can lie about the time.", {}),
        ("what language do they use", {}),
        ("忻州的角色", {}),
        ("", {}),
    ],
)
def test_names_find_their_chinese_form(question: str, expected: dict[str, str], table: Readings) -> None:
    assert names(question, table) == expected


def test_a_name_that_the_corpus_does_not_know_is_left_alone(table: Readings) -> None:
    assert names("Where is Guangzhou?", table) == {}


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Taiwan", []),  # not 大湾, the beginning of 大湾区
        ("Shanwei", []),  # not 单位
        ("Chaoyang", [("朝阳",)]),
        ("Changzhi", [("长治",)]),
        ("Zeng Qingshui", [("曾青水",)]),
    ],
)
def test_a_rare_reading_counts_only_in_a_name(question: str, terms: list[tuple[str, ...]]) -> None:
    texts = ["大湾区的单位很多。", "大湾区有新桥。", "单位放假。", "朝阳和长治通了车。", "曾青水说好。"]
    found = bridge(question, readings(han_counts(texts)), lambda term: sum(term in text for text in texts))
    assert [expansion.terms for expansion in found] == terms


@pytest.mark.parametrize("question", ["xi" * 1000, "xian'" * 300 + "xian", "Yishi Jishi Shiji Xinzhou " * 80])
def test_a_question_of_nothing_but_syllables_is_looked_up_within_bounds(question: str, table: Readings) -> None:
    looked_up = 0

    def counted(term: str) -> int:
        nonlocal looked_up
        looked_up += 1
        return passage_count(term)

    bridge(question, table, counted)
    assert looked_up < 5_000


def test_exonyms_of_two_words(table: Readings) -> None:
    assert bridge("from Hong Kong", table, passage_count) == [Expansion("Hong Kong", ("香港",))]


def test_a_syllable_that_would_need_an_apostrophe_is_not_divided_where_it_is_read_whole() -> None:
    texts = ["太原市在山西。", "太原站很大。", "各台预案不同。", "平台预案很多。"]
    (found,) = bridge("Taiyuan", readings(han_counts(texts)), lambda term: sum(term in text for text in texts))
    assert found.terms == ("太原",)
    (found,) = bridge("Taiyuan", readings(han_counts(texts[2:])), lambda term: sum(term in text for text in texts[2:]))
    assert found.terms == ("台预案",)
