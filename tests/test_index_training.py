"""The training recipe of the bundled model, with a model and data small enough for a test."""

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch.nn.functional import normalize

from index.dense.onnx import OnnxEmbedder
from index.training.data.batches import (
    RetrievalBatch,
)
from index.training.data.sources import TrainingData
from index.training.data.tokenizer import SPECIAL, build_tokenizer, english_pieces
from index.training.loop.export import export
from index.training.loop.loss import TEMPERATURE, Memory, contrastive, distillation
from index.training.loop.train import EmbedderSettings, EmbedderTrainer, train
from index.training.model.averaging import average, last_models, mean_of
from index.training.model.head import counted_rarity
from index.training.model.initialisation import start_table
from index.training.model.narrow import narrow
from index.training.model.rounding import rounded
from index.training.model.student import (
    CODE_DIM,
    StudentEmbedder,
    Texts,
    Transformer,
    encode,
)
from tests.training_data import WARNINGS
from tests.training_start import SMALL, batches, whole

pytestmark = [*WARNINGS, pytest.mark.usefixtures("one_thread")]


def trainer(start: Path, teacher: Path, settings: EmbedderSettings = SMALL) -> EmbedderTrainer:
    return EmbedderTrainer(
        Transformer.load(start), Texts.load(start), Transformer.load(teacher), Texts.load(teacher), settings
    )


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
    exponents = np.exp(np.array([0.8, 0.0]) / TEMPERATURE)  # an entry with the same key is not a negative
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


class Stopped(Exception):
    pass


def run(start: Path, teacher: Path, data: TrainingData, folder: Path, *stops: int) -> dict[str, torch.Tensor]:
    """Train to the end, stopping at each step of `stops` and going on with a new trainer; returns the final state."""
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
    )  # the memory is full from then on: the number of negatives is constant
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
    said += ["铁路铁路铁路学生", ""]  # a piece that occurs three times, and an empty text
    trained = StudentEmbedder(model, texts).passages(said)
    fast = OnnxEmbedder(tmp_path)
    assert fast.dim == 8 + CODE_DIM
    assert cosines(trained, fast.passages(said)).min() > 0.98
    words, exact = (normalize(torch.tensor(rows[:, -CODE_DIM:]), dim=1) for rows in (fast.passages(said), trained))
    assert torch.allclose(words, exact, atol=1e-5)  # these are not rounded
    loaded = SentenceTransformer(str(tmp_path), trust_remote_code=True, local_files_only=True)
    assert cosines(loaded.encode(said), fast.passages(said)).min() > 0.9999
