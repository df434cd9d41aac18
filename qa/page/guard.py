"""Keeps the page to this computer: who may ask, what the browser may fetch, and which doors stay shut."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost", "::1")
"""Names under which a computer reaches itself."""

SHUT = ("/gradio_api/upload", "/monitoring", "/gradio_api/deep_link")
"""Paths of the web framework that the page has no use for."""

POLICY = "; ".join(
    (
        "default-src 'self'",
        # The framework's own page starts with inline scripts and builds its templates with Function().
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""The browser fetches from this server only, whatever the page holds."""

HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """ASGI middleware: refuses other hosts and origins and adds the headers that hold the browser to this one.

    The host is checked because a web site may name an address of its own that leads here (DNS rebinding); the origin,
    because any site may send a form, and another program on this computer, under another port, is another site too.
    `hosts` are answered to beside the usual names: those of an address that the page was asked to listen on.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset((*LOCAL, *hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what is refused, passes the rest on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refused = self._refusal(Headers(scope=scope), scope["path"])
        await (refused or self._app)(scope, receive, send_with_headers)

    def _refusal(self, headers: Headers, path: str) -> PlainTextResponse | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if _name(host) not in self._hosts:
            return PlainTextResponse("this page answers its own computer only", 403)
        if origin not in (None, f"http://{host}", f"https://{host}"):
            return PlainTextResponse("requests from other sites are refused", 403)
        if path.startswith(SHUT):
            return PlainTextResponse("not here", 404)
        return None


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
