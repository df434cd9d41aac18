"""What reaches the terminal: nothing in it commands it."""

import json

import typer

from corpus.cleaning.invisible import is_visible, visible


def print_line(text: str, *, err: bool = False) -> None:
    """Print text without what cannot be seen."""
    typer.echo(visible(text), err=err)


def print_json(value: object) -> None:
    """Print JSON. What cannot be seen is written as an escape, so the JSON still says it."""
    shown = json.dumps(value, ensure_ascii=False, indent=2)
    typer.echo("".join(c if is_visible(c) else json.dumps(c)[1:-1] for c in shown))
