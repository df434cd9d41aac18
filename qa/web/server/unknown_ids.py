"""Functions, components and events that the framework does not know: one line instead of a traceback."""

from traceback import walk_tb

from gradio.route_utils import FnIndexInferError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.catalogue import Message

RAISED = (KeyError, FnIndexInferError)
"""What the framework raises where it looks such an id up."""


async def no_such_id(_request: Request, error: Exception) -> JSONResponse:
    """What is told who names one; the same error of our own is a bug, and shows."""
    *_, (frame, _line) = walk_tb(error.__traceback__)
    if not str(frame.f_globals.get("__name__")).startswith("gradio."):
        raise error
    return JSONResponse({"error": Message("id_unknown")}, 404)


class Ended:
    """ASGI middleware: an event that the framework misses after its answer has begun ends that answer.

    The framework has told it in the answer by then, and raises it as well.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on."""
        try:
            await self._app(scope, receive, send)
        except RuntimeError as error:
            if not isinstance(error.__cause__, HTTPException):
                raise
            await send({"type": "http.response.body", "body": b""})
