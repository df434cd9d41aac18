"""What the tabs share: phrases, the visitor's language, event settings and filters."""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from qa.web.api.gradio_endpoints import SEARCHES
from qa.web.conversation import FilterForm
from qa.web.i18n.phrases import CHINESE, CHOSEN, ENGLISH, Words, words_for

PRIVATE: Mapping[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Settings of the page's own events, hidden from programs."""
SEARCHING: Mapping[str, Any] = {**PRIVATE, **SEARCHES}

label = gr.I18n(en=dict(ENGLISH), **{f"zh{place}": dict(CHINESE) for place in ("", "-CN", "-TW", "-HK", "-MO", "-SG")})
"""Phrases chosen by the browser's language; it matches a variant of Chinese only by its full name."""


def words_of(request: gr.Request) -> Words:
    """The visitor's phrases."""
    return words_for(request.headers.get("accept-language", ""), request.cookies.get(CHOSEN, ""))


def filter_fields() -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown]:
    """Fields for the first day, the last day and the sources."""
    with gr.Row():
        since = gr.Textbox(label=label("since"), placeholder=label("date_hint"), min_width=150, max_lines=1)
        until = gr.Textbox(label=label("until"), placeholder=label("date_hint"), min_width=150, max_lines=1)
        sources = gr.Dropdown([], value=[], multiselect=True, label=label("sources"), min_width=200)
    return since, until, sources


def filters(since: str | None, until: str | None, sources: list[str] | None) -> FilterForm:
    """The fields as filled in; None for one not shown yet."""
    return FilterForm(since or "", until or "", tuple(sources or ()))
