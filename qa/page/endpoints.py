"""The endpoints that programs call, for Gradio's client and any other."""

from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

from corpus.errors import QAError
from qa.service import Service

Result = TypeVar("Result")


def add_endpoints(service: Service) -> None:
    """What programs call; the objects are those of `qa.ask` and `qa.search`, without paths on this computer's disk."""

    def ask(question: str) -> dict[str, Any]:
        """Answer a question with sentences from the articles, each cited."""
        return _plain(lambda: _without_paths(dict(service.ask(question).to_dict())))

    def search(
        query: str, k: int = 10, mode: str = "hybrid", since: str = "", until: str = "", source: str = ""
    ) -> list[dict[str, Any]]:
        """The k best passages for a query, best first; empty filters filter nothing."""
        return _plain(
            lambda: [
                _without_paths(hit.to_dict())
                for hit in service.search(
                    query, k, mode=mode, since=since or None, until=until or None, source=source or None
                )
            ]
        )

    gr.api(ask, api_name="ask")
    gr.api(search, api_name="search")


def _plain(action: Callable[[], Result]) -> Result:
    """The action's result; an error that a caller can do something about reaches it as its one line."""
    try:
        return action()
    except QAError as error:
        raise gr.Error(str(error), print_exception=False) from error


def _without_paths(value: Any) -> Any:
    """The object with None for each "path": Gradio's client takes an object with a path for a file to be fetched."""
    if isinstance(value, dict):
        return {key: None if key == "path" else _without_paths(inner) for key, inner in value.items()}
    return [_without_paths(inner) for inner in value] if isinstance(value, list) else value
