"""Endpoints for Gradio's client: `/ask`, `/search` and `/rebuild`."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import gradio as gr
from starlette.requests import Request
from starlette.responses import JSONResponse

from corpus.catalogue import Message
from corpus.errors import QAError
from qa.service import Service
from qa.several import Several
from qa.web.api.endpoints import Endpoints
from qa.web.api.queue import AT_ONCE, questions_at_once
from qa.web.i18n.phrases import ENGLISH

log = logging.getLogger(__name__)

SEARCHES: Mapping[str, Any] = {"concurrency_id": "searches", "concurrency_limit": AT_ONCE}
"""Searches from the page and from Gradio's client share one limit."""


def questions(service: Service | Several) -> Mapping[str, Any]:
    """The same for questions, which may wait for a language model."""
    return {"concurrency_id": "questions", "concurrency_limit": questions_at_once(service)}


def add_endpoints(service: Service, *, may_rebuild: bool) -> None:
    """Add the endpoints to the page that is being built."""
    endpoints = Endpoints(service)
    gr.api(told(endpoints.ask), api_name="ask", **questions(service))
    gr.api(told(endpoints.search), api_name="search", **SEARCHES)
    if may_rebuild:
        gr.api(told(endpoints.rebuild), api_name="rebuild", concurrency_limit=1)


async def no_request(_request: Request, _error: Exception) -> JSONResponse:
    """Answer an invalid request from a program."""
    return JSONResponse({"error": Message("request_invalid")}, 422)


def told(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the function so that a program gets errors as one line; details of a bug go to the log."""

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
