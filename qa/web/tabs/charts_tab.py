"""The tab of charts: articles by month, passages by meaning."""

import json
from threading import Lock
from typing import Any

import gradio as gr
from gradio.components.plot import PlotData

from corpus.errors import QAError
from qa.service import Service
from qa.web.html.charts import DARK, LIGHT, Figure, map_figure, months_figure
from qa.web.html.markup import empty_html, error_html
from qa.web.i18n.error_messages import error_text
from qa.web.i18n.phrases import Words, counted
from qa.web.library.projection import Map, lay_out
from qa.web.tabs.actions import Actions
from qa.web.tabs.shared import PRIVATE, words_of

# The colours of a figure do not follow the page's by themselves.
IS_DARK = "(dark, ...others) => [document.body.classList.contains('dark'), ...others]"


class Charts:
    """The charts of an index; a map is laid out once for each generation and set of marked passages."""

    def __init__(self, service: Service, actions: Actions) -> None:
        self._service = service
        self._actions = actions
        self._lock = Lock()
        self._laid: tuple[tuple[int, tuple[int, ...]], Map] | None = None

    def draw(self, words: Words, found: tuple[int, ...], *, dark: bool) -> tuple[Figure, Figure, int, Map]:
        """Both figures, how many articles have no date, and the map. Raises IndexingError."""
        ink = DARK if dark else LIGHT
        entries = self._actions.entries()
        points = self._map(found)
        undated = sum(article.published is None for article, _, _ in entries)
        return months_figure(entries, words, ink), map_figure(points, found, entries, words, ink), undated, points

    def _map(self, found: tuple[int, ...]) -> Map:
        index = self._service.index()
        key = (index.manifest.number, found)
        with self._lock:
            if self._laid is None or self._laid[0] != key:
                self._laid = key, lay_out(index, found)
            return self._laid[1]


def charts_tab(tab: gr.Tab, charts: Charts, found: gr.State) -> None:
    """The tab; drawn when opened."""
    dark = gr.Checkbox(visible=False)
    above = gr.HTML(apply_default_css=False, elem_classes="qa-picture")
    months = gr.Plot(show_label=False, elem_id="months")
    below = gr.HTML(apply_default_css=False, elem_classes="qa-picture")
    meaning = gr.Plot(show_label=False, elem_id="map")

    def draw(dark: bool, found: tuple[int, ...], request: gr.Request) -> list[Any]:
        words = words_of(request)
        try:
            months, meaning, undated, points = charts.draw(words, found, dark=bool(dark))
        except QAError as error:
            return [error_html(error_text(error, words)), None, "", None]
        note = counted(words, "undated_left_out", undated) if undated else ""
        says = words["map_says"].format(shown=len(points.passages), all=points.total)
        return [
            f"<h2>{words['months']}</h2>{empty_html(note) if note else ''}",
            _plot(months),
            f"<h2>{words['map']}</h2>{empty_html(says)}",
            _plot(meaning),
        ]

    tab.select(draw, [dark, found], [above, months, below, meaning], js=IS_DARK, **PRIVATE)


def _plot(figure: Figure) -> PlotData:
    return PlotData(type="plotly", plot=json.dumps(figure))
