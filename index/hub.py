"""Load sentence-transformers models by their name on the hub or their folder."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.error import HTTPError
from urllib.request import urlopen

from corpus.errors import first_line
from index.errors import ModelUnavailable

HUB_SECONDS = 10.0
"""Timeout for asking the hub whether it has a model."""

Model = TypeVar("Model")


def load_model(load: Callable[[str], Model], name: str, message: str) -> Model:
    """Load a model by name. Raises ModelUnavailable with this message, quickly even if the hub cannot be reached."""
    try:
        if not Path(name).exists() and not _cached(name):
            _ask_hub(name)
        return load(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        # The hub's client and the loaders raise these for an unknown or unreachable name and for a folder without a model.
        reason = first_line(error)
        raise ModelUnavailable(message, name=name, detail=reason) from error


def _cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(name, "config.json"), str)


def _ask_hub(name: str) -> None:
    """Raises OSError quickly if the hub cannot be reached; loading would first retry for minutes."""
    from huggingface_hub.constants import ENDPOINT

    with suppress(HTTPError):  # the hub answered; loading then reports what is wrong with the name
        urlopen(f"{ENDPOINT}/api/models/{name}", timeout=HUB_SECONDS).close()  # noqa: S310 - the hub's own address
