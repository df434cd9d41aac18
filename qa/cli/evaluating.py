"""The command that measures retrieval and answers."""

import json
from pathlib import Path
from typing import Annotated

import typer

from corpus.catalogue import system_reason
from qa.cli.options import Collection, Home, Json, Model
from qa.cli.printing import print_json
from qa.cli.progress import shown_progress
from qa.cli.serving import opened


def evaluate(
    file: Annotated[Path, typer.Argument(help="JSONL of questions, with passages, gold strings or both.")],
    misses: Annotated[
        bool, typer.Option("--misses", help="List the questions whose right passage did not come first.")
    ] = False,
    details: Annotated[
        Path | None, typer.Option(help="Write every question and its answer to this file, as JSONL.")
    ] = None,
    home: Home = None,
    collection: Collection = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Measure retrieval and answers on a file of questions."""
    from qa.evaluation.answers import evaluate_answers
    from qa.evaluation.retrieval import evaluate_file

    if details:
        _check_writable(details)  # before a measurement that may take hours
    service = opened(home, model, collection=collection)
    with shown_progress(shown=not as_json) as progress:
        found = evaluate_file(file, service, progress=progress)
        answered = evaluate_answers(file, service, progress=progress)
    if details:
        lines = (json.dumps(line, ensure_ascii=False) for line in answered.details())
        details.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    if as_json:
        print_json(found.to_dict(misses=misses) | {"answers": answered.to_dict()})
        return
    from qa.cli import terminal

    terminal.evaluation(found)
    terminal.answer_evaluation(answered)
    if misses:
        terminal.misses(found)


def _check_writable(file: Path) -> None:
    try:
        with file.open("ab"):
            pass
    except OSError as error:
        raise typer.BadParameter(f"--details: {file} cannot be written: {system_reason(error)}") from None
