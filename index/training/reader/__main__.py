"""The reader's recipe, one command per step: `python -m index.training.reader all --data DATA`."""

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from index.training.commands import made, run_app, say

if TYPE_CHECKING:
    from index.training.reader.data.examples import ReadingExample
    from index.training.reader.model.reader_model import ReaderModel

app = typer.Typer(
    help="Train the bundled reader.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
Data = Annotated[Path, typer.Option(help="Folder of the training data.")]
Work = Annotated[Path, typer.Option(help="Folder for the results of all steps.")]
WORK = Path("work/reader")
NEWS = 10_000
"""News articles that questions are generated from."""
ENGLISH = 0.22
"""Share of Chinese questions that are glossed in English."""
SEED = 1
MISLEADING, TEXTS = 6_000, 4_500
"""Written questions for which a misleading window is sought, and news articles in which it is sought."""
AVERAGED = 3
"""Checkpoints whose mean is exported."""


@app.command()
def start(data: Data, work: Work = WORK) -> None:
    """Write the tokenizer and the untrained trunk: WORK/start."""
    from index.training.data.sources import TrainingData
    from index.training.reader.model.e5_file import bundled_file, read_e5
    from index.training.reader.model.trunk import save_trunk

    say(f"{save_trunk(TrainingData(data), read_e5(bundled_file()), work / 'start')} pieces")


@app.command()
def resume(
    work: Work = WORK,
    reader: Annotated[Path | None, typer.Option(help="Folder of an exported reader. Default: the bundled one.")] = None,
) -> None:
    """Convert an exported reader back to float, for more training: WORK/start."""
    from index.reading.onnx import MODEL
    from index.training.reader.model.bundled import save_exported

    save_exported(reader or MODEL, work / "start")


@app.command()
def examples(
    data: Data,
    work: Work = WORK,
    others: Annotated[
        int | None,
        typer.Option(
            help="How many examples are kept besides those of what was written; after `resume`, most are known. Default: all."
        ),
    ] = None,
) -> None:
    """Generate questions and statements with windows: WORK/examples.jsonl.gz."""
    from collections import Counter

    from index.training.reader.data.examples import save_examples

    found = _examples(data, others)
    work.mkdir(parents=True, exist_ok=True)
    save_examples(found, work / "examples.jsonl.gz")
    say(json.dumps(Counter(example.kind for example in found)))


@app.command()
def train(
    work: Work = WORK,
    seconds: Annotated[float | None, typer.Option(help="Training time over all calls.")] = None,
    rate: Annotated[float, typer.Option(help="Factor of the learning rates; use less than 1 after `resume`.")] = 1,
) -> None:
    """Train: WORK/run. An interrupted run resumes from its last checkpoint."""
    import dataclasses

    import torch
    from tokenizers import Tokenizer

    from index.training.reader.data.examples import load_examples
    from index.training.reader.loop.train import ReaderBatches, ReaderSettings, ReaderTrainer
    from index.training.reader.loop.train import train as run
    from index.training.reader.model.reader_model import load_start

    usual = ReaderSettings()
    settings = dataclasses.replace(
        usual, seconds=seconds or usual.seconds, body_rate=rate * usual.body_rate, head_rate=rate * usual.head_rate
    )
    tokenizer = Tokenizer.from_file(str(made(work / "start" / "tokenizer.json", "the step start")))
    known = list(load_examples(made(work / "examples.jsonl.gz", "the step examples")))
    torch.manual_seed(settings.seed)
    model = load_start(work / "start")
    model.train()
    model.freeze()
    run(ReaderTrainer(model, settings), ReaderBatches(tokenizer, known, settings), work / "run", say)


@app.command()
def export(
    to: Annotated[Path, typer.Argument(help="Folder for model.onnx, tokenizer.json and config.json.")],
    work: Work = WORK,
    average: Annotated[int, typer.Option(help="Number of last checkpoints to average.")] = AVERAGED,
    keep: Annotated[float, typer.Option(help="Share (0 to 1) of the weights that the run started from.")] = 0.0,
) -> None:
    """Export the trained reader in int8."""
    from index.training.reader.model.export import export as write

    say(f"{write(_trained(work, average, keep), work / 'start' / 'tokenizer.json', to)} bytes")


@app.command()
def evaluate(
    sets: Annotated[Path, typer.Argument(help="Folder of the evaluation sets.")],
    model: Annotated[str, typer.Option(help="Folder of an exported reader, or the name of any reader.")] = "bundled",
    most: Annotated[int | None, typer.Option(help="How many questions of each set. Default: all.")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Also on the written questions held out, about these texts.")
    ] = None,
) -> None:
    """Measure how often the right sentence ranks first, the spans, and how well unanswerable questions are detected."""
    from dataclasses import asdict
    from itertools import product

    from corpus.text.script import is_han
    from index.reading.base import load_reader
    from index.reading.onnx import OnnxReader
    from index.training.reader.data.written import QUESTIONS, STATEMENTS, read_written
    from index.training.reader.loop.evaluate import (
        SETS,
        measure_passages,
        measure_questions,
        measure_rgb,
        measure_statements,
        read_rows,
    )

    reader = OnnxReader(Path(model)) if (Path(model) / "model.onnx").is_file() else load_reader(model)
    for name, language in SETS:
        figures = measure_passages(reader, read_rows(sets / f"{name}.jsonl.gz", most), language)
        say(json.dumps({"set": name, "language": language, **asdict(figures)}))
    say(json.dumps({"set": "rgb_dev", **measure_rgb(reader, read_rows(sets / "rgb_dev.jsonl.gz", most))}))
    if data is None:
        return
    questions, statements = (
        [passage for passage in read_written(data, file) if passage.held_out] for file in (QUESTIONS, STATEMENTS)
    )
    for language in ("zh", "en"):
        told = measure_questions(reader, questions, chinese=language == "zh")
        say(json.dumps({"set": QUESTIONS.stem, "language": language, **told}))
    for about, language in product(("zh", "en"), repeat=2):
        passages = [passage for passage in statements if is_han(passage.text) == (about == "zh")]
        if passages:
            told = measure_statements(reader, passages, chinese=language == "zh")
            say(json.dumps({"set": STATEMENTS.stem, "language": language, "about": about, **told}))


@app.command()
def held_out(
    to: Annotated[Path, typer.Argument(help="File to write, as JSONL.")],
    data: Data,
) -> None:
    """Write the held-out written questions to a question file, for `qa.evaluation`."""
    from index.training.reader.data.written import QUESTIONS, as_rows, read_written

    passages = [passage for passage in read_written(data, QUESTIONS) if passage.held_out]
    to.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in as_rows(passages)), "utf-8")


