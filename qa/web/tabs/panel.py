"""The panel that shows an article, and the functions that the page's scripts call (qa/web/static)."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import gradio as gr

from index.crosslingual.glosses import english_glosses, glosses
from qa.web.html.theme import WEB
from qa.web.i18n.phrases import CHINESE, Words
from qa.web.library.feedback import Place
from qa.web.tabs.actions import Actions
from qa.web.tabs.articles_tab import ArticlesTab, view_of
from qa.web.tabs.holdings import Holdings
from qa.web.tabs.search_form import read_search, whole
from qa.web.tabs.shared import words_of

SCRIPTS = (
    "page",
    "ask",
    "article",
    "tips",
    "gloss",
    "links",
    "sharing",
    "rating",
    "translate",
    "conversations",
    "search",
    "dates",
    "index",
    "charts",
)
"""In the order in which they run; the first defines what the others use."""
PHRASES = (
    "choose_day",
    "conversations",
    "conversations_find",
    "conversations_none",
    "copied_answer",
    "remove",
    "rate_point",
    "rated",
    "rename",
    "citation_after",
    "citation_before",
    "close",
    "copied",
    "copy_failed",
    "gloss_says",
    "step_starting",
    "title",
    "translating",
    "sure",
    "unreachable",
    "uploading",
)
"""Phrases that the scripts use."""

PLACES = 20
"""Maximum number of places in one rating."""
GLOSSED = 2_000
"""Maximum number of characters of a text whose words are looked up at once."""

Given: TypeAlias = Mapping[str, Any]
"""What a script sends: untrusted."""
Served: TypeAlias = Callable[[Given, Words], Any]


def panel(functions: Mapping[str, Served]) -> None:
    """The panel; its scripts listen to the whole page, and call these functions."""
    gr.HTML(
        html_template=(WEB / "article.html").read_text("utf-8"),
        js_on_load="\n".join((WEB / f"{name}.js").read_text("utf-8") for name in SCRIPTS),
        server_functions=[_served(name, function) for name, function in functions.items()],
        apply_default_css=False,
        elem_id="article-panel",
    )


def reading(actions: Actions) -> dict[str, Served]:
    """Functions of the scripts that show articles and passages."""

    def open_article(given: Given, words: Words) -> str:
        start, end, *strong = (whole(given.get(name)) for name in ("start", "end", "bold_start", "bold_end"))
        return actions.article(str(given.get("article")), start, end, words, (strong[0], strong[1]))

    def turn_page(given: Given, words: Words) -> str:
        return actions.search(read_search(given), words, whole(given.get("page")))

    def rate(given: Given, words: Words) -> str:
        places = given.get("places")
        read = [read_place(place) for place in places[:PLACES]] if isinstance(places, list) else []
        return actions.rate(str(given.get("question") or ""), read, words)

    def export(given: Given, words: Words) -> dict[str, str]:
        written, text = actions.export(read_search(given), str(given.get("format")), words)
        return {"name": f"passages{written.suffix}", "media": written.media, "text": text}

    def gloss(given: Given, words: Words) -> list[dict[str, object]]:
        explained = english_glosses if words is CHINESE else glosses
        return [word.to_dict() for word in explained(str(given.get("text"))[:GLOSSED])]

    def translate(given: Given, words: Words) -> str:
        article, start, end = read_place(given)
        return actions.translation(article, start, end, words)

    return {
        "gloss": gloss,
        "translate": translate,
        "open_article": open_article,
        "turn_page": turn_page,
        "export": export,
        "rate": rate,
        "phrases": lambda _, words: {name: words[name] for name in PHRASES},
    }


def read_place(given: object) -> Place:
    """A place that the page sends back."""
    place = given if isinstance(given, dict) else {}
    return str(place.get("article")), whole(place.get("start")), whole(place.get("end"))


def keeping(actions: Actions, holdings: Holdings, articles: ArticlesTab) -> dict[str, Served]:
    """Functions of the scripts that list and change what is indexed."""

    def month(given: Given, words: Words) -> str:
        source = given.get("source")
        return holdings.month(str(given.get("month")), None if source is None else str(source), words)

    def start(given: Given, words: Words) -> str:
        return articles.start(str(given.get("job")), str(given.get("given") or ""), words)

    def refusal(given: Given, words: Words) -> str:
        return articles.refusal(str(given.get("name") or ""), whole(given.get("size")), words)

    def refresh(_: Given, words: Words) -> dict[str, str]:
        heading = actions.welcome(words).heading
        return {"heading": heading, "status": articles.status(words), "lists": articles.lists(words)}

    return {
        "month": month,
        "list_articles": lambda given, words: articles.table(view_of(given), words),
        "start": start,
        "refusal": refusal,
        "progress": lambda _, words: articles.progress(words),
        "refresh": refresh,
    }


def _served(name: str, function: Served) -> Callable[..., Any]:
    """The function under its name, as Gradio calls it."""

    def served(given: Any, request: gr.Request) -> Any:
        return function(given if isinstance(given, dict) else {}, words_of(request))

    served.__name__ = name
    return served
