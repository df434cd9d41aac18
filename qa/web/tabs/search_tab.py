"""The tab that lists passages."""

import gradio as gr

from index.types import Mode
from qa.web.tabs.actions import Actions
from qa.web.tabs.search_form import HITS_LIMIT, Search
from qa.web.tabs.shared import SEARCHING, active_filters, filter_fields, filters, label, words_of

MODES = (Mode.HYBRID, Mode.DENSE, Mode.BM25)
"""In the order in which they are offered."""


def search_tab(actions: Actions) -> tuple[gr.Dropdown, gr.HTML]:
    """The query, its filters and its results; returns the source field and the results."""
    with gr.Row(elem_classes="qa-form"):
        query = gr.Textbox(label=label("query"), info=label("query_hint"), lines=1, scale=1, elem_id="query")
        button = gr.Button(label("search"), variant="primary", scale=0, min_width=112, elem_id="search")
    with gr.Accordion(label("filters"), open=False, elem_classes="qa-filters"):
        since, until, sources = filter_fields()
        with gr.Row():
            names = [(label(mode.value), mode.value) for mode in MODES]
            mode = gr.Radio(names, value=Mode.HYBRID.value, label=label("mode"), min_width=240)
            k = gr.Slider(1, HITS_LIMIT, value=30, step=1, label=label("count"), min_width=200)
    active_filters(since, until, sources)
    results = gr.HTML(elem_id="results", apply_default_css=False)

    def search(
        query: str,
        since: str | None,
        until: str | None,
        sources: list[str] | None,
        mode: str,
        k: int | None,
        request: gr.Request,
    ) -> str:
        form = Search(query, filters(since, until, sources), mode, int(k or HITS_LIMIT))
        return actions.search(form, words_of(request))

    fields = [query, since, until, sources, mode, k]
    gr.on([query.submit, button.click], search, fields, results, trigger_mode="always_last", **SEARCHING)
    return sources, results
