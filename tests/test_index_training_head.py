from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

import torch
from safetensors.torch import save_file
from torch.nn.functional import normalize

from index.errors import ModelUnavailable
from index.training.data.alignment import MAX_TERMS, NULL_TERM, Aligned, aligned
from index.training.data.batches import (
    RetrievalBatches,
)
from index.training.data.sources import TrainingData
from index.training.model.codes import OWN, piece_codes, with_translations
from index.training.model.head import HeadInputs, embed_all, fitted_head
from index.training.model.student import (
    CODE_DIM,
    HEAD_FILE,
    SPECIALS,
    WORDS_SHARE,
    Encoder,
    ProjectionHead,
    Texts,
    Transformer,
    Words,
)
from tests.training_data import WARNINGS
from tests.training_start import whole

pytestmark = [*WARNINGS, pytest.mark.usefixtures("one_thread")]


def test_the_words_of_a_text_are_its_pieces_codes_added_up() -> None:
    codes = torch.tensor([[9, 9]] * SPECIALS + [[1, -1], [-1, -1], [1, 1]], dtype=torch.int8)
    words = Words(codes, torch.tensor([7.0] * SPECIALS + [2.0, 3.0, 1.0]))
    ids = torch.tensor([[2, 5, 6, 5, 3, 0, 0], [2, 7, 6, 7, 7, 7, 3], [2, 3, 0, 0, 0, 0, 0]])
    twice, four = 2 * 2 / 2**0.5, 4 * 1 / 4**0.5  # a piece that occurs n times counts sqrt(n) times its rarity
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
    found = aligned([([1], [5, 6])])  # nothing tells 5 from 6, or the word from the one that is in every text
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
    # 0.3 * English + 0.5 * likely + 0.1 * seldom: 0.7, 0.3, 0.1, -0.3. With 0.25 and 0.01 the second is negative.
    weighed = [1, 1, 1, -1]
    own = torch.tensor([english, likely, seldom], dtype=torch.int8)
    word, other = np.array([0, 0, 1, 1], np.int32), np.array([1, 2, 0, 2], np.int32)  # Chinese pieces stay as they are
    found = Aligned(word, other, np.array([0.25, 0.01, 1.0, 1.0]))
    assert OWN == 0.3
    assert with_translations(own, found, torch.tensor([False, True, True])).tolist() == [weighed, likely, seldom]


def test_the_head_shrinks_what_a_text_and_its_translation_differ_in() -> None:
    draw = torch.Generator().manual_seed(0)
    meaning, noise = torch.randn(400, 8, generator=draw), torch.randn(400, 8, generator=draw)
    meaning[:, 0] = 0  # the first number is the language, which says nothing about the meaning

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


def test_a_folder_has_no_tokenizer_before_all_else_is_saved(start: Path, data: TrainingData, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    model = whole(start, data)
    for _ in range(2):  # the second time over the files of an earlier save
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
