"""Functions for programs: the objects of the service as plain values, without paths on this computer."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from index.types import Mode
from qa.errors import QuestionError
from qa.service import Service
from qa.validation import MAX_HITS
from qa.web.conversation import FilterForm
from qa.web.public_form import without_paths

MAX_READ = 20_000
"""Maximum number of characters of an article read at once."""

Since: TypeAlias = Annotated[str, Field(description="First day of publication: 2022-08-06, 2022-08 or 2022.")]
Until: TypeAlias = Annotated[str, Field(description="Last day of publication.")]
Source: TypeAlias = Annotated[str | list[str], Field(description="One source, or several.")]


class Endpoints:
    """Plain values in, plain values out. Each method may raise QAError."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def ask(
        self,
        question: Annotated[str, Field(description="What to answer, in Chinese or English.")],
        since: Since = "",
        until: Until = "",
        source: Source = "",
    ) -> dict[str, Any]:
        """Answer a question, in Chinese or English, with sentences from the articles, each cited."""
        filters = FilterForm(since, until, _several(source)).chosen()
        return without_paths(dict(self._service.ask(question, **filters).to_dict()))

    def search(
        self,
        query: Annotated[str, Field(description="Words, names or a question, in Chinese or English.")],
        k: Annotated[
            int, Field(description="How many passages.", json_schema_extra={"minimum": 1, "maximum": MAX_HITS})
        ] = 10,
        mode: Annotated[
            str,
            Field(description="dense: by meaning alone; bm25: by words alone.", json_schema_extra={"enum": [*Mode]}),
        ] = "hybrid",
        since: Since = "",
        until: Until = "",
        source: Source = "",
    ) -> list[dict[str, Any]]:
        """Find the k best passages of the articles for a query, best first."""
        filters = FilterForm(since, until, _several(source)).chosen()
        return [without_paths(hit.to_dict()) for hit in self._service.search(query, k, mode=mode, **filters)]

    def rebuild(self, paths: list[str] | None = None, add: bool = True) -> dict[str, Any]:
        """Index files and folders of the computer that serves the page; without any, read everything again.

        Args:
            paths: files and folders.
            add: keep what the index holds; otherwise replace it.
        """
        return without_paths(self._service.rebuild(paths or (), add=add).to_dict())

    def read_article(
        self,
        article: Annotated[str, Field(description="The article's id, from search or ask.")],
        start: Annotated[
            int, Field(description="First character; a quote's start, less some, shows what is before.")
        ] = 0,
        end: Annotated[
            int | None, Field(description=f"Where to stop; at most {MAX_READ:,} characters are read at once.")
        ] = None,
    ) -> dict[str, Any]:
        """Read an article or a part of it. Offsets count characters, as in the citations of search and ask."""
        found = self._service.article(article)
        if found is None:
            raise QuestionError("article_unknown", article=article)
        length = len(found.text)
        start = min(max(start, 0), length)
        end = min(max(length if end is None else end, start), length, start + MAX_READ)
        text = found.text[start:end]
        next_start = end if end < length else None
        return {
            **without_paths(found.to_dict()),
            "text": text,
            "start": start,
            "end": end,
            "length": length,
            "next_start": next_start,
        }

    def list_sources(self) -> dict[str, Any]:
        """List the sources of the articles, such as newspapers, with how many articles each has."""
        sources: Mapping[str, int] = self._service.status().sources
        return {"sources": [{"source": source, "articles": count} for source, count in sources.items()]}

    def status(self) -> dict[str, Any]:
        """What the index holds: articles, passages, sources, first and last date, and when it was built."""
        return {
            name: value for name, value in self._service.status().to_dict().items() if name not in ("home", "paths")
        }


def _several(source: str | Sequence[str]) -> tuple[str, ...]:
    return ((source,) if source else ()) if isinstance(source, str) else tuple(source)
