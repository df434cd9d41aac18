"""The web page: its parts and what they call. Logic is the service's."""

import asyncio
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import Any, TypeVar

import gradio as gr
from fastapi import FastAPI

from index.types import Mode
from qa.page.actions import Actions, Search
from qa.page.endpoints import add_endpoints
from qa.page.guard import Guard
from qa.page.server import DEFAULT_PORT, PageServer, bound_host, listen
from qa.page.theme import WEB, theme
from qa.page.words import CHINESE, ENGLISH, Words, words_for
from qa.service import Service

WAITING, AT_ONCE = 64, 2
"""Questions that may wait, and that are worked on together."""
MOST_PASSAGES = 50

_PRIVATE = {"api_visibility": "private"}

Result = TypeVar("Result")

label = gr.I18n(en=dict(ENGLISH), **{f"zh{place}": dict(CHINESE) for place in ("", "-CN", "-TW", "-HK", "-MO", "-SG")})
"""Phrases that the browser chooses by its language; it knows a variant of Chinese only by its full name."""

MODES = (Mode.HYBRID, Mode.DENSE, Mode.BM25)
"""In the order in which they are offered."""


def serve(
    service: Service,
    *,
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    open_browser: bool = False,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Show the page until interrupted; `on_ready` is told its URL, as the port may be another than asked for.

    Raises ServeError for an address that is not this computer's own and for a port in use.
    """

    def ready(url: str) -> None:
        if on_ready:
            on_ready(url)
        if open_browser:
            webbrowser.open(url)

    listener = listen(host, port)
    server = PageServer(web_app(service, hosts=[bound_host(listener)]), listener, ready)
    with suppress(KeyboardInterrupt):
        server.serve_until_stopped()


def web_app(service: Service, *, hosts: Sequence[str] = ()) -> FastAPI:
    """The page as a web application; it answers under this computer's usual names and under `hosts`.

    Nothing in the environment opens what is closed here.
    """
    return _within_a_loop(lambda: _mounted(_page(service), hosts))


def _mounted(page: gr.Blocks, hosts: Sequence[str]) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, hosts=hosts)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        root_path="",
        show_error=False,
        allowed_paths=[],
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        max_file_size=0,
        i18n=label,
        theme=theme(),
        css_paths=[WEB / "page.css"],
    )
    return app


def _page(service: Service) -> gr.Blocks:
    actions = Actions(service)
    with gr.Blocks(title="文章问答 · article-qa", analytics_enabled=False, fill_width=True) as page:
        # The environment can turn this editor on; it writes files.
        page.vibe_mode = False
        heading = gr.HTML(apply_default_css=False)
        with gr.Tabs():
            with gr.Tab(label("ask_tab")):
                examples = _ask_tab(actions)
            with gr.Tab(label("search_tab")):
                source, mode = _search_tab(actions)
            with gr.Tab(label("articles_tab")) as tab:
                table = gr.HTML(apply_default_css=False)
                tab.select(_by_language(actions.articles), None, table, show_progress="hidden", **_PRIVATE)
        _article_panel(actions)
        page.load(_welcome(actions), None, [heading, examples, source, mode], show_progress="hidden", **_PRIVATE)
        add_endpoints(service)
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    return page


def _ask_tab(actions: Actions) -> gr.Dataset:
    with gr.Row(elem_classes="qa-form"):
        question = gr.Textbox(
            label=label("question"), info=label("question_hint"), lines=1, max_lines=8, scale=1, elem_id="question"
        )
        button = gr.Button(label("ask"), variant="primary", scale=0, min_width=112, elem_id="ask")
    examples = gr.Dataset(
        components=[gr.Textbox(visible=False)], samples=[], label=label("examples"), elem_classes="qa-examples"
    )
    answer = gr.HTML(elem_id="answer", apply_default_css=False)
    ask = _by_language(actions.ask)
    gr.on([question.submit, button.click], ask, question, answer, show_progress="minimal", **_PRIVATE)
    chosen = examples.click(lambda sample: sample[0], examples, question, show_progress="hidden", **_PRIVATE)
    chosen.then(ask, question, answer, show_progress="minimal", **_PRIVATE)
    return examples


def _search_tab(actions: Actions) -> tuple[gr.Dropdown, gr.Radio]:
    with gr.Row(elem_classes="qa-form"):
        query = gr.Textbox(label=label("query"), info=label("query_hint"), lines=1, scale=1, elem_id="query")
        button = gr.Button(label("search"), variant="primary", scale=0, min_width=112, elem_id="search")
    with gr.Accordion(label("filters"), open=False, elem_classes="qa-filters"):
        with gr.Row():
            since = gr.Textbox(label=label("since"), placeholder=label("date_hint"), min_width=200)
            until = gr.Textbox(label=label("until"), placeholder=label("date_hint"), min_width=200)
            source = gr.Dropdown([("", "")], value="", label=label("source"), min_width=200)
        with gr.Row():
            mode = gr.Radio(list(MODES), value=Mode.HYBRID.value, label=label("mode"), min_width=240)
            k = gr.Slider(1, MOST_PASSAGES, value=10, step=1, label=label("count"), min_width=200)
    results = gr.HTML(elem_id="results", apply_default_css=False)

    def search(query: str, since: str | None, until: str | None, source: str, mode: str, k: int, words: Words) -> str:
        # A field that has not been shown yet gives None.
        return actions.search(Search(query, since or "", until or "", source, mode, int(k)), words)

    gr.on(
        [query.submit, button.click],
        _by_language(search),
        [query, since, until, source, mode, k],
        results,
        show_progress="minimal",
        **_PRIVATE,
    )
    return source, mode


def _article_panel(actions: Actions) -> None:
    """The dialog that articles open in; its script listens for clicks on whatever carries an article's id."""

    def open_article(place: dict[str, Any], request: gr.Request) -> str:
        words = _words(request)
        return actions.article(str(place["article"]), int(place["start"]), int(place["end"]), words)

    gr.HTML(
        html_template=(WEB / "article.html").read_text("utf-8"),
        js_on_load=(WEB / "page.js").read_text("utf-8"),
        server_functions=[open_article],
        apply_default_css=False,
        elem_id="article-panel",
    )


def _welcome(actions: Actions) -> Callable[[gr.Request], list[Any]]:
    def welcome(request: gr.Request) -> list[Any]:
        words = _words(request)
        found = actions.welcome(words)
        return [
            found.heading,
            gr.Dataset(samples=[[question] for question in found.examples], visible=bool(found.examples)),
            gr.Dropdown([(words["every_source"], ""), *((name, name) for name in found.sources)], value=""),
            gr.Radio([(words[mode.value], mode.value) for mode in MODES]),
        ]

    return welcome


def _by_language(action: Callable[..., str]) -> Callable[..., str]:
    """The action with the phrases of the browser's language as its last argument."""

    def act(request: gr.Request, *given: Any) -> str:
        return action(*given, _words(request))

    return act


def _within_a_loop(build: Callable[[], Result]) -> Result:
    """What `build` gives. Gradio makes locks, and for each, where no event loop runs, a loop that it never closes."""
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


def _words(request: gr.Request) -> Words:
    return words_for(request.headers.get("accept-language", ""))
