"""The page: its tabs, the article panel, and what it shows when opened."""

from collections.abc import Callable

import gradio as gr

from qa.service import Service
from qa.web.api.gradio_endpoints import add_endpoints, questions
from qa.web.library.feedback import Feedback
from qa.web.library.rebuilding import Rebuilding
from qa.web.library.uploads import Uploads
from qa.web.tabs.actions import Actions
from qa.web.tabs.articles_tab import ArticlesTab
from qa.web.tabs.ask_tab import ask_tab
from qa.web.tabs.blocks import GradioPage
from qa.web.tabs.charts_tab import Charts, charts_tab
from qa.web.tabs.panel import panel
from qa.web.tabs.search_tab import search_tab
from qa.web.tabs.shared import PRIVATE, label, words_of


def layout(
    service: Service, uploads: Uploads, rebuilding: Rebuilding | None, feedback: Feedback | None = None
) -> gr.Blocks:
    """The page; read-only without `rebuilding`, and without `feedback` it does not ask whether an answer is right."""
    actions = Actions(service, feedback)
    articles = ArticlesTab(actions, uploads, rebuilding)
    with GradioPage("文章问答 · article-qa") as page:
        # Before the page's own events, which would take their names.
        add_endpoints(service, may_rebuild=rebuilding is not None)
        heading = gr.HTML(elem_id="heading", apply_default_css=False)
        with gr.Tabs():
            with gr.Tab(label("ask_tab")):
                asking = ask_tab(actions, page, questions(service))
            with gr.Tab(label("search_tab")):
                sources, results = search_tab(actions)
            with gr.Tab(label("articles_tab")):
                frame = gr.HTML(elem_id="articles", apply_default_css=False)
            with gr.Tab(label("charts_tab")) as charts:
                charts_tab(charts, Charts(service, actions), asking.found)
        panel(actions, articles)
        shown = [heading, asking.sources, sources, results, frame]
        asking.reopen(page.load(_welcome(actions, articles), None, shown, **PRIVATE))
    return page


def _welcome(actions: Actions, articles: ArticlesTab) -> Callable[[gr.Request], list[object]]:
    """What the page shows when opened, in the visitor's language."""

    def welcome(request: gr.Request) -> list[object]:
        words = words_of(request)
        found = actions.welcome(words)
        sources = gr.Dropdown(found.sources)
        return [found.heading, sources, sources, actions.empty_search(words), articles.html(words)]

    return welcome
