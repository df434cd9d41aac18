"""The endpoints that programs call, for Gradio's client and any other, and the tools of a language model."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import gradio as gr

from corpus.errors import QAError
from qa.page.asking import Filters
from qa.service import Service

Result = TypeVar("Result")

QUESTIONS = {"concurrency_id": "questions", "concurrency_limit": 2}
"""Questions and searches that are worked together, of the page and of programs: more only wait for each other."""


def add_endpoints(service: Service, *, may_rebuild: bool, tools: bool) -> None:
    """What programs call; the objects are those of `qa.ask` and `qa.search`, without paths on this computer's disk."""

    def ask(question: str, since: str = "", until: str = "", source: str | list[str] = "") -> dict[str, Any]:
        """Answer a question, in Chinese or English, with sentences from the articles, each cited.

        Args:
            question: what to answer.
            since: first day of publication, as 2022-08-06, 2022-08 or 2022; empty for any.
            until: last day of publication; empty for any.
            source: one source or several; empty for all.
        """
        filters = Filters(since, until, _several(source)).chosen()
        return _plain(lambda: _without_paths(dict(service.ask(question, **filters).to_dict())))

    def search(
        query: str, k: int = 10, mode: str = "hybrid", since: str = "", until: str = "", source: str | list[str] = ""
    ) -> list[dict[str, Any]]:
        """Find the k best passages of the articles for a query, best first.

        Args:
            query: words, names or a question, in Chinese or English.
            k: how many passages.
            mode: hybrid, dense (meaning alone) or bm25 (words alone).
            since: first day of publication, as 2022-08-06, 2022-08 or 2022; empty for any.
            until: last day of publication; empty for any.
            source: one source or several; empty for all.
        """
        filters = Filters(since, until, _several(source)).chosen()
        return _plain(lambda: [_without_paths(hit.to_dict()) for hit in service.search(query, k, mode=mode, **filters)])

    def rebuild(paths: list[str] | None = None, add: bool = True) -> dict[str, Any]:
        """Take files and folders of the computer that serves the page into the index; none: read all again.

        Args:
            paths: files and folders.
            add: beside what the index holds; otherwise in its place.
        """
        return _plain(lambda: _without_paths(service.rebuild(paths or (), add=add).to_dict()))

    gr.api(ask, api_name="ask", **QUESTIONS)
    gr.api(search, api_name="search", **QUESTIONS)
    if may_rebuild:
        # What is public is a tool where there are tools, and a language model does not change the index.
        visible = "undocumented" if tools else "public"
        gr.api(rebuild, api_name="rebuild", api_visibility=visible, concurrency_limit=1)


def _several(source: str | Sequence[str]) -> tuple[str, ...]:
    return ((source,) if source else ()) if isinstance(source, str) else tuple(map(str, source))


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
