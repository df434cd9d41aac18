"""Removes paths on this computer from objects that go to programs and files."""

from typing import TypeVar, cast

T = TypeVar("T")


def without_paths(value: T) -> T:
    """A copy with None for every "path": Gradio's client takes an object with a path for a file to download."""
    if isinstance(value, dict):
        return cast(T, {key: None if key == "path" else without_paths(inner) for key, inner in value.items()})
    return cast(T, [without_paths(inner) for inner in value]) if isinstance(value, list) else value