@app.command(name="all")
def every_step(data: Data, work: Work = WORK) -> None:
    """Run every step that has no result yet, up to WORK/model."""
    if not (work / "start" / "tokenizer.json").is_file():
        start(data, work)
    if not (work / "examples.jsonl.gz").is_file():
        examples(data, work)
    train(work)
    export(work / "model", work, AVERAGED, 0.0)


def _examples(data: Path, others: int | None = None) -> "list[ReadingExample]":
    from index.dense.embedders import load_embedder
    from index.reading.base import load_reader
    from index.training.data.gloss import Glossary
    from index.training.data.sources import TrainingData
    from index.training.reader.data.across import across_examples
    from index.training.reader.data.misleading import misleading_windows
    from index.training.reader.data.news import news_examples
    from index.training.reader.data.questions import question_examples, read_passages
    from index.training.reader.data.switched import switched
    from index.training.reader.data.verbatim import verbatim_windows
    from index.training.reader.data.written import (
        QUESTIONS,
        STATEMENTS,
        question_windows,
        read_written,
        statement_windows,
    )

    known = TrainingData(data)
    random = Random(SEED)
    news = known.news()
    random.shuffle(news)
    glossary = Glossary(known.glosses())
    chinese = [*news_examples(news[:NEWS], random), *question_examples(read_passages(data), random)]
    found = [switched(e, glossary, random) if random.random() < ENGLISH else e for e in chinese]
    found += across_examples(known, random)
    random.shuffle(found)
    found = found[:others]
    questions, statements = (read_written(data, file) for file in (QUESTIONS, STATEMENTS))
    found += question_windows(questions, random)
    found += statement_windows(statements, random)
    found += verbatim_windows([*questions, *statements], random)
    found += misleading_windows(questions, news[:TEXTS], load_embedder("bundled"), load_reader(), random, MISLEADING)
    random.shuffle(found)
    return found


def _trained(work: Path, average: int, keep: float) -> "ReaderModel":
    from index.training.reader.loop.train import averaged, mixed
    from index.training.reader.model.reader_model import load_start

    made(work / "run" / "state.safetensors", "the step train")
    model = load_start(work / "start")
    model.load_state_dict(mixed(model.state_dict(), averaged(work / "run", average), keep))
    return model.eval()


if __name__ == "__main__":
    run_app(app)
