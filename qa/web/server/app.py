"""The page as a web application, and its server. What it shows is in qa.web.tabs.layout, the logic in the service."""

import asyncio
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from threading import Thread
from typing import TypeVar

import gradio as gr
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.types import ASGIApp

from index.crosslingual.romanisation import romanised
from qa.service import Service
from qa.settings import MAIN, collections
from qa.several import Several
from qa.web.api.gradio_endpoints import no_request
from qa.web.api.metrics import Metrics
from qa.web.api.programs import Programs, over_several, programs
from qa.web.api.queue import Queues, queues
from qa.web.html.links import root_of
from qa.web.html.theme import WEB, theme
from qa.web.library.feedback import Feedback
from qa.web.library.rebuilding import Rebuilding
from qa.web.library.uploads import UPLOADS, Uploads, add_upload_route
from qa.web.server.collections import Collections, Prefix, live_together
from qa.web.server.guard import Guard
from qa.web.server.http import DEFAULT_PORT, PageServer, bound_host, listen
from qa.web.server.language import Language
from qa.web.server.limits import Limits
from qa.web.server.login import Credentials, Login
from qa.web.server.options import Options, check_tools
from qa.web.server.request_log import Observed
from qa.web.server.unknown_ids import RAISED, Ended, no_such_id
from qa.web.tabs.layout import layout, layout_of_several
from qa.web.tabs.shared import label

Result = TypeVar("Result")


def serve(
    service: Service,
    *,
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    credentials: Credentials | None = None,
    options: Options | None = None,
    open_browser: bool = False,
    first: Callable[[], None] = lambda: None,
    on_ready: Callable[[str], None] | None = None,
    on_signal: Callable[[], None] = lambda: None,
) -> None:
    """Serve the page until interrupted; `on_ready` gets its URL, as the port may differ from the one asked for.

    `first` runs once the page is built, before anyone is let in; `on_signal` is called when a signal stops the server.
    Raises ServeError for an address that others can reach without a password, and for a port in use.
    """

    def ready(url: str) -> None:
        if on_ready:
            on_ready(url)
        if open_browser:
            webbrowser.open(url)

    options = options or Options()
    check_tools(options)
    listener = listen(host, port, guarded=credentials is not None)
    app = web_app(service, hosts=[bound_host(listener)], credentials=credentials, options=options)
    with suppress(KeyboardInterrupt):
        first()
        warming = Thread(target=_warm, args=[service], name="warm", daemon=True)
        warming.start()
        try:
            server = PageServer(app, listener, ready, on_signal=on_signal, on_stop=service.stop)
            server.serve_until_stopped()
        finally:
            # If Python ends while a thread is in a library's C++, the process aborts. A second Ctrl+C does not wait.
            warming.join()


def _warm(service: Service) -> None:
    """Load what the first answer needs: the index, the models, and the dictionary that romanises names."""
    service.warm()
    romanised("山西")


def web_app(
    service: Service,
    *,
    hosts: Sequence[str] = (),
    credentials: Credentials | None = None,
    options: Options | None = None,
) -> FastAPI:
    """The page as a web application; it answers under this computer's usual names and under `hosts`.

    With `credentials`, it answers under any name, but only to those who have them. No environment variable opens what
    is closed here.
    """
    waiting = queues(service)
    made = _Maker(options or Options(), waiting, Metrics())
    made.metrics.queues.update(questions=waiting.questions, searches=waiting.searches)
    app = made.collection(service)
    names = collections(service.home)
    others = {name: made.collection(service.collection(name)) for name in names if name != MAIN}
    if others:
        others[",".join(names)] = made.every([service.collection(name) for name in names])
    app.add_middleware(Collections, others=others, several=made.several(service))
    live_together(app, others)
    _put_behind(app, hosts, credentials, made.options, made.metrics)
    return app


@dataclass(frozen=True, slots=True)
class _Maker:
    """Builds the applications of collections; they share the queues for programs and the metrics."""

    options: Options
    queues: Queues
    metrics: Metrics

    def collection(self, service: Service) -> FastAPI:
        """The page of a collection, with the API in front of it."""
        options = self.options
        uploads = Uploads(service.home, options.quota)
        rebuilding = None if options.read_only else Rebuilding(service, uploads)
        feedback = Feedback(service) if options.feedback and not options.read_only else None
        self.metrics.watch(service, rebuilding)
        if options.log:
            service.observers.append(options.log.question)
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        if options.tools:
            from qa.web.api.mcp import add_tools

            add_tools(app, service, self.queues)
        app.add_middleware(Programs, programs=programs(service, self.queues, uploads, rebuilding, self.metrics))
        if rebuilding:
            uploads.sweep()
            add_upload_route(app, uploads)
        page = _within_a_loop(lambda: layout(service, uploads, rebuilding, feedback))
        _within_a_loop(lambda: _mount(app, page, service))
        self.metrics.queues[f"page {service.name}"] = page._queue
        return app

    def every(self, services: Sequence[Service]) -> FastAPI:
        """The page of all collections as one, with the API in front of it."""
        several = Several(services)
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        app.add_middleware(Programs, programs=over_several(several, self.queues))
        page = _within_a_loop(lambda: layout_of_several(several))
        _within_a_loop(lambda: _mount(app, page, several))
        return app

    def several(self, service: Service) -> Callable[[list[str]], ASGIApp]:
        """The API over several collections, built on first use."""

        @lru_cache(maxsize=100)
        def made(names: tuple[str, ...]) -> ASGIApp:
            return over_several(Several([service.collection(name) for name in names]), self.queues)

        return lambda names: made(tuple(names))


def _put_behind(
    app: FastAPI, hosts: Sequence[str], credentials: Credentials | None, options: Options, metrics: Metrics
) -> None:
    """Add the middleware; the last one added runs first: host names and paths, then the password, then the size."""
    app.add_middleware(Ended)
    app.add_middleware(Language)
    app.add_middleware(Limits, exempt=(UPLOADS, f"/api{UPLOADS}"))
    if credentials:
        app.add_middleware(Login, credentials=credentials)
    any_host = credentials is not None
    app.add_middleware(Guard, hosts=hosts, any_host=any_host, changes=not options.read_only, tools=options.tools)
    app.add_middleware(Prefix)
    app.add_middleware(Observed, metrics=metrics, log=options.log)


def _mount(app: FastAPI, page: gr.Blocks, service: Service | Several) -> None:
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        root_path=root_of(service.name),
        show_error=False,
        allowed_paths=[],
        blocked_paths=[str(service.home)],
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        max_file_size=0,
        i18n=label,
        theme=theme(),
        app_kwargs={"exception_handlers": {RequestValidationError: no_request, **dict.fromkeys(RAISED, no_such_id)}},
        css_paths=[WEB / "page.css"],
    )


def _within_a_loop(build: Callable[[], Result]) -> Result:
    """Call `build` in an event loop. Without one, Gradio makes a loop for each of its locks and never closes it."""
    if _loop_runs():
        return build()

    async def built() -> Result:
        return build()

    with closing(asyncio.new_event_loop()) as loop:
        return loop.run_until_complete(built())


def _loop_runs() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
