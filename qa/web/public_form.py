"""Objects as programs and files get them: plain, without paths on this computer."""

from typing import TypeVar, cast

T = TypeVar("T")


def without_paths(value: T) -> T:
    """The object with None for each "path": Gradio's client takes an object with a path for a file to be fetched."""
    if isinstance(value, dict):
        return cast(T, {key: None if key == "path" else without_paths(inner) for key, inner in value.items()})
    return cast(T, [without_paths(inner) for inner in value]) if isinstance(value, list) else value
