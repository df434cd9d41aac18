"""The models of the index for other programs: embeddings as in OpenAI's API, reranking as in Jina's and Cohere's."""

import base64
from math import exp
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from index.errors import ModelUnavailable, NoIndex
from index.reading.windows import cut_windows
from qa.errors import QuestionError
from qa.service import Service
from qa.validation import check_question
from qa.web.api.queue import Queue
from qa.web.api.rest import ASKING, given

MAX_TEXTS = 256
"""Texts in one request."""
MAX_TEXT = 20_000
"""Characters of a text."""

Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
Document: TypeAlias = "Text | TextDocument"


class TextDocument(BaseModel):
    """A document as an object."""

    text: Text


class Embeddings(BaseModel):
    """Texts to embed. `input_type` "query" embeds them as questions."""

    model_config = ConfigDict(strict=True)

    input: Text | Annotated[list[Text], Field(min_length=1, max_length=MAX_TEXTS)] = Field(examples=["忻州"])
    model: str = "bundled"
    encoding_format: Literal["float", "base64"] | None = "float"
    dimensions: int | None = None
    input_type: str | None = None


class Embedded(BaseModel):
    """Unit vectors, in the order of the texts."""

    object: Literal["list"]
    data: list[dict[str, Any]]
    model: str
    usage: dict[str, int]


class Rerank(BaseModel):
    """Documents to rerank for a question."""

    model_config = ConfigDict(strict=True)

    query: Annotated[str, Field(min_length=1)] = Field(examples=["忻州的投资是多少"])
    documents: Annotated[list[Document], Field(min_length=1, max_length=MAX_TEXTS)] = Field(
        examples=[["忻州的投资是三元。", "雄安的文章。"]]
    )
    model: str = "bundled"
    top_n: int | None = Field(None, ge=1)
    return_documents: bool | None = False


class Reranked(BaseModel):
    """The documents, best first. `relevance_score`, 0 to 1: how confident the reader is that it answers."""

    id: str | None = None
    model: str
    results: list[dict[str, Any]]
    usage: dict[str, int]


def vectors(service: Service, queue: Queue) -> APIRouter:
    """Embeddings and reranking."""
    router = APIRouter(prefix="/v1", tags=["openai"])

    def embedded(body: Embeddings) -> dict[str, Any]:
        texts = [body.input] if isinstance(body.input, str) else body.input
        try:
            embedder = service.embedder(service.index())
        except NoIndex:
            embedder = service.chosen_embedder()
        if body.dimensions not in (None, embedder.dim):
            raise QuestionError("dimensions_fixed", found=body.dimensions, dimensions=embedder.dim)
        folded = [fold(text) for text in texts]
        rows = [*map(embedder.query, folded)] if body.input_type == "query" else embedder.passages(folded)
        data = [
            {
                "object": "embedding",
                "index": number,
                "embedding": base64.b64encode(row.astype("<f4").tobytes()).decode()
                if body.encoding_format == "base64"
                else row.reshape(-1).tolist(),
            }
            for number, row in enumerate(rows)
        ]
        return {"object": "list", "data": data, "model": embedder.name, "usage": _usage()}

    def reranked(body: Rerank) -> dict[str, Any]:
        reader, question = service.reader(), check_question(body.query)
        if reader is None:
            raise ModelUnavailable("reader_missing")
        texts = [one if isinstance(one, str) else one.text for one in body.documents]
        windows = [
            (number, window) for number, text in enumerate(texts) for window in cut_windows(text, sentences(text))
        ]
        readings = reader.read(question, [window for _, window in windows])
        best = dict.fromkeys(range(len(texts)), -100.0)
        for (number, _), reading in zip(windows, readings, strict=True):
            best[number] = max(best[number], reading.answerable)
        order = sorted(best, key=lambda number: (-best[number], number))[: body.top_n]
        results = [
            {"index": number, "relevance_score": 1 / (1 + exp(-best[number]))}
            | ({"document": {"text": texts[number]}} if body.return_documents else {})
            for number in order
        ]
        return {"id": None, "model": reader.name, "results": results, "usage": _usage()}

    @router.post("/embeddings", responses=given(Embedded, *ASKING))
    async def embed(body: Embeddings) -> JSONResponse:
        """Embed texts with the model of the index; without an index, with the chosen model or else the bundled one."""
        return JSONResponse(await queue.run(embedded, body))

    @router.post("/rerank", responses=given(Reranked, *ASKING))
    async def rerank(body: Rerank) -> JSONResponse:
        """Rerank documents by how confident the bundled reader is that they answer a question."""
        return JSONResponse(await queue.run(reranked, body))

    return router


def _usage() -> dict[str, int]:
    return {"prompt_tokens": 0, "total_tokens": 0}
