"""The recipe's commands: what each makes from the results of the one before, and how training is resumed."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

import torch
from typer.testing import CliRunner, Result

from index.dense.onnx import OnnxEmbedder
from index.errors import ModelMismatch, TrainingDataMissing
from index.training import stages
from index.training.__main__ import app
from index.training.data.tokenizer import SPECIAL, build_tokenizer
from index.training.model.averaging import average, last_models
from index.training.model.rounding import rounded
from index.training.model.student import CODE_DIM, Texts, Transformer
from tests.training_data import LATIN, WARNINGS, WORDS, write_data, write_teacher

pytestmark = WARNINGS


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Limit training to two steps, and narrow the layers to less than the test teacher has."""
    few = {name: dataclasses.replace(stage, steps=2) for name, stage in stages.STAGES.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.training.data.tokenizer.WORDS", 300)
        patch.setattr(stages, "STAGES", few)
        patch.setattr(stages, "NARROWING", dataclasses.replace(stages.NARROWING, steps=2))
        for name, value in (("HEADS", 1), ("NEURONS", 24), ("FITTED_ON", 2)):
            patch.setattr(stages, name, value)
        yield


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that name the training data and the teacher."""
    data, teacher = write_data(tmp_path_factory.mktemp("data")), write_teacher(tmp_path_factory.mktemp("teacher"))
    return ["--data", str(data), "--teacher", str(teacher)]


def options(stage: list[str], given: list[str]) -> list[str]:
    """Those of the given options that a command takes."""
    data = given[:2]
    return {"narrow": data, "head": data, "export": [], "mean": [], "exchange": []}.get(stage[0], given)


def command(*arguments: str | Path, work: Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--work", str(work)])


def done(*arguments: str | Path, work: Path) -> str:
    """The output of a command that must succeed."""
    ended = command(*arguments, work=work)
    assert ended.exit_code == 0, (arguments, ended.output, ended.exception)
    return ended.stdout


@pytest.fixture(scope="module")
def made(given: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command has run."""
    work: Path = tmp_path_factory.mktemp("work")
    for one in (["tokenizer"], ["start"], ["train", "distil"], ["train", "retrieve"], ["narrow"], ["head"], ["export"]):
        done(*one, *options(one, given), work=work)
    return work


@pytest.fixture
def work(made: Path, tmp_path: Path) -> Path:
    """A copy of that folder, for tests to change."""
    return Path(shutil.copytree(made, tmp_path / "work"))


def test_every_command_makes_what_the_next_one_needs(made: Path) -> None:
    assert OnnxEmbedder(made / "export").query("铁路").shape == (1, 16 + CODE_DIM)
    wide, narrow = (Transformer.load(made / step / "model").body.encoder.layer[0] for step in ("retrieve", "narrow"))
    assert [layer.attention.self.key.out_features for layer in (wide, narrow)] == [16, 8]
    assert [layer.intermediate.dense.out_features for layer in (wide, narrow)] == [32, 24]
    assert set(WORDS.values()) <= set(LATIN)


def test_the_narrowed_model_has_the_table_that_the_graph_will_hold(made: Path) -> None:
    (trained,) = (rows for name, rows in average(last_models(made / "narrow", 1)).items() if "word_embeddings" in name)
    assert torch.equal(Transformer.load(made / "narrow" / "model").table, rounded(trained))


def test_all_makes_what_is_not_there_and_goes_on_where_it_was_stopped(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("index.training.model.head.fitted_head", None)
        stopped = command("all", *given, work=tmp_path)
    assert isinstance(stopped.exception, TypeError)
    assert [line for line in done("all", *given, work=tmp_path).splitlines() if line.startswith("making")] == [
        f"making {tmp_path / 'head' / 'tokenizer.json'}",
        f"making {tmp_path / 'export' / 'model.onnx'}",
    ]
    assert done("all", *given, work=tmp_path) == ""


@pytest.mark.parametrize("stage", [["train", "retrieve"], ["narrow"]])
def test_a_training_goes_on_from_its_last_step(given: list[str], work: Path, stage: list[str]) -> None:
    folder = work / stage[-1]
    before = Transformer.load(folder / "model")
    assert "going on at step 2" in done(*stage, *options(stage, given), "--steps", "3", work=work)
    assert [path.stem for path in sorted(folder.glob("step-*"))] == ["step-000002", "step-000003"]
    assert not torch.equal(Transformer.load(folder / "model").table, before.table)


@pytest.mark.parametrize("stage", [["train", "retrieve"], ["narrow"]])
def test_a_training_does_not_go_on_with_another_model(given: list[str], work: Path, stage: list[str]) -> None:
    ended = command(*stage, *options(stage, given), "--begin", work / "start", work=work)
    assert isinstance(ended.exception, ModelMismatch)
    assert str(ended.exception) == (
        f"{work / stage[-1]} began with another model than {work / 'start'}: "
        "remove it, or name another folder with --work"
    )


@pytest.mark.parametrize("stage", [["train", "distil"], ["narrow"], ["head"], ["export"], ["mean"], ["exchange"]])
def test_a_model_that_is_not_there_or_not_whole_is_one_clear_line(
    given: list[str], work: Path, stage: list[str]
) -> None:
    (work / "retrieve" / "model" / "tokenizer.json").unlink()
    named = {"export": ["--model"], "mean": [], "exchange": []}.get(stage[0], ["--begin"])
    for folder in (work / "retrive", work / "retrieve" / "model"):
        ended = command(*stage, *options(stage, given), *named, folder, work=work)
        assert isinstance(ended.exception, TrainingDataMissing)
        assert str(ended.exception).startswith(f"{folder / 'tokenizer.json'} is not there: run ")


def test_mean_writes_a_model_to_go_on_from(made: Path, tmp_path: Path) -> None:
    start = made / "start"
    done("mean", start, start, work=tmp_path)
    mean, own = (Transformer.load(folder).state_dict() for folder in (tmp_path / "mean", start))
    assert all(torch.allclose(value, own[name]) for name, value in mean.items())
    assert (tmp_path / "mean" / "tokenizer.json").read_bytes() == (start / "tokenizer.json").read_bytes()
    missing = command("mean", start, tmp_path / "none", work=tmp_path)
    assert isinstance(missing.exception, TrainingDataMissing)
    done("mean", tmp_path / "mean", start, work=tmp_path)  # overwrites a model that it also reads


def test_exchange_gives_a_trained_model_other_pieces(made: Path, tmp_path: Path) -> None:
    start = made / "start"
    place = Texts.load(start).tokenizer.get_vocab()
    *kept, lost = sorted(place, key=place.__getitem__)
    trained = Transformer.load(start)
    trained.with_table(trained.table.detach()[: len(kept)] + 1)
    begun = Transformer.load(start).table.detach()
    build_tokenizer(kept[len(SPECIAL) :], {}).save(str(tmp_path / "tokenizer.json"))
    trained.save(tmp_path / "trained", tmp_path / "tokenizer.json")
    shutil.copytree(start, tmp_path / "start")
    done("exchange", tmp_path / "trained", work=tmp_path)
    model = Transformer.load(tmp_path / "exchange")
    assert torch.equal(model.table[: len(kept)], trained.table)
    assert torch.allclose(model.table[place[lost]], begun[place[lost]] + 1, atol=0.1)
    body = model.body.encoder.state_dict()
    assert all(torch.equal(value, body[name]) for name, value in trained.body.encoder.state_dict().items())
    assert (tmp_path / "exchange" / "tokenizer.json").read_bytes() == (start / "tokenizer.json").read_bytes()
