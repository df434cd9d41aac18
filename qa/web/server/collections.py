"""Each collection of an index folder under its own path: /collections/NAME/ is to it what / is to the main one."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.catalogue import Message
from qa.settings import MAIN
from qa.web.api.problems import refusal
from qa.web.html.links import root_of

_PREFIX = re.compile(r"/collections/([^/]+)(/.*)?", re.S)


class Prefix:
    """ASGI middleware: strips the collection from the path, so that the rest sees the path within it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, but redirect a collection without a trailing slash, so that relative links work."""
        found = _PREFIX.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if not found:
            await self._app(scope, receive, send)
            return
        root = root_of(found[1])
        if found[2] is None:
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{root}/?{query}" if query else f"{root}/")(scope, receive, send)
            return
        within = {**scope, "path": found[2], "root_path": root, "collection": found[1]}
        try:
            await self._app(within, receive, send)
        finally:
            if "route" in within:
                scope["route"] = within["route"]  # for the count of requests


class Collections:
    """ASGI middleware: passes a request on to the application of the collection, or collections, in its path.

    `others` are named as in a path; `several` gives the application for any other combination of names.
    """

    def __init__(self, app: ASGIApp, others: Mapping[str, ASGIApp], several: Callable[[list[str]], ASGIApp]) -> None:
        self._apps = {MAIN: app, **others}
        self._several = several

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on requests for collections that exist."""
        asked = scope.get("collection", MAIN).split(",")
        names = [name for name in self._apps if name in asked]
        unknown = next((name for name in asked if name not in names), None)
        if unknown is not None:
            told = Message("collection_unknown", name=unknown, names=tuple(self._apps))
            await refusal(scope, told, 404)(scope, receive, send)
        else:
            app = self._apps.get(",".join(names)) or self._several(names)
            await app(scope, receive, send)


def live_together(app: FastAPI, others: Mapping[str, FastAPI]) -> None:
    """Make the other applications start and stop with this one."""
    own = app.router.lifespan_context

    @asynccontextmanager
    async def together(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for one, lifespan in ((app, own), *((other, other.router.lifespan_context) for other in others.values())):
                await stack.enter_async_context(lifespan(one))
            yield

    app.router.lifespan_context = together
