"""`python -m tests.bench COMMAND`: measures, and prints Markdown tables."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tests.bench import lexical, passages, terms
from tests.bench.apart import Figures, apart, middle
from tests.bench.table import table

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Articles = Annotated[Path | None, typer.Option(help="A folder of articles to measure on; else passages are made.")]
Sizes = Annotated[str, typer.Option(help="Numbers of passages, with commas between them.")]


@app.command("terms")
def compare_terms(files: list[Path]) -> None:
    """BM25 over bigrams, words and both: MRR@10 on files of questions as `qa eval` takes them."""
    print(terms.compare(files))


@app.command("lexical")
def compare_lexical(
    sizes: Sizes = "10000,100000",
    articles: Articles = None,
    engines: str = ",".join(lexical.ENGINES),
    queries: int = 300,
    repeats: int = 3,
) -> None:
    """BM25 engines: passages indexed a second, memory, size, milliseconds for a query."""
    names = engines.split(",")
    rows = []
    for size in map(int, sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), size, articles, queries)
            built = {name: apart(lexical.build, name, folder) for name in names}
            asked: dict[str, list[Figures]] = {name: [] for name in names}
            for _ in range(repeats):
                for name in names:
                    asked[name].append(apart(lexical.ask, name, folder, queries))
            rows += [lexical.row(size, name, built[name], middle(asked[name])) for name in names]
        print(table(lexical.HEAD, rows), flush=True)


def _write(folder: Path, size: int, articles: Path | None, queries: int) -> None:
    """The files `passages` and `questions`, which each measured process reads for itself."""
    texts = list(passages.passages(size, articles))
    passages.write_lines(folder / "passages", texts)
    passages.write_questions(folder / "questions", passages.questions(texts, queries))


if __name__ == "__main__":
    app()
