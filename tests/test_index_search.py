"""Search in an opened index, compared with brute force and with values worked out by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Article
from index.search import POOL, understand
from index.storage.reader import Index, open_generation
from index.storage.writer import build_standalone
from index.types import Filter, Mode
from tests.small_indexes import EMBEDDER, LAID, print_of, printed, reprinted, search

SOURCES = ("甲报", "乙报")


def article(n: int) -> Article:
    words = ("太原", "忻州", "吕梁", "阳泉", "晋中", "产业", "铁路", "半导体", "杂粮", "规划")
    text = "。".join(words[(n * 7 + i * i) % 10] + words[(n + i * 3) % 10] for i in range(1 + n % 4)) + "。"
    published = date(2022, 1 + n % 12, 1 + n % 28) if n % 5 else None
    return Article(f"{n:04}", f"第{n}篇", text, SOURCES[n % 2], published, "", f"{n}.txt")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("generation")
    documents = [(a, [(0, len(a.text))]) for a in map(article, range(200))]
    build_standalone(folder, documents, EMBEDDER, EMBEDDER.passages)
    # Many of these texts are alike. Without `prints`, ranking is tested apart from the collapsing of reprints.
    return replace(open_generation(folder), prints={})


@pytest.mark.parametrize("mode", Mode)
def test_scores_fall_and_ties_come_in_the_order_of_ids(index: Index, mode: Mode) -> None:
    hits = search(index, EMBEDDER, "忻州的铁路", 50, mode)
    assert hits
    keys = [(-hit.score, hit.passage.id) for hit in hits]
    assert keys == sorted(keys)


def test_dense_is_brute_force_over_the_vectors(index: Index) -> None:
    question = "忻州的铁路"
    vectors = index.retriever.vectors_of(np.arange(200))
    products = vectors @ EMBEDDER.query(understand(question, index).text)[0]
    expected = np.lexsort((np.arange(200), -products))[:10]
    hits = search(index, EMBEDDER, question, 10, Mode.DENSE)
    assert [hit.score for hit in hits] == pytest.approx(products[expected].tolist(), abs=1e-5)
    assert [hit.dense_rank for hit in hits] == list(range(1, 11))


def test_bm25_finds_only_passages_that_share_a_term(index: Index) -> None:
    hits = search(index, None, "半导体", 200, Mode.BM25)
    assert hits
    assert all({"半导", "导体"} & {h.passage.text[i : i + 2] for i in range(len(h.passage.text))} for h in hits)
    assert [hit.lexical_rank for hit in hits] == list(range(1, len(hits) + 1))


@pytest.mark.parametrize("mode", Mode)
def test_filters_choose_before_ranking(index: Index, mode: Mode) -> None:
    since, until = date(2022, 3, 1), date(2022, 3, 31)
    left = [a for a in map(article, range(200)) if a.published and since <= a.published <= until and a.source == "甲报"]
    assert 0 < len(left) < 20
    hits = search(index, EMBEDDER, "太原忻州吕梁阳泉晋中产业", 20, mode, Filter(since, until, ("甲报",)))
    if mode is not Mode.BM25:
        assert {hit.passage.article.id for hit in hits} == {a.id for a in left}
    assert {hit.passage.article.id for hit in hits} <= {a.id for a in left}


def test_both_ends_of_a_range_are_in_it_and_undated_articles_are_not(index: Index) -> None:
    day = date(2022, 2, 2)
    hits = search(index, EMBEDDER, "太原", 200, only=Filter(day, day))
    assert {hit.passage.article.published for hit in hits} == {day}


@pytest.mark.parametrize("k", [0, -5])
def test_nothing_asked_for_is_nothing(index: Index, k: int) -> None:
    assert search(index, EMBEDDER, "太原", k) == []


@pytest.mark.parametrize(
    "question", ["，。！？", "🙂🙂", "\ud800", "'; DROP TABLE articles; --", "IndexFlatIP[0]", "\u200b"]
)
@pytest.mark.parametrize("mode", Mode)
def test_odd_questions_never_fail(index: Index, question: str, mode: Mode) -> None:
    assert isinstance(search(index, EMBEDDER, question, 3, mode), list)


def test_more_asked_for_than_there_is_gives_what_there_is(index: Index) -> None:
    hits = search(index, EMBEDDER, "太原", 10**6, Mode.DENSE)
    assert sorted(hit.passage.id for hit in hits) == list(range(200))


def test_traditional_and_simplified_questions_find_the_same(index: Index) -> None:
    one = search(index, EMBEDDER, "产业规划", 10)
    other = search(index, EMBEDDER, "產業規劃", 10)
    assert [h.passage.id for h in one] == [h.passage.id for h in other]


def test_a_name_in_pinyin_says_what_it_matched(index: Index) -> None:
    hits = search(index, EMBEDDER, "what about Xinzhou", 3)
    assert len(hits) == 3
    assert all(hit.names == ("Xinzhou → 忻州",) for hit in hits)


def test_a_hit_knows_its_passage_and_article(index: Index) -> None:
    hit = search(index, EMBEDDER, "忻州", 1)[0]
    assert hit.passage.text == hit.passage.article.text[hit.passage.start : hit.passage.end]
    shown = hit.to_dict()
    assert set(shown) >= {"score", "passage", "article"}
    assert shown["passage"] == {"text": hit.passage.text, "start": hit.passage.start, "end": hit.passage.end}


def test_a_filter_by_article_leaves_its_passages(index: Index) -> None:
    hits = search(index, EMBEDDER, "忻州的铁路", 10, only=Filter(article="0007"))
    assert [hit.passage.article.id for hit in hits] == ["0007"]
    assert search(index, EMBEDDER, "忻州的铁路", 10, only=Filter(article="none")) == []


def test_a_hit_says_why(index: Index) -> None:
    for hit in search(index, EMBEDDER, "忻州的铁路", 10):
        assert hit.cosine is not None
        assert hit.matched is not None
        assert all(word in hit.passage.text for word in hit.words)
        assert bool(hit.words) == (hit.matched > 0)
    (dense, *_) = search(index, EMBEDDER, "忻州的铁路", 1, Mode.DENSE)
    assert dense.matched is None
    assert dense.cosine == dense.score
    (lexical, *_) = search(index, None, "忻州的铁路", 1, Mode.BM25)
    assert lexical.cosine is None
    assert lexical.matched == lexical.score


def test_a_text_printed_three_times_is_one_hit_with_its_earliest_print_first(tmp_path: Path) -> None:
    late, early, undated = (
        print_of("甲报", date(2022, 3, 2)),
        print_of("乙报", date(2022, 3, 1)),
        print_of("丙报", None),
    )
    other = print_of("丁报", date(2020, 1, 1), "吕梁的杂粮今年丰收。")
    index = reprinted(late, undated, other, early, folder=tmp_path)
    hits = search(index, EMBEDDER, "忻州的开工项目", 10)
    assert [hit.passage.article.id for hit in hits] == ["乙报", "丁报"]
    assert hits[0].also == (late, undated)
    assert hits[1].also == ()
    (found,) = search(index, EMBEDDER, "忻州的开工项目", 10, only=Filter(sources=("甲报",)))
    assert found.passage.article == late
    assert found.also == (early, undated)


def test_what_only_one_print_says_is_a_hit_of_its_own(tmp_path: Path) -> None:
    longer = LAID * 8
    early, late = (
        print_of("甲报", date(2022, 3, 1), longer),
        print_of("乙报", date(2022, 3, 2), longer + "吕梁也来了。"),
    )
    documents = [(early, [(0, len(longer))]), (late, [(0, len(longer)), (len(longer), len(late.text))])]
    build_standalone(tmp_path, documents, EMBEDDER, EMBEDDER.passages)
    hits = search(open_generation(tmp_path), EMBEDDER, "吕梁 忻州", 10)
    assert sorted(hit.passage.article.id for hit in hits) == sorted(["甲报", "乙报"])
    assert "吕梁也来了。" in {hit.passage.text for hit in hits}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("5600万元", "校友捐款5,600万元。"),
        ("五千六百万元", "校友捐款5,600万元。"),
        ("56 million yuan", "校友捐款5,600万元。"),
        ("3.2亿元", "工程投资三亿二千万元。"),
        ("8月6日", "水渠八月六日完工。"),
        ("August 6", "水渠八月六日完工。"),
        ("45天", "大桥限行四十五天。"),
    ],
)
def test_a_number_is_found_in_every_form(tmp_path: Path, query: str, text: str) -> None:
    texts = ["工程投资4.1亿元。", "校友捐款3,200万元。", "水渠九月七日完工。", "大桥限行五十四天。", text]
    assert search(printed(tmp_path, *texts), None, query, 1, Mode.BM25)[0].passage.text == text


@pytest.mark.parametrize("query", ["56 million yuan", "fifty-six million yuan", "5,600万元", "五千六百万元"])
@pytest.mark.parametrize("mode", [Mode.BM25, Mode.HYBRID])
def test_the_same_number_ranks_above_other_sums(tmp_path: Path, query: str, mode: Mode) -> None:
    others = [
        "The school spent 40 million yuan.",
        "Fraud of 12 million yuan.",
        "Five million yuan lost.",
        "花费600万元。",
    ]
    index = printed(tmp_path, *others, "校友捐款5600万元。")
    assert search(index, EMBEDDER, query, 1, mode)[0].passage.text == "校友捐款5600万元。"


@pytest.mark.parametrize("mode", [Mode.BM25, Mode.HYBRID])
def test_one_character_finds_the_articles_that_hold_it(tmp_path: Path, mode: Mode) -> None:
    texts = ["黄河边飞来三百只白鹤过冬。", "粮食今年丰收。", "蔺是一个姓。", "这是一只鹤。", "大学新设了专业。"]
    index = printed(tmp_path, *texts)
    assert {hit.passage.text for hit in search(index, EMBEDDER, "鹤", 2, mode)} == {texts[0], texts[3]}
    assert search(index, EMBEDDER, "蔺", 1, mode)[0].passage.text == texts[2]
    assert mode is Mode.HYBRID or search(index, EMBEDDER, "鹭", 2, mode) == []


@pytest.mark.parametrize(
    ("question", "text"), [("猪的价格", "生猪价格上涨一成。"), ("牛、羊的价格", "羊毛价格上涨一成。")]
)
def test_one_character_beside_other_words_is_found(tmp_path: Path, question: str, text: str) -> None:
    others = [f"第{n}条公路通车。" for n in range(20)]
    index = printed(tmp_path, "白菜价格上涨一成。", "生猪价格上涨一成。", "羊毛价格上涨一成。", *others)
    hits = search(index, None, question, 5, Mode.BM25)
    assert hits[0].passage.text == text
    assert hits[0].score > hits[1].score


def test_an_english_question_finds_chinese_words(tmp_path: Path) -> None:
    texts = ["高速铁路明年通车。", "粮食今年丰收。", "大学新设了专业。"]
    index = reprinted(*(print_of(f"{n}", None, text) for n, text in enumerate(texts)), folder=tmp_path)
    (hit, *_) = search(index, None, "When does the railway open?", 10, Mode.BM25)
    assert hit.passage.text == texts[0]
    assert "railway → 铁路" in hit.translations


@pytest.mark.parametrize("mode", Mode)
def test_a_text_that_is_printed_very_often_leaves_room_for_others(tmp_path: Path, mode: Mode) -> None:
    often = ["忻州高铁项目今天开工，投资十二亿元，年底完工。"] * 2 * POOL
    others = [f"{place}说忻州的高铁以后也会到那里去。" for place in ("太原", "吕梁", "阳泉", "晋中")]
    index = printed(tmp_path, *often, *others)
    hits = search(index, EMBEDDER, "忻州高铁项目开工", 3, mode)
    assert [len(hit.also) for hit in hits] == [2 * POOL - 1, 0, 0]


FORECAST = (
    "河湾气象台发布预报：8月{}日最高气温{}度，今天白天到夜间，河湾晴转多云，东南风二到三级，入夜后转为北风。"
    "市民出行请注意防晒，多补充水分，老人和儿童应减少户外活动时间，农业部门应做好抗旱准备，渡口和梨园照常开放。"
    "气象台提醒各单位检查室外设备，遇到高温及时通报，出门前请留意天气变化，车里不要放易燃的东西。"
)


def test_notices_that_differ_in_their_dates_and_figures_are_no_reprints(tmp_path: Path) -> None:
    texts = [FORECAST.format(*numbers) for numbers in ((6, 35), (7, 38), (8, 31))]
    index = printed(tmp_path, *texts)
    assert index.prints
    hits = search(index, EMBEDDER, "河湾8月7日最高气温", 3)
    assert hits[0].passage.text == texts[1]
    assert {hit.passage.text: hit.also for hit in hits} == dict.fromkeys(texts, ())


@pytest.mark.parametrize(
    ("text", "reprint"),
    [
        (f"（本报8月6日讯）{FORECAST.format(6, 35)}", FORECAST.format(6, 35).replace("8月6日", "")),
        (f"全年雨量12,500毫米。{FORECAST.format(6, 35)}", f"全年雨量12500毫米。{FORECAST.format(6, 35)}"),
    ],
)
def test_a_reprint_may_lack_a_date_and_write_a_figure_differently(tmp_path: Path, text: str, reprint: str) -> None:
    (hit,) = search(printed(tmp_path, text, reprint), EMBEDDER, "河湾最高气温", 3)
    assert (hit.passage.text, [article.text for article in hit.also]) == (text, [reprint])


def test_news_in_the_same_words_about_another_place_is_no_reprint(tmp_path: Path) -> None:
    texts = [f"{place}卫生局通报：{FORECAST.format(6, 35)}" for place in ("东岭", "西坪")]
    index = printed(tmp_path, *texts)
    assert index.prints
    first, second = search(index, EMBEDDER, "西坪卫生局的通报", 3)
    assert (first.passage.text, first.also, second.passage.text) == (texts[1], (), texts[0])
