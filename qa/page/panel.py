"""The dialog that articles open in, and all that the page's script calls; scripts are in qa/web."""

from typing import Any

import gradio as gr

from qa.page.actions import Actions
from qa.page.articles_tab import ArticlesTab, view_of
from qa.page.parts import words_of
from qa.page.searching import read_search, whole
from qa.page.theme import WEB

SCRIPTS = ("page", "article", "links", "search", "index", "pictures")
"""In the order in which they run; the first one holds what the others use."""


def panel(actions: Actions, articles: ArticlesTab) -> None:
    """The dialog; its scripts listen to the whole page."""

    def open_article(place: dict[str, Any], request: gr.Request) -> str:
        return actions.article(
            str(place.get("article")), whole(place.get("start")), whole(place.get("end")), words_of(request)
        )

    def turn_page(asked: dict[str, Any], request: gr.Request) -> str:
        return actions.search(read_search(asked), words_of(request), whole(asked.get("page")))

    def export(asked: dict[str, Any], request: gr.Request) -> dict[str, str]:
        written, text = actions.export(read_search(asked), str(asked.get("format")), words_of(request))
        return {"name": f"passages{written.suffix}", "media": written.media, "text": text}

    def list_articles(asked: dict[str, Any], request: gr.Request) -> str:
        return articles.table(view_of(asked), words_of(request))

    def start(asked: dict[str, Any], request: gr.Request) -> str:
        return articles.start(str(asked.get("job")), str(asked.get("given") or ""), words_of(request))

    def refusal(asked: dict[str, Any], request: gr.Request) -> str:
        return articles.refusal(str(asked.get("name") or ""), whole(asked.get("size")), words_of(request))

    def progress(_asked: dict[str, Any], request: gr.Request) -> dict[str, Any]:
        return articles.progress(words_of(request))

    def refresh(_asked: dict[str, Any], request: gr.Request) -> dict[str, str]:
        words = words_of(request)
        welcome = actions.welcome(words)
        return {"heading": welcome.heading, "status": actions.status(words), "lists": articles.lists(words)}

    def phrases(_asked: dict[str, Any], request: gr.Request) -> dict[str, str]:
        words = words_of(request)
        return {
            name: words[name]
            for name in ("close", "copied", "copy_failed", "step_starting", "sure", "unreachable", "uploading")
        }

    gr.HTML(
        html_template=(WEB / "article.html").read_text("utf-8"),
        js_on_load="\n".join((WEB / f"{name}.js").read_text("utf-8") for name in SCRIPTS),
        server_functions=[open_article, turn_page, export, list_articles, start, refusal, progress, refresh, phrases],
        apply_default_css=False,
        elem_id="article-panel",
    )
