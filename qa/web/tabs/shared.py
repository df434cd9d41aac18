"""What the tabs share: phrases, the visitor's language, settings of events and filters."""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from qa.web.api.endpoints import QUESTIONS
from qa.web.conversation import Filters
from qa.web.i18n.phrases import CHINESE, CHOSEN, ENGLISH, Words, words_for

PRIVATE: Mapping[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Events of the page itself: programs do not see them."""
ASKING: Mapping[str, Any] = {**PRIVATE, **QUESTIONS}

label = gr.I18n(en=dict(ENGLISH), **{f"zh{place}": dict(CHINESE) for place in ("", "-CN", "-TW", "-HK", "-MO", "-SG")})
"""Phrases that the browser chooses by its language; it knows a variant of Chinese only by its full name."""


def words_of(request: gr.Request) -> Words:
    """The phrases for who asks."""
    return words_for(request.headers.get("accept-language", ""), request.cookies.get(CHOSEN, ""))


def filter_fields() -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown]:
    """Fields for the first day, the last day and the sources."""
    with gr.Row():
        since = gr.Textbox(label=label("since"), placeholder=label("date_hint"), min_width=150, max_lines=1)
        until = gr.Textbox(label=label("until"), placeholder=label("date_hint"), min_width=150, max_lines=1)
        sources = gr.Dropdown([], value=[], multiselect=True, label=label("sources"), min_width=200)
    return since, until, sources


def filters(since: str | None, until: str | None, sources: list[str] | None) -> Filters:
    """The fields as they were filled in; one that has not been shown yet gives None."""
    return Filters(since or "", until or "", tuple(sources or ()))
