"""The search form and a page of its results."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from index.types import Hit, Mode
from qa.web.conversation import UNFILTERED, FilterForm
from qa.web.html.answers import hits_html
from qa.web.html.render import render
from qa.web.i18n.phrases import Words

PER_PAGE = 10
"""Passages on a page."""
HITS_LIMIT = 200
"""Maximum number of passages that one search of the page returns."""


@dataclass(frozen=True, slots=True)
class Search:
    """The search form as filled in; an empty field does not filter."""

    query: str
    filters: FilterForm = UNFILTERED
    mode: str = Mode.HYBRID.value
    k: int = 10

    def to_json(self) -> str:
        """The form as JSON, for the page to send back."""
        fields = {"query": self.query, "since": self.filters.since, "until": self.filters.until}
        return json.dumps({**fields, "sources": self.filters.sources, "mode": self.mode, "k": self.k})


def read_search(given: Mapping[str, Any]) -> Search:
    """The form that the page sends back; other values become text, and the number of passages is clamped."""
    sources = given.get("sources")
    filters = FilterForm(
        str(given.get("since") or ""),
        str(given.get("until") or ""),
        tuple(map(str, sources)) if isinstance(sources, list) else (),
    )
    mode = str(given.get("mode") or Mode.HYBRID.value)
    return Search(str(given.get("query") or ""), filters, mode, min(max(whole(given.get("k")), 1), HITS_LIMIT))


def whole(value: Any) -> int:
    """The integer that a page sends back; 0 if it is not one."""
    return int(value) if isinstance(value, int | str) and re.fullmatch(r"-?\d{1,18}", str(value)) else 0


def results_html(hits: Sequence[Hit], form: Search, page: int, words: Words, notice: str = "") -> Markup:
    """A page of the passages, links to the other pages, and downloads of all of them."""
    pages = max(1, -(-len(hits) // PER_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PER_PAGE
    shown = hits_html(hits[start : start + PER_PAGE], form.query, words, total=len(hits), first=start + 1)
    given = form.to_json()
    return render("search_results", words, hits=hits, shown=shown, form=given, page=page, pages=pages, notice=notice)
