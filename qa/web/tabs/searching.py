"""The search form and a page of what it finds."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from index.types import Hit, Mode
from qa.web.conversation import UNFILTERED, Filters
from qa.web.html.answers import hits_html
from qa.web.html.catalogue import pager_html
from qa.web.html.export import FORMATS
from qa.web.i18n.phrases import Words

PER_PAGE = 10
"""Passages on a page."""
MOST = 200
"""Passages that one search of the page gives."""


@dataclass(frozen=True, slots=True)
class Search:
    """What the search form holds, as it was typed; an empty field is no filter."""

    query: str
    filters: Filters = UNFILTERED
    mode: str = Mode.HYBRID.value
    k: int = 10

    def to_json(self) -> str:
        """For the page to bring back."""
        fields = {"query": self.query, "since": self.filters.since, "until": self.filters.until}
        return json.dumps({**fields, "sources": self.filters.sources, "mode": self.mode, "k": self.k})


def read_search(given: Mapping[str, Any]) -> Search:
    """The form that the page brings back; whatever else it brings becomes text, and a number within bounds."""
    sources = given.get("sources")
    filters = Filters(
        str(given.get("since") or ""),
        str(given.get("until") or ""),
        tuple(map(str, sources)) if isinstance(sources, list) else (),
    )
    mode = str(given.get("mode") or Mode.HYBRID.value)
    return Search(str(given.get("query") or ""), filters, mode, min(max(whole(given.get("k")), 1), MOST))


def whole(value: Any) -> int:
    """The number that a page brings back; 0 where it is none."""
    return int(value) if isinstance(value, int | str) and re.fullmatch(r"-?\d{1,18}", str(value)) else 0


def results_html(hits: Sequence[Hit], form: Search, page: int, words: Words, notice: str = "") -> str:
    """A page of the passages, the ways to the other pages, and the whole as a file."""
    pages = max(1, -(-len(hits) // PER_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PER_PAGE
    shown = hits_html(hits[start : start + PER_PAGE], form.query, words, total=len(hits), first=start + 1)
    told = f'<p class="qa-notice">{escape(notice)}</p>' if notice else ""
    below = f"{pager_html(page, pages, words)}{_downloads(words)}" if hits else ""
    return f'<section class="qa-found" data-search="{escape(form.to_json())}">{told}{shown}<div class="qa-after">{below}</div></section>'


def _downloads(words: Words) -> str:
    names = {"json": "JSON", "csv": "CSV", "markdown": "Markdown"}
    buttons = "".join(
        f'<button type="button" class="qa-small" data-export="{name}">{names[name]}</button>' for name in FORMATS
    )
    return f'<p class="qa-downloads"><span>{escape(words["download"])}</span> {buttons}</p>'
