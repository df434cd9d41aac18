"""`python -m tests.bench COMMAND`: run a benchmark and print its results as Markdown tables."""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from index.dense.embedders import load_embedder
from tests.bench import (
    answers,
    api,
    claims,
    conditions,
    embedding,
    engine,
    lexical,
    passages,
    prepared,
    systems,
    terms,
    vectors,
    yes_no,
)
from tests.bench.apart import Figures, apart, middle
from tests.bench.table import shown, table

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Articles = Annotated[Path | None, typer.Option(help="A folder of articles to measure on; else passages are made.")]
ModelFolder = Annotated[
    Path | None, typer.Option(help="The bundled model as a sentence-transformers folder, for its fp32 speed.")
]
Numbers = Annotated[str, typer.Option(help="With commas between them.")]
Names = Annotated[str, typer.Option(help="With commas between them; all by default.")]
SHARED = Path(__file__).parents[3] / "shared"
QUICK = 100
"""Questions from each set with --quick."""
WARM = 16
"""Passages that each system indexes before the measurement starts."""
ENGINES, SYSTEMS, STORES = (",".join(names) for names in (lexical.ENGINES, systems.SYSTEMS, vectors.STORES))


@app.command("answers")
def measure_answers(
    shared: Annotated[Path, typer.Option(help="The folder of articles and question sets.")] = SHARED,
    only: Annotated[str, typer.Option(help="Sets, with commas between them.")] = ",".join(answers.SETS),
    without: Annotated[str, typer.Option(help="Parts to switch off one by one, with commas, or all.")] = "",
    count: Annotated[int | None, typer.Option(help="Questions drawn from each set; all by default.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help=f"{QUICK} questions of each set.")] = False,
    details: Annotated[Path | None, typer.Option(help="Write every question and its answer here, as JSONL.")] = None,
) -> None:
    """Measure answers, citations and refusals on every question set."""
    parts = list(answers.PARTS) if without == "all" else [part for part in without.split(",") if part]
    measured = []
    for found in answers.measure(only.split(","), shared, QUICK if quick else count, parts):
        measured.append(found)
        for row in answers.rows(found):  # keeps finished results if the run is interrupted
            print(*map(shown, row), sep="\t", file=sys.stderr)
    print(table(answers.HEAD, [row for found in measured for row in answers.rows(found)]))
    if details:
        answers.write_details(details, measured)


@app.command("claims")
def measure_claims() -> None:
    """Count the true and the false sentences of a language model that are struck; nothing was tuned on them."""
    print(table(("Sentences", "Written", "Struck", "Passed"), claims.measure()))


@app.command("conditions")
def measure_conditions(
    data: Annotated[Path, typer.Option(help="The folder of training data.")] = SHARED / "training",
    count: Annotated[int, typer.Option(help="Passages.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Which passages.")] = 0,
) -> None:
    """Count the right sentences that the conditions of an answer hold against, and the near misses."""
    print(table(conditions.HEAD, conditions.measure(data, count, seed)))


@app.command("yes-no")
def measure_verdicts(
    file: Annotated[Path, typer.Argument(help="Articles with questions and answers.")] = yes_no.QUESTIONS,
) -> None:
    """Count right, wrong and missing verdicts on yes/no questions."""
    with tempfile.TemporaryDirectory() as folder:
        print(table(yes_no.HEAD, yes_no.rows(list(yes_no.measure(Path(folder), file)))))


@app.command("terms")
def compare_terms(files: list[Path]) -> None:
    """Compare bigrams, words and both under BM25: MRR@10 on question files in the format of `qa eval`."""
    print(terms.compare(files))


@app.command("lexical")
def compare_lexical(
    sizes: Numbers = "10000,100000",
    articles: Articles = None,
    engines: Names = ENGINES,
    queries: int = 200,
    repeats: int = 3,
) -> None:
    """Compare BM25 engines: speed, memory and size."""
    names = engines.split(",")
    rows = []
    for size in map(int, sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), size, articles, queries)
            lexical.write_terms(Path(folder))
            built = {name: apart(lexical.build, name, folder, size) for name in names}
            asked = _in_turns(names, repeats, lambda name, at=folder: apart(lexical.ask, name, at, queries))
            rows += [lexical.row(size, name, built[name], asked[name]) for name in names]
    print(table(lexical.HEAD, rows))


@app.command("systems")
def compare_systems(
    sizes: Numbers = "1000,10000,100000",
    articles: Articles = None,
    model_folder: ModelFolder = None,
    model: Annotated[str, typer.Option(help="The embedder of ours, for each system.")] = "bundled",
    embedded: Annotated[int, typer.Option(help="Up to so many passages are embedded; more are given vectors.")] = 1000,
    only: Names = SYSTEMS,
    queries: int = 100,
    repeats: int = 3,
) -> None:
    """Compare indexing and searching with LangChain with FAISS, and txtai."""
    rows = []
    dim = load_embedder(model).dim
    with tempfile.TemporaryDirectory() as place:
        models = [model, *(_full_precision(model_folder, Path(place, "sentence-transformers")))]
        pairs = [(s, m) for s in only.split(",") for m in (models[:1] if s == systems.OURS else models)]
        for size in map(int, sizes.split(",")):
            folder = Path(place, str(size))
            _write(folder, size, articles, queries)
            _write(folder / "warm", WARM, articles, 1)
            if size > embedded:
                prepared.write_vectors(folder, size, dim)
                prepared.write_vectors(folder / "warm", WARM, dim)
            built = {pair: apart(systems.build, *pair, str(folder), size) for pair in pairs}
            asked = _in_turns(pairs, repeats, lambda pair, at=str(folder): apart(systems.ask, *pair, at, queries))
            rows += [row for pair in pairs for row in systems.rows(size, *pair, built[pair], asked[pair])]
            print(table(systems.HEAD, rows), flush=True)


@app.command("engine")
def compare_engine(
    home: Annotated[Path, typer.Argument(help="An index in files, of news/xinwenlianbo.jsonl.gz.")],
    shared: Annotated[Path, typer.Option(help="The folder of articles and question sets.")] = SHARED,
    count: Annotated[int, typer.Option(help="Questions of each kind.")] = 100,
) -> None:
    """Compare the index in files with the same index in Qdrant's core, in process: results, speed and size."""
    with tempfile.TemporaryDirectory() as place:
        asked = engine.questions(
            shared / "news" / "xinwenlianbo.jsonl.gz", shared / "eval" / "xquad_dev.jsonl.gz", Path(place), count
        )
        rows, sizes = engine.compare(home, Path(place), asked)
    print(table(engine.HEAD, rows), table(engine.SIZE_HEAD, [sizes]), sep="\n\n")


@app.command("api")
def measure_api(
    home: Annotated[Path, typer.Argument(help="A home with an index.")],
    count: Annotated[int, typer.Option(help="Questions.")] = 200,
) -> None:
    """Compare a search over HTTP with the same search in Python."""
    print(table(api.HEAD, [api.measure(home, count)]))


@app.command("vectors")
def compare_vectors(
    count: int = 1_000_000, dim: int = 512, only: Names = STORES, queries: int = 100, repeats: int = 3
) -> None:
    """Compare vector search alone, on generated vectors."""
    names = only.split(",")
    asked = _in_turns(names, repeats, lambda name: apart(vectors.measure, name, count, dim, queries))
    print(table(vectors.HEAD, [vectors.row(count, name, asked[name]) for name in names]))


@app.command("embedding")
def compare_embedding(
    articles: Articles = None,
    model_folder: ModelFolder = None,
    model: str = "bundled",
    count: int = 200,
    short: Annotated[int, typer.Option(help="Short sentences to embed, to see whether memory grows.")] = 100_000,
    repeats: int = 3,
) -> None:
    """Measure the bundled model: speed compared with fp32 in sentence-transformers, concurrent questions, memory."""
    with tempfile.TemporaryDirectory() as place:
        _write(Path(place), count, articles, 1)
        models = [model, *(_full_precision(model_folder, Path(place, "sentence-transformers")))]
        rates = _in_turns(models, repeats, lambda m: apart(embedding.rate, m, place))
        print(table(embedding.RATE_HEAD, embedding.rate_rows(rates)))
        if len(models) == 1:
            print("\nfp32 through sentence-transformers was not measured: name its folder with --model-folder")
        print(f"\n{table(embedding.CALLERS_HEAD, embedding.callers_rows(apart(embedding.callers, model, place)))}")
        print(f"\n{table(embedding.MEMORY_HEAD, embedding.memory_rows(apart(embedding.growth, model, short)))}")


def _in_turns(
    names: Sequence[str | tuple[str, str]], repeats: int, measure: Callable[..., Figures]
) -> dict[object, Figures]:
    """Measure each in turn, so that a busy minute affects all of them, and return the median of each one's figures."""
    runs: defaultdict[object, list[Figures]] = defaultdict(list)
    for _ in range(repeats):
        for name in names:
            runs[name].append(measure(name))
    return {name: middle(found) for name, found in runs.items()}


def _write(folder: Path, size: int, articles: Path | None, queries: int) -> None:
    """Write what the measured processes read: passages, the same texts as articles, and questions about them."""
    folder.mkdir(exist_ok=True)
    texts = list(passages.passages(size, articles))
    titles = [prepared.title(number) for number in range(size)]
    passages.write_lines(folder / "passages", (f"{t}\n{text}" for t, text in zip(titles, texts, strict=True)))
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for title, text in zip(titles, texts, strict=True):
            file.write(json.dumps({"title": title, "text": text}, ensure_ascii=False) + "\n")
    passages.write_questions(folder / "questions", passages.questions(texts, queries))


def _full_precision(source: Path | None, target: Path) -> list[str]:
    """Convert the model to 32-bit weights and return its folder; nothing without a source."""
    if source is None:
        return []
    apart(embedding.widen, str(source), str(target))
    return [str(target)]


if __name__ == "__main__":
    app()
