"""The API: an application of its own in front of the page."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.errors import QAError
from qa import __version__
from qa.service import Service
from qa.several import Several
from qa.web.api.changes import Jobs, changes
from qa.web.api.chat import chat
from qa.web.api.dify import dify
from qa.web.api.docs import DescribedApp, operations
from qa.web.api.health import health
from qa.web.api.metrics import Metrics
from qa.web.api.paths import DOCS, OPENAPI, is_for_programs
from qa.web.api.problems import on_bug, on_error, on_invalid, on_refused, words_of
from qa.web.api.queue import Queues
from qa.web.api.rest import library, questions
from qa.web.api.vectors import vectors
from qa.web.html.render import render
from qa.web.library.rebuilding import Rebuilding
from qa.web.library.uploads import Uploads

DESCRIPTION = """\
Search and answers over your own articles. Every quote stands in its article word for word: `article.text[start:end]`.
Errors are problem details (RFC 9457) with a stable `key`."""


class Programs:
    """ASGI middleware: answers API requests and passes the page's requests on."""

    def __init__(self, app: ASGIApp, programs: ASGIApp) -> None:
        self._app = app
        self._programs = programs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request or pass it on."""
        ours = scope["type"] == "http" and is_for_programs(scope["path"])
        await (self._programs if ours else self._app)(scope, receive, send)


def programs(
    service: Service, queues: Queues, uploads: Uploads, rebuilding: Rebuilding | None, metrics: Metrics
) -> FastAPI:
    """The API application; read-only without `rebuilding`."""
    app = _application()
    app.include_router(questions(service, queues))
    app.include_router(library(service))
    app.include_router(chat(service, queues.questions))
    app.include_router(vectors(service, queues.searches))
    app.include_router(dify(service, queues.searches))
    app.include_router(health(service, metrics))
    if rebuilding:
        app.include_router(changes(Jobs(rebuilding), uploads))
    return app


def over_several(several: Several, queues: Queues) -> FastAPI:
    """The API over several collections at once: only asking and searching."""
    app = _application()
    app.include_router(questions(several, queues))
    return app


def _application() -> FastAPI:
    app = DescribedApp(
        title="article-qa",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            QAError: on_error,
            RequestValidationError: on_invalid,
            HTTPException: on_refused,
            Exception: on_bug,
        },
    )

    @app.get(DOCS, include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        shown = {"title": app.title, "description": DESCRIPTION, "openapi": f"{request.scope['root_path']}{OPENAPI}"}
        return HTMLResponse(render("docs", words_of(request), operations=operations(app.openapi()), **shown))

    return app
