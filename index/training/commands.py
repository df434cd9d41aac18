"""Helpers for the commands of both recipes."""

import sys
from pathlib import Path

import typer

from corpus.errors import QAError
from index.errors import TrainingDataMissing


def say(line: str) -> None:
    """Print a line and flush: training runs for hours, often with its output in a file."""
    typer.echo(line)
    sys.stdout.flush()


def made(path: Path, step: str) -> Path:
    """The path if it exists. Raises TrainingDataMissing, which names the step that writes it."""
    if not path.exists():
        raise TrainingDataMissing(f"{path} is not there: run {step} first, or name another folder")
    return path


def run_app(app: typer.Typer) -> None:
    """Run a command and print our own errors as one line."""
    try:
        app()
    except ModuleNotFoundError as error:
        typer.echo(f"error: training needs {error.name}: pip install 'article-qa[train]'", err=True)
        sys.exit(2)
    except QAError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)
