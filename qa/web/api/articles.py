"""The articles of an index as a list and one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.storage.reader import Index
from qa.service import Service
from qa.validation import Filters, check_filters
from qa.web.library.listing import Entry, View, listed
from qa.web.public_form import without_paths


@dataclass(frozen=True, slots=True)
class _Listing:
    generation: int
    entries: Sequence[Entry]


class ArticleList:
    """Lists the articles of a service; the list is read once for each generation."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._read: _Listing | None = None

    def page(self, view: View, per_page: int, filters: Filters) -> dict[str, Any]:
        """A page of those that the filters admit and whose title or source has what is looked for. Raises QAError."""
        index = self._service.index()
        only = check_filters(filters, index.store)
        found = listed([entry for entry in self._entries(index) if only.admits(entry[0])], view, per_page)
        return {
            "articles": [
                without_paths({**article.to_dict(), "characters": length, "passages": passages})
                for article, length, passages in found.entries
            ],
            "total": found.found,
            "page": found.view.page,
            "pages": found.pages,
        }

    def _entries(self, index: Index) -> Sequence[Entry]:
        if self._read is None or self._read.generation != index.manifest.number:
            self._read = _Listing(index.manifest.number, index.store.listing())
        return self._read.entries
