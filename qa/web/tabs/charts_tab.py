"""The tab of charts: articles by month, passages by meaning."""

import json
from threading import Lock
from typing import Any

import gradio as gr
from gradio.components.plot import PlotData

from corpus.errors import QAError
from qa.service import Service
from qa.web.html.charts import DARK, LIGHT, Figure, map_figure, months_figure
from qa.web.html.markup import error_html
from qa.web.html.render import render
from qa.web.i18n.error_messages import error_text
from qa.web.i18n.phrases import Words
from qa.web.library.clusters import Cluster, clusters
from qa.web.library.listing import months
from qa.web.library.projection import Map, lay_out
from qa.web.tabs.holdings import Holdings
from qa.web.tabs.shared import PRIVATE, words_of

# The colours of a figure do not follow those of the page by themselves.
IS_DARK = "(dark, ...others) => [document.body.classList.contains('dark'), ...others]"


LISTED = 10
"""Maximum number of passages listed per group."""


class Charts:
    """The charts of an index; a map is laid out once per generation and set of marked passages."""

    def __init__(self, service: Service, holdings: Holdings) -> None:
        self._service = service
        self._holdings = holdings
        self._lock = Lock()
        self._laid: tuple[tuple[int, tuple[int, ...]], tuple[Map, list[Cluster]]] | None = None

    def draw(self, words: Words, found: tuple[int, ...], *, dark: bool) -> tuple[str, Figure, str, Figure, str]:
        """Articles by month and the map, each after its text, and the map's groups as a list. Raises IndexingError."""
        ink = DARK if dark else LIGHT
        entries = self._holdings.entries()
        points, groups = self._map(found)
        undated = sum(article.published is None for article, _, _ in entries)
        return (
            render("months", words, undated=undated, months=months(entries)),
            months_figure(entries, words, ink),
            render("map", words, shown=len(points.passages), total=points.total),
            map_figure(points, found, entries, words, ink, groups),
            render("clusters", words, clusters=groups, most=LISTED),
        )

    def _map(self, found: tuple[int, ...]) -> tuple[Map, list[Cluster]]:
        index = self._service.index()
        key = (index.manifest.number, found)
        with self._lock:
            if self._laid is None or self._laid[0] != key:
                points = lay_out(index, found)
                self._laid = key, (points, clusters(points))
            return self._laid[1]


def charts_tab(tab: gr.Tab, charts: Charts, found: gr.State) -> None:
    """The tab; drawn when opened."""
    dark = gr.Checkbox(visible=False)
    above = gr.HTML(apply_default_css=False, elem_classes="qa-picture")
    months = gr.Plot(show_label=False, elem_id="months")
    below = gr.HTML(apply_default_css=False, elem_classes="qa-picture")
    meaning = gr.Plot(show_label=False, elem_id="map")
    groups = gr.HTML(apply_default_css=False, elem_id="clusters")

    def draw(dark: bool, found: tuple[int, ...], request: gr.Request) -> list[Any]:
        words = words_of(request)
        try:
            by_month, months, by_meaning, meaning, groups = charts.draw(words, found, dark=bool(dark))
        except QAError as error:
            return [error_html(error_text(error, words)), None, "", None, ""]
        return [by_month, _plot(months), by_meaning, _plot(meaning), groups]

    tab.select(draw, [dark, found], [above, months, below, meaning, groups], js=IS_DARK, **PRIVATE)


def _plot(figure: Figure) -> PlotData:
    return PlotData(type="plotly", plot=json.dumps(figure))
