"""How much one request may bring, and how many are worked at once: what is too much is refused before it is read."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_BODY = 64_000
"""Bytes of a request other than an upload: a question of 2,000 characters with its filters fits many times."""
AT_ONCE = 16
"""Requests past the queue (lists, articles, downloads) that are worked together."""
DIRECT = "/gradio_api/component_server"
"""Where those come in."""


class Limits:
    """ASGI middleware: a longer body is answered with 413, one request too many with 503."""

    def __init__(self, app: ASGIApp, exempt: str) -> None:
        self._app = app
        self._exempt = exempt
        self._working = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is within the limits; a body without a length is counted as it comes."""
        if scope["type"] != "http" or scope["path"] == self._exempt:
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            await _refusal(f"the request is too large: at most {LONGEST_BODY:,} bytes; ask a shorter question", 413)(
                scope, receive, send
            )
            return
        if not scope["path"].startswith(DIRECT):
            await self._app(scope, _counted(receive), send)
            return
        if self._working >= AT_ONCE:
            await _refusal("too many requests at once; try again in a moment", 503)(scope, receive, send)
            return
        self._working += 1
        try:
            await self._app(scope, _counted(receive), send)
        finally:
            self._working -= 1


def _counted(receive: Receive) -> Receive:
    """The body, which ends where it becomes too long: what was cut off is no JSON and goes nowhere."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LONGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return limited


def _refusal(line: str, status: int) -> PlainTextResponse:
    # The rest of the body is not read; the connection cannot be used again.
    return PlainTextResponse(line, status, {"connection": "close"})
