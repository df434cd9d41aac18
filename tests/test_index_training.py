"""The recipe of the bundled model, on a model and data small enough for a test."""

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

import torch
from safetensors.torch import load_file, save_file
from torch.nn.functional import normalize

from index.dense.onnx import OnnxEmbedder
from index.errors import ModelUnavailable, TrainingDataMissing
from index.training.data.alignment import MAX_TERMS, NULL_TERM, Aligned, aligned
from index.training.data.batches import (
    LISTED,
    MAX_PASSAGE_CHARS,
    RetrievalBatch,
    RetrievalBatches,
    SameTexts,
    windows,
    word_lists,
)
from index.training.data.examples import EXAMPLES, clipped, split_headline
from index.training.data.gloss import Glossary
from index.training.data.neighbours import side_by_side
from index.training.data.sources import Pair, TrainingData
from index.training.data.tokenizer import SPECIAL, build_tokenizer, chinese_pieces, english_pieces, english_vocabulary
from index.training.loop.evaluation import Task, evaluate, headline_task, question_tasks, score
from index.training.loop.export import export
from index.training.loop.loss import TEMPERATURE, Memory, contrastive, distillation
from index.training.loop.train import EmbedderSettings, EmbedderTrainer, train
from index.training.model.averaging import average, last_models, mean_of
from index.training.model.codes import OWN, piece_codes, with_translations
from index.training.model.head import HeadInputs, counted_rarity, embed_all, fitted_head
from index.training.model.initialisation import explained, start_table, started
from index.training.model.narrow import narrow
from index.training.model.rounding import rounded
from index.training.model.student import (
    CODE_DIM,
    HEAD_FILE,
    SPECIALS,
    WORDS_SHARE,
    Encoder,
    ProjectionHead,
    StudentEmbedder,
    Texts,
    Transformer,
    Words,
    encode,
)
from tests.training_data import write_data, write_teacher

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:pkg_resources"),
    pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning"),
    pytest.mark.filterwarnings("ignore::SyntaxWarning"),
]

