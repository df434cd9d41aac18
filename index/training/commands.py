"""What the commands of both recipes share."""

import sys
from pathlib import Path

import typer

from corpus.errors import QAError
from index.errors import TrainingDataMissing


def say(line: str) -> None:
    """Print a line at once: trainings run for hours, often into a file."""
    typer.echo(line)
    sys.stdout.flush()


def made(path: Path, step: str) -> Path:
    """The path, if it is there. Raises TrainingDataMissing, which names the step that makes it."""
    if not path.exists():
        raise TrainingDataMissing(f"{path} is not there: run {step} first, or name another folder")
    return path


def run_app(app: typer.Typer) -> None:
    """Run a command; our errors are one line."""
    try:
        app()
    except ModuleNotFoundError as error:
        typer.echo(f"error: training needs {error.name}: pip install 'article-qa[train]'", err=True)
        sys.exit(2)
    except QAError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)
