"""The recipe of the reader, a command a step: `python -m index.training.reader all --data DATA`."""

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from index.training.commands import made, run_app, say

if TYPE_CHECKING:
    from index.training.reader.examples import ReadingExample
    from index.training.reader.model import ReaderModel

app = typer.Typer(
    help="Train the bundled reader.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
Data = Annotated[Path, typer.Option(help="Folder of the training data.")]
Work = Annotated[Path, typer.Option(help="Folder of what the steps make.")]
WORK = Path("work/reader")
NEWS = 10_000
"""News articles that questions are made from."""
ENGLISH = 0.22
"""How often a Chinese question is put into English words."""
SEED = 1
AVERAGED = 3
"""Models of a run whose mean is exported."""


@app.command()
def start(data: Data, work: Work = WORK) -> None:
    """Tokenizer and trunk before training: WORK/start."""
    from index.training.data.sources import TrainingData
    from index.training.reader.e5_file import bundled_file, read_e5
    from index.training.reader.trunk import save_trunk

    say(f"{save_trunk(TrainingData(data), read_e5(bundled_file()), work / 'start')} pieces")


@app.command()
def resume(
    work: Work = WORK,
    reader: Annotated[Path | None, typer.Option(help="Folder of an exported reader. Default: the bundled one.")] = None,
) -> None:
    """An exported reader in float, to be trained further: WORK/start."""
    from index.reading.onnx import MODEL
    from index.training.reader.bundled import save_exported

    save_exported(reader or MODEL, work / "start")


@app.command()
def examples(data: Data, work: Work = WORK) -> None:
    """Questions with windows: WORK/examples.jsonl.gz."""
    from collections import Counter

    from index.training.reader.examples import save_examples

    found = _examples(data)
    work.mkdir(parents=True, exist_ok=True)
    save_examples(found, work / "examples.jsonl.gz")
    say(json.dumps(Counter(example.kind for example in found)))


@app.command()
def train(
    work: Work = WORK,
    seconds: Annotated[float | None, typer.Option(help="Time to train, in all calls.")] = None,
    rate: Annotated[
        float, typer.Option(help="Share of the learning rates: less for a reader that is trained further.")
    ] = 1,
) -> None:
    """WORK/run/state.safetensors. A run that was stopped goes on from its last checkpoint."""
    import dataclasses

    import torch
    from tokenizers import Tokenizer

    from index.training.reader.examples import load_examples
    from index.training.reader.model import load_start
    from index.training.reader.train import ReaderBatches, ReaderSettings, ReaderTrainer
    from index.training.reader.train import train as run

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
    average: Annotated[int, typer.Option(help="Of how many of the last models the result is the mean.")] = AVERAGED,
    keep: Annotated[float, typer.Option(help="Share (0 to 1) of the weights that the run began with.")] = 0.0,
) -> None:
    """The trained reader in int8."""
    from index.training.reader.export import export as write

    say(f"{write(_trained(work, average, keep), work / 'start' / 'tokenizer.json', to)} bytes")


@app.command()
def evaluate(
    sets: Annotated[Path, typer.Argument(help="Folder of the evaluation sets.")],
    model: Annotated[str, typer.Option(help="Folder of an exported reader, or the name of any reader.")] = "bundled",
    most: Annotated[int | None, typer.Option(help="How many questions of each set. Default: all.")] = None,
) -> None:
    """The right sentence first, spans, and answerable told from not."""
    from dataclasses import asdict

    from index.reading.base import load_reader
    from index.reading.onnx import OnnxReader
    from index.training.reader.evaluate import SETS, measure_passages, measure_rgb, read_rows

    reader = OnnxReader(Path(model)) if (Path(model) / "model.onnx").is_file() else load_reader(model)
    for name, language in SETS:
        figures = measure_passages(reader, read_rows(sets / f"{name}.jsonl.gz", most), language)
        say(json.dumps({"set": name, "language": language, **asdict(figures)}))
    say(json.dumps({"set": "rgb_dev", **measure_rgb(reader, read_rows(sets / "rgb_dev.jsonl.gz", most))}))


@app.command(name="all")
def every_step(data: Data, work: Work = WORK) -> None:
    """From the data to WORK/model; what a step has made is not made again."""
    if not (work / "start" / "tokenizer.json").is_file():
        start(data, work)
    if not (work / "examples.jsonl.gz").is_file():
        examples(data, work)
    train(work)
    export(work / "model", work, AVERAGED, 0.0)


def _examples(data: Path) -> "list[ReadingExample]":
    from index.training.data.gloss import Glossary
    from index.training.data.sources import TrainingData
    from index.training.reader.across import across_examples
    from index.training.reader.news import news_examples
    from index.training.reader.questions import question_examples, read_passages
    from index.training.reader.switched import switched

    known = TrainingData(data)
    random = Random(SEED)
    news = known.news()
    random.shuffle(news)
    glossary = Glossary(known.glosses())
    chinese = [*news_examples(news[:NEWS], random), *question_examples(read_passages(data), random)]
    found = [switched(e, glossary, random) if random.random() < ENGLISH else e for e in chinese]
    found += across_examples(known, random)
    random.shuffle(found)
    return found


def _trained(work: Path, average: int, keep: float) -> "ReaderModel":
    from index.training.reader.model import load_start
    from index.training.reader.train import averaged, mixed

    made(work / "run" / "state.safetensors", "the step train")
    model = load_start(work / "start")
    model.load_state_dict(mixed(model.state_dict(), averaged(work / "run", average), keep))
    return model.eval()


if __name__ == "__main__":
    run_app(app)