MIXTURE = {"news": 2, "questions": 2, "documents": 2, "laws": 1}
SMALL = EmbedderSettings(
    steps=6,
    warmup=2,
    mixture=MIXTURE,
    pairs=6,
    passage_pairs=2,
    lists=2,
    english=2,
    memory=16,
    save_every=2,
    table_rate=1e-2,
    body_rate=1e-2,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> TrainingData:
    return TrainingData(write_data(tmp_path_factory.mktemp("training")))


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_teacher(tmp_path_factory.mktemp("teacher"))


@pytest.fixture(scope="module")
def start(data: TrainingData, teacher: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model before training, with its tokenizer."""
    folder: Path = tmp_path_factory.mktemp("start")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.training.data.tokenizer.WORDS", 300)
        chinese = chinese_pieces(data.news(), explained(data.glosses()))
        tokenizer = build_tokenizer(english_pieces(english_vocabulary(teacher)), chinese)
    tokenizer.save(str(folder / "tokenizer.json"))
    started(Texts(tokenizer), teacher, data.glosses()).save(folder / "start", folder / "tokenizer.json")
    return folder / "start"


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums in one order: equal means equal."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def trainer(start: Path, teacher: Path, settings: EmbedderSettings = SMALL) -> EmbedderTrainer:
    return EmbedderTrainer(
        Transformer.load(start), Texts.load(start), Transformer.load(teacher), Texts.load(teacher), settings
    )


def batches(data: TrainingData) -> RetrievalBatches:
    return RetrievalBatches(data, MIXTURE, SMALL.pairs, SMALL.seed, SMALL.passage_pairs, SMALL.lists)


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


def test_distillation_is_the_mean_cosine_distance() -> None:
    student, teacher = torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([[0.6, 0.8], [0.0, 1.0]])
    assert distillation(student, teacher).item() == pytest.approx((0.4 + 0.0) / 2)


def test_contrastive_is_the_cross_entropy_of_the_right_passage() -> None:
    queries, passages = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.6, 0.8], [0.8, 0.6], [0.0, 1.0]])
    loss = contrastive(queries, passages, torch.tensor([0]), torch.tensor([7, 8, 9]))
    exponents = np.exp(np.array([0.6, 0.8, 0.0]) / TEMPERATURE)
    assert loss.item() == pytest.approx(-np.log(exponents[0] / exponents.sum()), rel=1e-4)


def test_the_same_passage_is_no_negative_of_itself() -> None:
    queries, passages = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.6, 0.8], [0.6, 0.8]])
    assert contrastive(queries, passages, torch.tensor([0]), torch.tensor([7, 7])).item() == pytest.approx(0)


def test_memory_keeps_the_newest() -> None:
    memory = Memory.empty(3, 2, "cpu")
    assert len(memory.filled()[1]) == 0
    for key in range(5):
        memory.add(torch.full((1, 2), float(key)), torch.tensor([key]))
    vectors, keys = memory.filled()
    assert sorted(keys.tolist()) == [2, 3, 4]
    assert torch.equal(vectors[:, 0], keys.float())


def test_told_apart_from_what_is_kept_as_well_which_it_joins() -> None:
    memory = Memory.empty(4, 2, "cpu")
    memory.add(torch.tensor([[0.0, 1.0], [0.6, 0.8]]), torch.tensor([1, 2]))
    query, passage = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.8, 0.6]])
    loss = memory.told_apart(query, passage, torch.tensor([2]))
    exponents = np.exp(np.array([0.8, 0.0]) / TEMPERATURE)  # what has the same key is no negative
    assert loss.item() == pytest.approx(-np.log(exponents[0] / exponents.sum()), abs=1e-6)
    assert memory.filled()[1].tolist() == [1, 2, 2]


def test_the_tokenizer_keeps_english_words_and_knows_every_common_character(start: Path) -> None:
    texts = Texts.load(start)
    assert texts.tokenizer.encode("the Railway").tokens[1:-1] == ["the", "railway"]
    assert texts.tokenizer.encode("铁路建设").tokens[1:-1] == ["铁路", "建设"]
    assert "[UNK]" not in texts.tokenizer.encode("忻州霾").tokens


def test_english_pieces_lose_their_marks_and_remember_their_rows() -> None:
    assert english_pieces(["[PAD]", "the", "##ing", "ing", "中", "["]) == {"the": [1], "ing": [2, 3], "[": [5]}


def test_a_chinese_piece_starts_in_the_direction_of_its_gloss() -> None:
    rows = torch.randn(len(SPECIAL) + 3, 8, generator=torch.Generator().manual_seed(1))
    vocabulary = [*SPECIAL, "railway", "city", "tree", "铁路", "铁", "铁铁"]
    english = {"railway": [5], "city": [6], "tree": [7]}
    glosses = {"铁路": [["railway"]], "铁": [["city"], ["tree"]]}
    table = start_table(vocabulary, english, rows, range(5), glosses)
    middle = rows[5:].mean(0)
    near = normalize(table - middle, dim=1)
    assert torch.allclose(table[:8], rows)
    assert near[8] @ near[5] == pytest.approx(1, abs=1e-5)
    assert near[9] @ near[6] > near[9] @ near[7]
    assert torch.allclose(near[10], near[9], atol=1e-5), "a word without a gloss is made of its characters"


def test_encoding_gives_rows_in_the_order_of_the_texts(start: Path) -> None:
    model, ids = Transformer.load(start), [[2, 7, 3], [2, 8, 9, 10, 11, 3], [2, 7, 3], [2, 9, 3]]
    with torch.no_grad():
        together = encode(model, ids, tokens=8)
        alone = torch.cat([encode(model, [one], tokens=8) for one in ids])
    assert torch.allclose(together, alone, atol=1e-5)


def test_a_long_text_is_cut_and_still_closed(start: Path) -> None:
    (ids,) = Texts.load(start).ids(["城市" * 30], 10)
    assert (len(ids), ids[0], ids[-1]) == (10, 2, 3)


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
        assert len(pair.zh.split("、")) <= LISTED


class Stopped(Exception):
    pass


def run(start: Path, teacher: Path, data: TrainingData, folder: Path, *stops: int) -> dict[str, torch.Tensor]:
    """Train to the end, going down at each step of `stops`, each time with a new trainer; the last state."""
    given = batches(data)
    for stop in stops:
        made = trainer(start, teacher)
        made.advance = partial(_fail_at, stop, made, made.advance)  # type: ignore[method-assign]
        with pytest.raises(Stopped):
            train(made, given, folder, lambda _: None)
    train(trainer(start, teacher), given, folder, lambda _: None)
    return load_file(folder / "state.safetensors")


def _fail_at(
    stop: int, made: EmbedderTrainer, advance: Callable[[RetrievalBatch], dict[str, float]], batch: RetrievalBatch
) -> dict[str, float]:
    if made.step == stop:
        raise Stopped
    return advance(batch)


def test_a_run_that_was_stopped_ends_as_one_that_was_not(
    start: Path, teacher: Path, data: TrainingData, tmp_path: Path
) -> None:
    whole = run(start, teacher, data, tmp_path / "whole")
    stopped = run(start, teacher, data, tmp_path / "stopped", 3, 5)
    assert whole.keys() == stopped.keys()
    assert [name for name in whole if not torch.equal(whole[name], stopped[name])] == []
    assert [path.name for path in last_models(tmp_path / "whole", 9)] == [
        f"step-00000{n}.safetensors" for n in (2, 4, 6)
    ]


def test_training_lowers_the_loss_and_moves_every_part_of_the_transformer(
    start: Path, teacher: Path, data: TrainingData
) -> None:
    made, given = trainer(start, teacher, dataclasses.replace(SMALL, steps=20)), batches(data)
    before = {name: value.clone() for name, value in made.student.state_dict().items()}
    full = (
        4 * SMALL.memory // (SMALL.pairs + SMALL.passage_pairs)
    )  # from then on there are equally many to be told from
    losses = [sum(made.advance(given[0]).values()) for _ in range(full + 6)]
    assert losses[-1] < losses[full]
    after = made.student.state_dict()
    still = {name for name in before if torch.equal(before[name], after[name])}
    assert [name for name in still if "position" not in name and "token_type" not in name] == []


def test_only_rows_of_pieces_that_were_read_move(start: Path, teacher: Path, data: TrainingData) -> None:
    made = trainer(start, teacher)
    table = made.student.table
    before = table.detach().clone()
    made.advance(batches(data)[0])
    unread = made.texts.tokenizer.token_to_id("霾")
    moved = (table != before).any(1)
    assert moved.any()
    assert not moved[unread]


@pytest.mark.parametrize("round_it", [True, False])
def test_a_model_is_trained_with_its_table_rounded_where_that_is_asked(
    start: Path, teacher: Path, data: TrainingData, round_it: bool
) -> None:
    made = trainer(start, teacher, dataclasses.replace(SMALL, rounded=round_it))
    pieces = made.student.table.detach().clone()
    read = made.student.body.get_input_embeddings()(torch.arange(len(pieces))).detach()
    assert torch.allclose(read, rounded(pieces) if round_it else pieces, atol=1e-6)
    made.advance(batches(data)[0])
    assert not torch.equal(made.student.table, pieces)


def test_a_rare_piece_weighs_more_than_a_common_one(start: Path) -> None:
    texts = Texts.load(start)
    rarity = counted_rarity(texts, ["铁路建设", "铁路城市", "铁路"])
    weights = {piece: rarity[n].item() for piece, n in texts.tokenizer.get_vocab().items()}
    assert weights["城市"] == pytest.approx(np.log(4 / 2))
    assert weights["霾"] == pytest.approx(np.log(4 / 1))
    assert weights["铁路"] == pytest.approx(1e-3), "what stands in every passage says nothing"


def test_the_words_of_a_text_are_its_pieces_codes_added_up() -> None:
    codes = torch.tensor([[9, 9]] * SPECIALS + [[1, -1], [-1, -1], [1, 1]], dtype=torch.int8)
    words = Words(codes, torch.tensor([7.0] * SPECIALS + [2.0, 3.0, 1.0]))
    ids = torch.tensor([[2, 5, 6, 5, 3, 0, 0], [2, 7, 6, 7, 7, 7, 3], [2, 3, 0, 0, 0, 0, 0]])
    twice, four = 2 * 2 / 2**0.5, 4 * 1 / 4**0.5  # a piece that stands n times counts square root of n times its rarity
    right = np.array([[twice - 3, -twice - 3], [four - 3, four - 3]])
    found = words(ids)
    assert found[:2].numpy() == pytest.approx(right / np.linalg.norm(right, axis=1, keepdims=True), abs=1e-6)
    assert found[2].tolist() == [0, 0]


def test_words_count_their_share_of_a_likeness_and_what_is_said_the_rest() -> None:
    head = ProjectionHead(torch.eye(2))
    same, other = torch.tensor([[0.6, 0.8]]), torch.tensor([[0.8, -0.6]])
    both = head(torch.cat([same, same, other]), torch.cat([same, other, same]))
    assert (both @ both[0]).tolist() == pytest.approx([1, 1 - WORDS_SHARE, WORDS_SHARE])


def test_an_alignment_finds_which_word_stands_for_which() -> None:
    texts = [([1, 2], [1, 2]), ([1, 3], [1, 3]), ([2, 3], [2, 3]), ([1], [1]), ([4, 1], [1]), ([], [1]), ([1], [])]
    found = aligned(texts * 3)
    best = {w: o for w, o, p in zip(found.word, found.other, found.probability, strict=True) if p > 0.5}
    assert best == {1: 1, 2: 2, 3: 3, 4: 1}


def test_what_stands_for_one_word_alone_is_worked_out_by_hand() -> None:
    found = aligned([([1], [5, 6])])  # nothing tells 5 from 6, nor the word from the one that stands in every text
    assert found.word.tolist() == [1, 1]
    assert found.other.tolist() == [5, 6]
    assert found.probability.tolist() == pytest.approx([0.5, 0.5])


def test_the_word_of_every_text_and_texts_that_are_too_long_translate_nothing() -> None:
    most = list(range(1, MAX_TERMS + 1))
    assert NULL_TERM not in aligned([([1, 2], [1, 2]), ([1, 3], [1, 3])]).word
    assert len(aligned([(most, [1])] * MAX_TERMS).word) == MAX_TERMS
    for one, other in ([*most, MAX_TERMS + 1], [1]), ([1], [*most, MAX_TERMS + 1]):
        assert len(aligned([(one, other)] * 2 * MAX_TERMS).word) == 0
    assert len(aligned([]).word) == 0


def test_an_english_piece_has_the_code_of_what_it_is_in_chinese(start: Path, data: TrainingData) -> None:
    texts = Texts.load(start)
    made = piece_codes(texts, [pair for source in ("tatoeba", "lctt_ccbysa") for pair in data.parallel(source)])
    assert (made.shape, made.dtype) == ((texts.tokenizer.get_vocab_size(), CODE_DIM), torch.int8)
    assert set(made.flatten().tolist()) == {-1, 1}
    place = texts.tokenizer.get_vocab()

    def likeness(one: str, other: str) -> float:
        return float((made[place[one]].float() * made[place[other]].float()).mean())

    assert likeness("railway", "铁路") > 0.5
    assert abs(likeness("railway", "学生")) < 5 / CODE_DIM**0.5
    assert abs(likeness("铁路", "学生")) < 5 / CODE_DIM**0.5


def test_a_code_is_the_sign_of_its_translations_weighted_sum() -> None:
    english, likely, seldom = [1, -1, -1, 1], [1, 1, 1, -1], [-1, 1, -1, -1]
    # 0.3 * English + 0.5 * likely + 0.1 * seldom: 0.7, 0.3, 0.1, -0.3. With 0.25 and 0.01 the second would be below nought.
    weighed = [1, 1, 1, -1]
    own = torch.tensor([english, likely, seldom], dtype=torch.int8)
    word, other = np.array([0, 0, 1, 1], np.int32), np.array([1, 2, 0, 2], np.int32)  # what is Chinese stays as it is
    found = Aligned(word, other, np.array([0.25, 0.01, 1.0, 1.0]))
    assert OWN == 0.3
    assert with_translations(own, found, torch.tensor([False, True, True])).tolist() == [weighed, likely, seldom]


def test_the_head_shrinks_what_a_text_and_its_translation_differ_in() -> None:
    draw = torch.Generator().manual_seed(0)
    meaning, noise = torch.randn(400, 8, generator=draw), torch.randn(400, 8, generator=draw)
    meaning[:, 0] = 0  # the first number is the language, which says nothing of the meaning

    def said(language: float, start: int) -> torch.Tensor:
        rows = meaning + 0.3 * noise.roll(start, 0)
        rows[:, 0] = 3 * language
        return normalize(rows, dim=1)

    english, chinese = said(1, 0), said(-1, 7)
    fitted = fitted_head(HeadInputs(chinese, english, torch.arange(400), english, chinese), 8)

    def found(head: ProjectionHead) -> float:
        nothing = torch.zeros(400, 2)
        scores = head(english, nothing) @ head(chinese, nothing).T
        return float((scores.argmax(1) == torch.arange(400)).float().mean())

    assert found(fitted) > found(ProjectionHead(torch.eye(8)))


def test_the_head_keeps_the_principal_directions(start: Path, data: TrainingData) -> None:
    model, texts = Transformer.load(start), Texts.load(start)
    known = embed_all(model, texts, RetrievalBatches(data, {"news": 9, "questions": 9, "laws": 4}, 30, seed=0))
    all_ = fitted_head(known, model.dim).projection
    assert torch.allclose(fitted_head(known, 4).projection, all_[:, -4:], atol=1e-5)
    rows = torch.cat([known.passages, known.queries, known.english, known.chinese]) @ all_
    spread = (rows**2).mean(0)
    assert torch.allclose(spread, spread.sort().values, rtol=1e-4)


def whole(start: Path, data: TrainingData) -> Encoder:
    """A model of all its parts."""
    texts = Texts.load(start)
    passages = [law.body for law in data.laws()]
    words = Words(piece_codes(texts, data.parallel("tatoeba")), counted_rarity(texts, passages))
    return Encoder(
        Transformer.load(start), words, ProjectionHead(torch.randn(16, 8, generator=torch.Generator().manual_seed(0)))
    )


def test_a_folder_has_no_tokenizer_before_all_else_is_saved(start: Path, data: TrainingData, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    model = whole(start, data)
    for _ in range(2):  # over what a save before has left, too
        model.transformer.body.save_pretrained = fail
        with pytest.raises(OSError, match="no room"):
            model.save(tmp_path, start / "tokenizer.json")
        assert not (tmp_path / "tokenizer.json").exists()
        del model.transformer.body.save_pretrained
        model.save(tmp_path, start / "tokenizer.json")
        assert {path.name for path in tmp_path.iterdir()} == {
            "config.json", "model.safetensors", HEAD_FILE, "tokenizer.json",
        }  # fmt: skip


def test_a_model_is_saved_and_loaded_unchanged(start: Path, data: TrainingData, tmp_path: Path) -> None:
    model = whole(start, data)
    model.save(tmp_path, start / "tokenizer.json")
    again = Encoder.load(tmp_path).state_dict()
    assert (tmp_path / "tokenizer.json").read_bytes() == (start / "tokenizer.json").read_bytes()
    assert again.keys() == model.state_dict().keys()
    assert all(torch.equal(value, again[name]) for name, value in model.state_dict().items())


def test_a_head_of_another_version_of_the_recipe_is_one_clear_line(tmp_path: Path) -> None:
    save_file({"head.projection": torch.eye(2)}, tmp_path / HEAD_FILE)
    with pytest.raises(ModelUnavailable, match=r"head\.safetensors has no 'words\.codes': .*, run head again"):
        Encoder.load(tmp_path)


def test_an_average_is_the_mean_of_the_weights(tmp_path: Path) -> None:
    for n, value in enumerate((1.0, 2.0, 6.0)):
        save_file({"w": torch.tensor([value, -value], dtype=torch.float16)}, tmp_path / f"step-{n}.safetensors")
    assert average(last_models(tmp_path, 3))["w"].tolist() == [3.0, -3.0]
    assert average(last_models(tmp_path, 2))["w"].tolist() == [4.0, -4.0]


def test_the_mean_of_two_runs_goes_piece_by_piece(start: Path, tmp_path: Path) -> None:
    place = Texts.load(start).tokenizer.get_vocab()
    *kept, lost = sorted(place, key=place.__getitem__)
    other = Transformer.load(start)
    other.body.resize_token_embeddings(len(kept), mean_resizing=False)
    with torch.no_grad():
        for value in other.parameters():
            value.add_(2)
    english = kept[len(SPECIAL) :]
    build_tokenizer(reversed(english), {}).save(str(tmp_path / "tokenizer.json"))
    other.save(tmp_path / "other", tmp_path / "tokenizer.json")
    mean, first = mean_of([start, tmp_path / "other"]), Transformer.load(start)
    assert torch.allclose(
        mean.body.encoder.layer[0].output.dense.bias, first.body.encoder.layer[0].output.dense.bias + 1
    )
    rows, own = (model.table for model in (mean, first))
    assert torch.equal(rows[place[lost]], own[place[lost]])
    there = Texts.load(tmp_path).tokenizer.get_vocab()
    for piece in english[:3]:
        assert torch.allclose(rows[place[piece]], (own[place[piece]] + own[there[piece]] + 2) / 2)


def test_scores_worked_by_hand() -> None:
    pool = np.eye(3, dtype=np.float32)
    queries = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.8, 0.6, 0]], np.float32)
    found = score(queries, pool, [0, 0, 1])
    assert found.mrr == pytest.approx((1 + 1 + 1 / 2) / 3)
    assert found.first == pytest.approx(2 / 3)


def test_what_is_below_the_tenth_place_counts_nothing() -> None:
    pool = np.stack([np.cos(np.arange(11) / 20), np.sin(np.arange(11) / 20)], axis=1).astype(np.float32)
    query = np.array([[1, 0]], np.float32)
    assert [score(query, pool, [n]).mrr for n in (0, 9, 10)] == [pytest.approx(v) for v in (1, 1 / 10, 0)]


def test_evaluation_reads_questions_and_headlines(tmp_path: Path, start: Path) -> None:
    import gzip
    import json

    rows = [{"zh": "鐵路?", "en": "railway?", "passage": p, "passage_en": "x"} for p in ("鐵路", "城市")]
    news = [{"title": t, "body": f"{t}的正文"} for t in ("铁路", "城市", "晚间新闻", "晚间新闻")]
    for name, lines in (("small_dev", rows), ("news", news)):
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
    tasks = question_tasks(tmp_path / "small_dev.jsonl.gz")
    assert tasks["small zh-zh"] == Task(["铁路?", "铁路?"], ["铁路", "城市"], [0, 1])
    assert tasks["small en-en"].pool == ["x"]
    assert tasks["small zh-zh"].cut(1) == Task(["铁路?"], ["铁路"], [0])
    headlines = headline_task(tmp_path / "news.jsonl.gz")
    assert (len(headlines.pool), list(headlines.right)) == (4, [0, 1]), "a title that stands twice is not asked"
    assert len(headline_task(tmp_path / "news.jsonl.gz", 1).pool) == 1
    model = StudentEmbedder(Transformer.load(start), Texts.load(start))
    assert evaluate(model, {"one": tasks["small zh-zh"]})["one"].mrr == pytest.approx((1 + 1 / 2) / 2)


def cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    product: NDArray[np.float32] = (a * b).sum(1)
    return product


@pytest.mark.parametrize(("heads", "neurons"), [(2, 32), (1, 24)], ids=["whole", "narrow"])
def test_the_exported_model_agrees_with_the_trained_one_in_both_ways_of_loading(
    start: Path, data: TrainingData, tmp_path: Path, heads: int, neurons: int
) -> None:
    from sentence_transformers import SentenceTransformer

    model, texts = whole(start, data), Texts.load(start)
    narrow(model.transformer.body, texts.ids(data.news(), 40), heads, neurons)
    export(model, texts, tmp_path)
    said = [pair.zh for pair in data.parallel("tatoeba")] + [pair.en for pair in data.parallel("tatoeba")]
    said += ["铁路铁路铁路学生", ""]  # a piece that stands thrice, and none
    trained = StudentEmbedder(model, texts).passages(said)
    fast = OnnxEmbedder(tmp_path)
    assert fast.dim == 8 + CODE_DIM
    assert cosines(trained, fast.passages(said)).min() > 0.98
    words, exact = (normalize(torch.tensor(rows[:, -CODE_DIM:]), dim=1) for rows in (fast.passages(said), trained))
    assert torch.allclose(words, exact, atol=1e-5)  # nothing of them is rounded
    loaded = SentenceTransformer(str(tmp_path), trust_remote_code=True, local_files_only=True)
    assert cosines(loaded.encode(said), fast.passages(said)).min() > 0.9999
