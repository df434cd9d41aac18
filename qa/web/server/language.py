"""Puts the script that settles the language before the framework's own: its `head` comes when it has looked already."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web.html.theme import WEB

HEAD = b"<head>"


class Language:
    """ASGI middleware: the page's HTML begins its head with qa/web/static/language.js."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._script = f"<script>{(WEB / 'language.js').read_text('utf-8')}</script>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Changes what is sent for the page itself, passes on the rest."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        # Compressed, it could not be added to.
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
