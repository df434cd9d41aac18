"""Print to the terminal without control characters."""

import json

import typer

from corpus.cleaning.invisible import is_visible, visible


def print_line(text: str, *, err: bool = False) -> None:
    """Print text without its invisible characters."""
    typer.echo(visible(text), err=err)


def print_json(value: object) -> None:
    """Print JSON with invisible characters escaped, so that nothing is lost."""
    shown = json.dumps(value, ensure_ascii=False, indent=2)
    typer.echo("".join(c if is_visible(c) else json.dumps(c)[1:-1] for c in shown))
