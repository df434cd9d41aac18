"""Answers unknown ids of the framework's functions, components and events with one line, not a traceback."""

from traceback import walk_tb

from gradio.route_utils import FnIndexInferError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.catalogue import Message

RAISED = (KeyError, FnIndexInferError)
"""What the framework raises when it looks up such an id."""


async def no_such_id(_request: Request, error: Exception) -> JSONResponse:
    """Answer a request with an unknown id; the same error from our own code is a bug, and is raised."""
    *_, (frame, _line) = walk_tb(error.__traceback__)
    if not str(frame.f_globals.get("__name__")).startswith("gradio."):
        raise error
    return JSONResponse({"error": Message("id_unknown")}, 404)


class Ended:
    """ASGI middleware: if the framework does not find an event after its response has begun, ends the response.

    By then the framework has reported the error in the response, and it raises it as well.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        try:
            await self._app(scope, receive, send)
        except RuntimeError as error:
            if not isinstance(error.__cause__, HTTPException):
                raise
            await send({"type": "http.response.body", "body": b""})
