"""Who may ask, which paths are open, and what the browser may fetch: checked before a request is handled."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.catalogue import Message as Reason
from qa.web.api.paths import is_for_programs
from qa.web.api.problems import refusal
from qa.web.api.queue import CLIENT
from qa.web.server.connections import network

LOCAL = ("127.0.0.1", "localhost", "::1")
"""Names under which a computer reaches itself."""

OPEN = frozenset(
    (
        "/",
        "/config",
        "/theme.css",
        "/favicon.ico",
        "/robots.txt",
        "/manifest.json",
        "/gradio_api/info",
        "/gradio_api/startup-events",
        "/gradio_api/app_id",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/component_server",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        "/gradio_api/call/ask",
        "/gradio_api/call/search",
    )
)
"""Every path that answers; a path that a later version of the framework adds stays closed."""

OPEN_BELOW = (
    "/assets/",
    "/static/",
    "/svelte/",
    "/gradio_api/heartbeat/",
    "/gradio_api/call/ask/",
    "/gradio_api/call/search/",
)
CHANGES = ("/uploads", "/gradio_api/call/rebuild")
"""Paths that change the index or the disk, with everything below them."""
TOOLS = ("/mcp",)
"""The path of the tools (MCP), if they are offered."""

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
"""The browser fetches from this server only, whatever the page contains."""

HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """ASGI middleware: refuses other hosts, origins and paths, and adds headers that restrict the browser to this one.

    The host is checked because a web site can point a name of its own at this server (DNS rebinding); the origin,
    because any site can submit a form, and another program on this computer, on another port, is another site too.
    `hosts` are accepted besides the usual names: those of an address that the page was asked to listen on. With
    `any_host`, every name is accepted: the password, which a browser keeps by host, then replaces the check of names.
    Without `changes`, paths that change the index are closed; `tools` opens the path of the tools.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Sequence[str] = (),
        *,
        any_host: bool = False,
        changes: bool = True,
        tools: bool = False,
    ) -> None:
        self._app = app
        self._hosts = None if any_host else frozenset((*LOCAL, *hosts))
        self._open_with_below = (CHANGES if changes else ()) + (TOOLS if tools else ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        CLIENT.set(network(scope["client"][0]) if scope.get("client") else "")
        refused = self._refusal(Headers(scope=scope), scope)
        await (refused or self._app)(scope, receive, send_with_headers)

    def _refusal(self, headers: Headers, scope: Scope) -> Response | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if self._hosts is not None and _name(host) not in self._hosts:
            return refusal(scope, Reason("host_refused"), 403)
        if origin not in (None, f"http://{host}", f"https://{host}"):
            return refusal(scope, Reason("origin_refused"), 403)
        if not self._is_open(scope["path"]):
            return refusal(scope, Reason("page_unknown"), 404)
        return None

    def _is_open(self, path: str) -> bool:
        if is_for_programs(path) or path in OPEN or (path.endswith("/") and path.rstrip("/") in OPEN):
            return True
        if any(path == door or path.startswith(f"{door}/") for door in self._open_with_below):
            return True
        return path.startswith(OPEN_BELOW) and ".." not in path and "\\" not in path and "\0" not in path


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
