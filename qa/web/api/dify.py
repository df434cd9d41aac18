"""The articles as an external knowledge base for Dify."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from index.types import Hit
from qa.errors import QuestionError
from qa.service import Service
from qa.validation import MAX_HITS, check_question
from qa.web.api.queue import Queue
from qa.web.api.rest import ASKING, given


class Setting(BaseModel):
    """How many passages, and their minimum score."""

    model_config = ConfigDict(strict=True)

    top_k: int = Field(10, ge=1, le=MAX_HITS)
    score_threshold: float | None = 0.0


class Retrieval(BaseModel):
    """A request from Dify. There is only one knowledge base; its id is ignored."""

    model_config = ConfigDict(strict=True)

    knowledge_id: str = ""
    query: str = Field(min_length=1, examples=["忻州的投资"])
    retrieval_setting: Setting = Setting(top_k=10)
    metadata_condition: dict[str, Any] | None = None


class Record(BaseModel):
    """A passage."""

    content: str
    score: float
    title: str
    metadata: dict[str, Any]


class Records(BaseModel):
    """The best passages, best first."""

    records: list[Record]


def dify(service: Service, queue: Queue) -> APIRouter:
    """Dify's retrieval endpoint."""
    router = APIRouter(tags=["dify"])

    def found(body: Retrieval) -> dict[str, Any]:
        if (body.metadata_condition or {}).get("conditions"):
            raise QuestionError("conditions_unsupported")
        least = body.retrieval_setting.score_threshold or 0.0
        hits = service.search(check_question(body.query), body.retrieval_setting.top_k)
        return {"records": [_record(hit) for hit in hits if hit.score >= least]}

    @router.post("/retrieval", responses=given(Records, *ASKING))
    async def retrieve(body: Retrieval) -> JSONResponse:
        """Find passages for Dify's external knowledge base."""
        return JSONResponse(await queue.run(found, body))

    return router


def _record(hit: Hit) -> dict[str, Any]:
    article = {name: value for name, value in hit.passage.article.to_dict().items() if name not in ("title", "path")}
    return {
        "content": hit.passage.text,
        "score": max(0.0, min(1.0, round(hit.score, 4))),
        "title": hit.passage.article.title,
        "metadata": {**article, "start": hit.passage.start, "end": hit.passage.end},
    }
