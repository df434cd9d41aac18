"""Limits the size of requests and how many run at once; what is too large is refused before it is read."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.catalogue import Message as Reason
from qa.web.api.problems import refusal

MAX_BODY_BYTES = 1_000_000
"""Maximum bytes of a request other than an upload: whole conversations, and texts to embed or rank."""
MAX_SHORT_BODY_BYTES = 64_000
"""Maximum bytes of a request outside LONG: a question of 2,000 characters with its filters fits many times."""
LONG = ("/v1/", "/api/ask")
"""The OpenAI-style API, and questions with the earlier answers of the conversation."""
AT_ONCE = 16
"""Maximum number of requests past the queue (lists, articles, downloads) that run at once."""
DIRECT = "/gradio_api/component_server"
"""The path of these requests."""


class Limits:
    """ASGI middleware: a body that is too long is answered with 413, one request too many with 503."""

    def __init__(self, app: ASGIApp, exempt: Collection[str]) -> None:
        self._app = app
        self._exempt = exempt
        self._working = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limits; a body without a length is counted as it arrives."""
        if scope["type"] != "http" or scope["path"] in self._exempt:
            await self._app(scope, receive, send)
            return
        longest = MAX_BODY_BYTES if scope["path"].startswith(LONG) else MAX_SHORT_BODY_BYTES
        length = Headers(scope=scope).get("content-length", "0")
        # The rest of a refused body is not read; the connection cannot be used again.
        if not length.isdecimal() or int(length) > longest:
            refused = refusal(scope, Reason("body_too_large", limit=longest), 413, {"connection": "close"})
            await refused(scope, receive, send)
            return
        if not scope["path"].startswith(DIRECT):
            await self._app(scope, _counted(receive, longest), send)
            return
        body = await _whole(_counted(receive, longest))  # an unfinished request takes no place
        if body is None:
            return
        if self._working >= AT_ONCE:
            await refusal(scope, Reason("too_many_requests"), 503, {"connection": "close"})(scope, receive, send)
            return
        self._working += 1
        try:
            await self._app(scope, _again(body, receive), send)
        finally:
            self._working -= 1


async def _whole(receive: Receive) -> bytes | None:
    """The body; None if the client has disconnected or the body is too long."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes after it."""
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def received() -> Message:
        return next(messages, None) or await receive()

    return received


def _counted(receive: Receive, longest: int) -> Receive:
    """The body, cut off once it is too long: it is then not valid JSON and is not used."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > longest:
            return {"type": "http.disconnect"}
        return message

    return limited
