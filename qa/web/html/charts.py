"""Charts of the index as Plotly figures: plain dictionaries, drawn by the script that comes with Gradio."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, TypeAlias

from qa.web.i18n.phrases import Words
from qa.web.library.clusters import Cluster
from qa.web.library.listing import Entry
from qa.web.library.projection import Map

Figure: TypeAlias = dict[str, Any]

COLOURS = ("#2b7a86", "#c2762b", "#6a5fa8", "#5f8f3a", "#b5495b", "#4a73b8", "#9a7d1f", "#7d5a4f")
"""One for each of the most frequent sources. They can be told apart on light and dark backgrounds; people who
confuse red and green can use the legend, which hides and shows sources."""
OTHERS = "#8b9198"
FEWEST_MONTHS = 12
"""The chart has room for at least this many months."""
MONTHS_NAMED = 12
"""Maximum number of labelled months: that many fit on a phone."""
TITLE_CHARS = 40
"""Characters of a title shown at a dot."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of a figure on a light or dark background."""

    text: str
    line: str
    mark: str
    ground: str


LIGHT, DARK = Ink("#4c545c", "#dedad1", "#22262b", "#fbfaf7"), Ink("#b3bac1", "#33393f", "#ffffff", "#15181b")


def months_figure(entries: Iterable[Entry], words: Words, ink: Ink) -> Figure:
    """Articles by month: one bar per month, stacked by source."""
    entries = list(entries)
    names = frequent(article.source for article, _, _ in entries)
    dated = [(article.source, article.published) for article, _, _ in entries if article.published]
    counted = Counter((source if source in names else None, f"{day:%Y-%m}") for source, day in dated)
    months = _months([day for _, day in dated])
    bars = [
        {
            "type": "bar",
            "name": _source(name, words),
            "x": months,
            "y": [counted[name, month] for month in months],
            "marker": {"color": colour},
            "customdata": [[name, month] for month in months],
            "hovertemplate": "%{x} · %{y}",
        }
        for name, colour in _coloured(names)
        if any(counted[name, month] for month in months)
    ]
    # A single month would be one bar as wide as the page.
    room = [-0.5, max(len(months), FEWEST_MONTHS) - 0.5]
    axes: Figure = {
        "xaxis": {
            "type": "category",
            "tickangle": -45,
            "dtick": -(-len(months) // MONTHS_NAMED) or 1,
            "range": room,
            **_axis(ink),
            "showgrid": False,
        },
        "yaxis": {"rangemode": "tozero", "tickformat": ",d", "dtick": _tick(counted), **_axis(ink)},
    }
    return {"data": bars, "layout": {"barmode": "stack", **axes, **_layout(ink)}, "config": _config()}


def map_figure(
    points: Map, hits: Iterable[int], entries: Iterable[Entry], words: Words, ink: Ink, groups: Iterable[Cluster] = ()
) -> Figure:
    """The passages as dots in two dimensions, those of the last question marked; sources are coloured as in the bars.

    Each group of passages has its words at its centre.
    """
    names = frequent(article.source for article, _, _ in entries)
    marked = set(hits)
    dots = [
        _dots(points, [i for i, p in enumerate(points.passages) if _group(p.article.source, names) == name], words)
        | {"name": _source(name, words), "marker": {"color": colour, "size": 8, "opacity": 0.9}}
        for name, colour in _coloured(names)
    ]
    found = _dots(points, [i for i, p in enumerate(points.passages) if p.id in marked], words)
    ring = {"color": ink.mark, "size": 13, "symbol": "diamond-open", "line": {"width": 2}}
    traces = [trace for trace in (*dots, found | {"name": words["found_now"], "marker": ring}) if trace["x"]]
    bare: Figure = {"showticklabels": False, "zeroline": False, "showgrid": False}
    labels = [
        {
            "x": group.place[0],
            "y": group.place[1],
            "text": _text(" · ".join(group.terms)),
            "showarrow": False,
            "font": {"size": 12, "color": ink.text},
            "bgcolor": ink.ground,
            "opacity": 0.85,
        }
        for group in groups
    ]
    drawn = {"xaxis": bare, "yaxis": bare, "annotations": labels, **_layout(ink)}
    return {"data": traces, "layout": drawn, "config": _config()}


def frequent(sources: Iterable[str], most: int = len(COLOURS)) -> list[str]:
    """The most frequent sources, ties by name."""
    counted = Counter(sources)
    return sorted(counted, key=lambda name: (-counted[name], name))[:most]


def _dots(points: Map, chosen: Sequence[int], words: Words) -> Figure:
    passages = [points.passages[i] for i in chosen]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(float(points.places[i, 0]), 4) for i in chosen],
        "y": [round(float(points.places[i, 1]), 4) for i in chosen],
        "text": [_text(p.article.title or words["untitled"]) for p in passages],
        "hovertemplate": "%{text}",
        "customdata": [[p.article.id, p.start, p.end] for p in passages],
    }


def _coloured(names: Sequence[str]) -> list[tuple[str | None, str]]:
    return [*zip(names, COLOURS, strict=False), (None, OTHERS)]


def _group(source: str, names: Sequence[str]) -> str | None:
    return source if source in names else None


def _source(name: str | None, words: Words) -> str:
    return words["others"] if name is None else _text(name or words["no_source"])


def _text(text: str) -> str:
    """Text for a figure: shortened, with characters replaced that would begin a tag or a field there."""
    short = text if len(text) <= TITLE_CHARS else f"{text[:TITLE_CHARS]}…"
    return short.replace("&", "＆").replace("<", "＜").replace(">", "＞").replace("%{", "% {")


def _months(days: Sequence[date]) -> list[str]:
    """Every month from the first to the last."""
    if not days:
        return []
    first, last = min(days), max(days)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers]


def _tick(counted: Mapping[tuple[str | None, str], int]) -> int:
    """Articles between two ticks of the axis: a round number that gives at most six ticks above zero."""
    heights = Counter[str]()
    for (_, month), articles in counted.items():
        heights[month] += articles
    tallest = max(heights.values(), default=0)
    return next(step for step in _round_numbers() if step * 6 >= tallest)


def _round_numbers() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    return (digit * 10**power for power in count() for digit in (1, 2, 5))


def _axis(ink: Ink) -> Mapping[str, Any]:
    return {"gridcolor": ink.line, "zerolinecolor": ink.line, "linecolor": ink.line, "automargin": True}


def _layout(ink: Ink) -> Mapping[str, Any]:
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": ink.text, "size": 13},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "height": 420,
        "hovermode": "closest",
        # Above: below, it would cover the names of the months on a narrow page.
        "legend": {"orientation": "h", "x": 0, "y": 1.04, "yanchor": "bottom", "traceorder": "normal"},
        "showlegend": True,
    }


def _config() -> Mapping[str, Any]:
    return {"displaylogo": False, "displayModeBar": False, "scrollZoom": False}
