"""What programs call: the objects of `qa.ask`, `qa.search` and `qa.rebuild`, without paths on this computer's disk."""

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import gradio as gr
from starlette.requests import Request
from starlette.responses import JSONResponse

from corpus.catalogue import Message
from corpus.errors import QAError
from qa.service import Service
from qa.web.conversation import FilterForm
from qa.web.i18n.phrases import ENGLISH
from qa.web.public_form import without_paths

log = logging.getLogger(__name__)

QUESTIONS = {"concurrency_id": "questions", "concurrency_limit": 2}
"""Questions and searches that are worked together, of the page and of programs: more only wait for each other."""


class Endpoints:
    """Plain values in, plain values out. Each raises QAError."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def ask(self, question: str, since: str = "", until: str = "", source: str | list[str] = "") -> dict[str, Any]:
        """Answer a question, in Chinese or English, with sentences from the articles, each cited.

        Args:
            question: what to answer.
            since: first day of publication, as 2022-08-06, 2022-08 or 2022; empty for any.
            until: last day of publication; empty for any.
            source: one source or several; empty for all.
        """
        filters = FilterForm(since, until, _several(source)).chosen()
        return without_paths(dict(self._service.ask(question, **filters).to_dict()))

    def search(
        self,
        query: str,
        k: int = 10,
        mode: str = "hybrid",
        since: str = "",
        until: str = "",
        source: str | list[str] = "",
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
        filters = FilterForm(since, until, _several(source)).chosen()
        return [without_paths(hit.to_dict()) for hit in self._service.search(query, k, mode=mode, **filters)]

    def rebuild(self, paths: list[str] | None = None, add: bool = True) -> dict[str, Any]:
        """Take files and folders of the computer that serves the page into the index; none: read all again.

        Args:
            paths: files and folders.
            add: beside what the index holds; otherwise in its place.
        """
        return without_paths(self._service.rebuild(paths or (), add=add).to_dict())


def add_endpoints(endpoints: Endpoints, *, may_rebuild: bool) -> None:
    """Adds them to the page that is being made."""
    gr.api(told(endpoints.ask), api_name="ask", **QUESTIONS)
    gr.api(told(endpoints.search), api_name="search", **QUESTIONS)
    if may_rebuild:
        gr.api(told(endpoints.rebuild), api_name="rebuild", concurrency_limit=1)


async def no_request(_request: Request, _error: Exception) -> JSONResponse:
    """What a program is told whose request is none."""
    return JSONResponse({"error": Message("request_invalid")}, 422)


def _several(source: str | Sequence[str]) -> tuple[str, ...]:
    return ((source,) if source else ()) if isinstance(source, str) else tuple(source)


def told(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, whose error reaches a program as one line; a bug's particulars go to the log."""

    @wraps(function)
    def telling(*given: Any) -> Any:
        try:
            return function(*given)
        except QAError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Exception as error:
            log.exception("an endpoint failed")
            raise gr.Error(ENGLISH["broken"], print_exception=False) from error

    return telling
