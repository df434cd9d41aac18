"""Links into the page: a collection, a question with its filters, an article at a passage."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode

from qa.settings import MAIN
from qa.web.conversation import TURNS, UNFILTERED, FilterForm

LINK_CHARS = 20_000
"""Characters of a link, at most: the longest question in Chinese takes 18,000. Earlier questions that do not fit are
left out."""
QUERY_CHARS = 24_000
"""Characters of a query string that are read: a link, and the place of an article that the page has appended to it."""

_PLACE = re.compile(r"([\w-]{1,64}):(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article: half-open character offsets into its text."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """What a link opens; an empty question asks nothing."""

    question: str = ""
    filters: FilterForm = UNFILTERED
    place: Place | None = None
    before: tuple[str, ...] = ()
    """The earlier questions of the conversation."""

    def query(self) -> str:
        """The link's query string, including the "?", with as many of the earlier questions as fit."""
        shorter = (self._query(self.before[first:]) for first in range(len(self.before)))
        return next((query for query in shorter if len(query) <= LINK_CHARS), self._query(()))

    def _query(self, before: tuple[str, ...]) -> str:
        given: dict[str, str | list[str]] = {
            "q": [*before, self.question] if before else self.question,
            "a": f"{self.place.article}:{self.place.start}-{self.place.end}" if self.place else "",
            "since": self.filters.since,
            "until": self.filters.until,
            "source": list(self.filters.sources),
        }
        return f"?{urlencode({name: value for name, value in given.items() if value}, doseq=True)}"


def root_of(names: str) -> str:
    """The path of a collection's page, without the trailing slash; several names are separated by commas."""
    return "" if names == MAIN else f"/collections/{quote(names, safe=',')}"


def read_link(query: str) -> Link:
    """The link in a query string; unknown parts are ignored, and so is a part that does not end within QUERY_CHARS."""
    if len(query) > QUERY_CHARS:
        query = query[: QUERY_CHARS + 1].rpartition("&")[0]
    given = parse_qs(query.removeprefix("?"))
    found = _PLACE.fullmatch(_first(given, "a"))
    place = Place(found[1], int(found[2]), int(found[3])) if found else None
    filters = FilterForm(_first(given, "since"), _first(given, "until"), tuple(given.get("source", ())))
    *before, question = given.get("q", [""])
    return Link(question, filters, place, tuple(before[-TURNS:]))


def _first(given: Mapping[str, list[str]], name: str) -> str:
    return given.get(name, [""])[0]
