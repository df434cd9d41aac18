"""The page: its tabs, the article panel, and what it shows when opened."""

from collections.abc import Callable

import gradio as gr

from qa.service import Service
from qa.several import Several
from qa.web.api.gradio_endpoints import add_endpoints, questions
from qa.web.html.markup import empty_html
from qa.web.i18n.phrases import Words
from qa.web.library.feedback import Feedback
from qa.web.library.rebuilding import Rebuilding
from qa.web.library.uploads import Uploads
from qa.web.tabs.actions import Actions
from qa.web.tabs.articles_tab import ArticlesTab
from qa.web.tabs.ask_tab import AskTab, ask_tab
from qa.web.tabs.blocks import GradioPage
from qa.web.tabs.charts_tab import Charts, charts_tab
from qa.web.tabs.holdings import Holdings
from qa.web.tabs.panel import keeping, panel, reading
from qa.web.tabs.search_tab import search_tab
from qa.web.tabs.shared import PRIVATE, label, words_of

TITLE = "文章问答 · article-qa"


def layout(
    service: Service, uploads: Uploads, rebuilding: Rebuilding | None, feedback: Feedback | None = None
) -> gr.Blocks:
    """The page; read-only without `rebuilding`, and without `feedback` it does not ask whether an answer is right."""
    actions, holdings = Actions(service, feedback), Holdings(service)
    articles = ArticlesTab(holdings, uploads, rebuilding)
    with GradioPage(TITLE) as page:
        # Before the page's own events, which would take their names.
        add_endpoints(service, may_rebuild=rebuilding is not None)
        heading = gr.HTML(elem_id="heading", apply_default_css=False)
        with gr.Tabs():
            asking, shown = _questions(actions, page, service)
            with gr.Tab(label("articles_tab")):
                frame = gr.HTML(elem_id="articles", apply_default_css=False)
            with gr.Tab(label("charts_tab")) as charts:
                charts_tab(charts, Charts(service, holdings), asking.found)
        panel(reading(actions) | keeping(actions, holdings, articles))
        asking.reopen(page.load(_welcome(actions, articles.html), None, [heading, *shown, frame], **PRIVATE))
    return page


def layout_of_several(several: Several) -> gr.Blocks:
    """The page of several collections, to ask and search all of them; the articles of each are on its own page."""
    actions = Actions(several)
    with GradioPage(TITLE) as page:
        heading = gr.HTML(elem_id="heading", apply_default_css=False)
        with gr.Tabs():
            asking, shown = _questions(actions, page, several)
        panel(reading(actions))
        asking.reopen(page.load(_welcome(actions), None, [heading, *shown], **PRIVATE))
    return page


def _questions(actions: Actions, page: gr.Blocks, service: Service | Several) -> tuple[AskTab, list[gr.Component]]:
    """The tabs to ask and to search, and the components in them that `_welcome` fills in."""
    with gr.Tab(label("ask_tab")):
        asking = ask_tab(actions, page, questions(service))
    with gr.Tab(label("search_tab")):
        sources, results = search_tab(actions)
    return asking, [asking.sources, sources, asking.hint, results]


def _welcome(actions: Actions, *frames: Callable[[Words], str]) -> Callable[[gr.Request], list[object]]:
    """What the page shows when opened, in the visitor's language."""

    def welcome(request: gr.Request) -> list[object]:
        words = words_of(request)
        found = actions.welcome(words)
        sources = gr.Dropdown(found.sources)
        hints = [empty_html(words["empty_ask"]), actions.empty_search(words)]
        return [found.heading, sources, sources, *hints, *(frame(words) for frame in frames)]

    return welcome
