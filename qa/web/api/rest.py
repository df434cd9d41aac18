"""Plain HTTP: the service's objects as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse

from index.storage.reader import Index
from qa.service import Service
from qa.several import Several
from qa.validation import Filters, check_filters, check_question
from qa.web.api import models
from qa.web.api.endpoints import Endpoints
from qa.web.api.problems import MEDIA_TYPE, Problem
from qa.web.api.queue import Queues
from qa.web.conversation import FilterForm, told_again
from qa.web.library.listing import Entry, View, listed
from qa.web.public_form import without_paths

MAX_PER_PAGE = 500

Responses: TypeAlias = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The OpenAPI description of an operation's problems."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {"description": "Problem details (RFC 9457)", "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in (401, 403, *statuses)
    }


def given(model: type[Any], *statuses: int) -> Responses:
    """The OpenAPI description of an operation's responses: its result and its problems."""
    return {200: {"model": model}, **problems(*statuses)}


ASKING = (400, 404, 413, 422, 500, 503)
"""Problem statuses of operations that take a body."""
LOOKING = (404, 422, 500, 503)


def questions(service: Service | Several, queues: Queues) -> APIRouter:
    """Asking and searching."""
    router = APIRouter(prefix="/api", tags=["questions"])

    def answer(body: models.Ask) -> Mapping[str, Any]:
        history = told_again((turn.question, turn.text) for turn in body.history)
        return service.ask(check_question(body.question), history=history, **_filters(body)).to_dict()

    def find(body: models.Search) -> Mapping[str, Any]:
        query = check_question(body.query)
        found = service.find(query, body.k, mode=body.mode, **_filters(body))
        return {"query": query, "hits": [hit.to_dict() for hit in found.hits], "notice": found.notice}

    @router.post("/ask", responses=given(models.Answer, *ASKING))
    async def ask(body: models.Ask) -> JSONResponse:
        """Answer a question with sentences from the articles, each cited."""
        return JSONResponse(without_paths(dict(await queues.questions.run(answer, body))))

    @router.post("/search", responses=given(models.Hits, *ASKING))
    async def search(body: models.Search) -> JSONResponse:
        """Find the k best passages, best first."""
        return JSONResponse(without_paths(dict(await queues.searches.run(find, body))))

    return router


def library(service: Service) -> APIRouter:
    """Listing and reading what is indexed."""
    router = APIRouter(prefix="/api", tags=["articles"])
    endpoints = Endpoints(service)
    articles = ArticleList(service)

    @router.get("/articles", responses=given(models.Articles, 422, 500, 503))
    def list_articles(
        find: Annotated[str, Query(description="Words in the title or source.", max_length=200)] = "",
        source: Annotated[list[str], Query(description="Only these sources.")] = [],  # noqa: B006
        since: Annotated[str, Query(description="First day: 2022-08-06, 2022-08 or 2022.")] = "",
        until: Annotated[str, Query(description="Last day.")] = "",
        sort: Literal["date", "title", "source", "length", "passages"] = "date",
        descending: bool = True,
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
        per_page: Annotated[int, Query(ge=1, le=MAX_PER_PAGE)] = 50,
    ) -> JSONResponse:
        """List the articles, page by page; beyond the last page, the last page is returned."""
        filters = FilterForm(since, until, tuple(source)).chosen()
        return JSONResponse(articles.page(View(find, sort, descending, page), per_page, filters))

    @router.get("/articles/{article_id}", responses=given(models.ArticleText, *LOOKING))
    def read_article(
        article_id: str,
        start: Annotated[int, Query(ge=0, le=2**31, description="First character.")] = 0,
        end: Annotated[int | None, Query(ge=0, le=2**31, description="Where to stop.")] = None,
    ) -> JSONResponse:
        """Read an article. A long one comes in parts of 20,000 characters; the next part begins at `next_start`."""
        return JSONResponse(endpoints.read_article(article_id, start, end))

    @router.get("/status", responses=given(models.Status, 500, 503))
    def status() -> JSONResponse:
        """Show what the index holds."""
        return JSONResponse(endpoints.status())

    return router


def _filters(body: models.Ask | models.Search) -> Filters:
    sources = (body.source,) if isinstance(body.source, str) else tuple(body.source)
    chosen = FilterForm(body.since, body.until, tuple(filter(None, sources))).chosen()
    return {**chosen, "article": body.article}


@dataclass(frozen=True, slots=True)
class _Listing:
    generation: int
    entries: Sequence[Entry]


class ArticleList:
    """Lists the articles of a service; the list is read once per generation."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._read: _Listing | None = None

    def page(self, view: View, per_page: int, filters: Filters) -> dict[str, Any]:
        """A page of the articles that pass the filters and have the wanted text in title or source. Raises QAError."""
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
