"""Puts the script that sets the language before the framework's own scripts: its `head` option comes too late."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.html.theme import WEB

HEAD = b"<head>"


class Language:
    """ASGI middleware: inserts qa/web/static/language.js at the start of the page's <head>."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._script = f"<script>{(WEB / 'language.js').read_text('utf-8')}</script>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Change the response for the page itself; pass on the rest."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        # A compressed page could not be changed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        parts: list[bytes] = []

        async def collected(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = b"".join(parts).replace(HEAD, HEAD + self._script, 1)
                MutableHeaders(scope=start)["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

        await self._app({**scope, "headers": plain}, receive, collected)
