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

ALL_SET = "() => new Promise((done) => setTimeout(done))"
"""Waits until the browser has set all the fields that one event sets. Each field reports its change while the next ones
still have their old values, and the response to such a half-filled form could arrive last."""

label = gr.I18n(en=dict(ENGLISH), **{f"zh{place}": dict(CHINESE) for place in ("", "-CN", "-TW", "-HK", "-MO", "-SG")})
"""Phrases chosen by the browser's language; it matches a variant of Chinese only by its full name."""


def words_of(request: gr.Request) -> Words:
    """The phrases in the visitor's language."""
    return words_for(request.headers.get("accept-language", ""), request.cookies.get(CHOSEN, ""))


def filter_fields() -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown]:
    """Fields for the first day, the last day and the sources."""
    with gr.Row():
        since, until = (
            gr.Textbox(
                label=label(name), placeholder=label("date_hint"), min_width=170, max_lines=1, elem_classes="qa-date"
            )
            for name in ("since", "until")
        )
        # A link may set a source before the page knows which ones exist.
        sources = gr.Dropdown(
            [], value=[], multiselect=True, allow_custom_value=True, label=label("sources"), min_width=200
        )
    return since, until, sources


def active_filters(since: gr.Textbox, until: gr.Textbox, sources: gr.Dropdown) -> None:
    """Chips for the active filters, visible while their fields are folded away; a click removes one."""
    chips = gr.Dataset(
        components=[gr.Textbox(visible=False)],
        samples=[],
        label=label("active_filters"),
        type="index",
        visible=False,
        elem_classes="qa-active",
    )
    fields = [since, until, sources]

    def show(since: str | None, until: str | None, sources: list[str] | None, request: gr.Request) -> gr.Dataset:
        named = filters(since, until, sources).named(words_of(request))
        return gr.Dataset(samples=[[f"{name} ✕"] for name in named], visible=bool(named))

    def remove(place: int, since: str | None, until: str | None, sources: list[str] | None) -> list[Any]:
        left = filters(since, until, sources).without(place)
        return [left.since, left.until, list(left.sources)]

    changed = gr.on([since.change, until.change, sources.change], None, js=ALL_SET, **PRIVATE)
    changed.then(show, fields, chips, trigger_mode="always_last", **PRIVATE)
    chips.click(remove, [chips, *fields], fields, **PRIVATE)


def filters(since: str | None, until: str | None, sources: list[str] | None) -> FilterForm:
    """The filters as filled in; a field that is not shown yet is None."""
    return FilterForm(since or "", until or "", tuple(sources or ()))
