from pathlib import Path
from random import Random

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

from hypothesis import given
from hypothesis import strategies as st

from index.errors import TrainingDataMissing
from index.training.data.batches import (
    MAX_LIST_ENTRIES,
    MAX_PASSAGE_CHARS,
    RetrievalBatches,
    SameTexts,
    windows,
    word_lists,
)
from index.training.data.examples import EXAMPLES, clipped, split_headline
from index.training.data.gloss import Glossary
from index.training.data.neighbours import side_by_side
from index.training.data.sources import Pair, TrainingData
from tests.training_data import WARNINGS
from tests.training_start import MIXTURE, SMALL, batches

pytestmark = [*WARNINGS, pytest.mark.usefixtures("one_thread")]


def test_training_data_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(TrainingDataMissing, match="--data"):
        TrainingData(tmp_path).news()


def test_texts_come_folded(data: TrainingData) -> None:
    assert data.laws()[0].title == "铁路法 第0条"


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_every_kind_gives_passages_with_queries(data: TrainingData, kind: str) -> None:
    made = EXAMPLES[kind](data, Glossary(data.glosses()), Random(0))
    assert made
    assert all(e.passage and e.queries and all(e.queries) for e in made)


def test_some_news_queries_are_taken_out_of_their_passage_and_some_stay(data: TrainingData) -> None:
    made = EXAMPLES["news"](data, Glossary({}), Random(0))
    stays = [query in e.passage for e in made for query in e.queries]
    assert 0 < sum(stays) < len(stays)


def test_a_clipped_sentence_is_words_of_it_in_a_row_from_anywhere() -> None:
    sentence = " ".join(map(str, range(20)))
    made = {clipped(sentence, Random(n)) for n in range(300)}
    assert all(f" {part} " in f" {sentence} " for part in made)
    assert {len(part.split()) for part in made} == {*range(5, 13), 20}
    assert any(part.startswith("0 ") for part in made - {sentence})
    assert any(part.endswith(" 19") for part in made - {sentence})
    assert clipped("a few words", Random(0)) == "a few words"


def test_a_question_is_glossed_word_by_word_and_names_are_spelt() -> None:
    glossary = Glossary({"铁路": ["railway", "railroad"], "经过": ["to pass through"], "张": ["surname zhang"]})
    assert glossary.gloss("铁路经过忻州?", 1.0, Random(1)) in {
        "railway pass through xinzhou ?",
        "railroad pass through xinzhou ?",
    }
    assert glossary.gloss("铁路经过忻州?", 0.0, Random(1)) == "铁路经过忻州?"


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        ("原标题:某市举行首届秋季农产品展销会某市举行首届秋季农产品展销会 近日,该市…", "某市举行首届秋季农产品展销会", "某市举行首届秋季农产品展销会 近日,该市…"),
        ("原标题:列车旅客突发疾病 同车军医救援    五日上午,列车上传来广播。", "列车旅客突发疾病 同车军医救援", "五日上午,列车上传来广播。"),
        ("原标题:没有分界的一段话接着就是正文", "", "没有分界的一段话接着就是正文"),
        ("近日,该市举行展销会。", "", "近日,该市举行展销会。"),
    ],
)  # fmt: skip
def test_a_headline_ends_where_it_is_repeated_or_at_a_gap(text: str, headline: str, body: str) -> None:
    assert split_headline(text) == (headline, body)


@given(st.lists(st.sampled_from(["甲乙丙丁", "甲乙丙戊", "子丑寅卯", "子丑寅辰", "天地玄黄"]), max_size=20))
def test_neighbours_are_an_order_of_all_items(texts: list[str]) -> None:
    items = list(enumerate(texts))
    assert sorted(side_by_side(items, lambda item: item[1], Random(0))) == items


def test_neighbours_share_words() -> None:
    order = side_by_side(["甲乙丙丁", "子丑寅卯", "甲乙丙戊", "子丑寅辰"], lambda t: t, Random(0))
    assert {order[0][0], order[1][0]} in ({"甲"}, {"子"})


def test_a_batch_follows_from_its_number(data: TrainingData) -> None:
    first, second = batches(data), batches(data)
    assert [first[n] for n in (5, 0)] == [second[n] for n in (5, 0)]
    assert first[0].pairs != first[1].pairs
    assert len(first[0].pairs) == SMALL.pairs + SMALL.passage_pairs + SMALL.lists
    assert len(set(first[0].pair_keys)) == len({pair.en for pair in first[0].pairs})


def test_every_text_of_a_step_once_as_its_own_translation(data: TrainingData) -> None:
    read, usual = SameTexts(data, MIXTURE, 6, 0, 2, 2)[1], RetrievalBatches(data, MIXTURE, 6, 0, 2, 2)[1]
    said = {text for pair in usual.pairs for text in (pair.zh, pair.en)}
    said |= {text for example in usual.examples for text in (example.passage, *example.queries)}
    assert sorted(pair.zh for pair in read.pairs) == sorted(said)
    assert all(pair.en == pair.zh for pair in read.pairs)
    assert len(set(read.pair_keys)) == len(read.pairs)
    assert not read.examples


def test_translated_passages_are_neighbouring_sentences_up_to_a_length() -> None:
    pairs = [Pair(f"{n:03} " + "x" * 296, f"第{n}句。") for n in range(40)]
    made = windows(pairs, Random(0))
    starts = [int(pair.en[:3]) for pair in made]
    assert starts == sorted(starts)
    for start, pair in zip(starts, made, strict=True):
        sentences = pair.zh.split("。")[:-1]
        assert sentences == [f"第{start + i}句" for i in range(len(sentences))]
        assert 2 <= len(sentences) <= 3 == MAX_PASSAGE_CHARS // 300
        assert len(pair.en) <= MAX_PASSAGE_CHARS


def test_lists_hold_every_word_of_the_dictionary_once(data: TrainingData) -> None:
    made = word_lists(data, Random(0))
    words = [word for pair in made for word in pair.zh.split("、")]
    assert sorted(words) == sorted(data.glosses())
    for pair in made:
        assert pair.en.split(", ") == [data.glosses()[word][0] for word in pair.zh.split("、")]
        assert len(pair.zh.split("、")) <= MAX_LIST_ENTRIES
