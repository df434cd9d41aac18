"""Errors as programs get them: problem details (RFC 9457) with the stable key of the message catalogue."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from corpus.catalogue import Message
from corpus.errors import CorpusError, QAError
from index.errors import Busy, IndexingError, NothingToRemove
from qa.errors import LanguageModelUnusable, QuestionError
from qa.web.api.paths import RETRIEVAL, is_for_programs
from qa.web.api.queue import QueueFull
from qa.web.i18n.error_messages import message_text
from qa.web.i18n.phrases import CHOSEN, Words, words_for
from qa.web.library.uploads import UploadRefused

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 5
"""Seconds after which a refused client may retry."""

STATUS: Mapping[type[QAError], int] = {
    QueueFull: 503,
    Busy: 409,
    NothingToRemove: 404,
    QuestionError: 422,
    UploadRefused: 422,
    CorpusError: 422,
    IndexingError: 503,
    LanguageModelUnusable: 503,
}
"""The most specific errors first; any other error is the request's fault as well."""
MISSING = frozenset(("article_unknown", "job_unknown", "chat_model_unknown"))
"""Keys of errors about something that does not exist."""


DIFY_CODES: Mapping[int, int] = {401: 1002}
"""Dify's code for a refused key; other errors use their HTTP status."""


class Problem(BaseModel):
    """Problem details: `detail` in the language of Accept-Language, `key` for programs."""

    type: str = Field(examples=["urn:article-qa:problem:date_invalid"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=['"soon" is not a date; write 2022-08-06, 2022-08 or 2022'])
    key: str = Field(examples=["date_invalid"])


def problem_of(error: QAError, words: Words) -> Problem:
    """An error as a problem."""
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)
    return described(error.message, 404 if error.key in MISSING else status, words)


def described(message: Message, status: int, words: Words) -> Problem:
    """A message as a problem."""
    return Problem(
        type=f"urn:article-qa:problem:{message.key}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=message_text(message, words),
        key=message.key,
    )


def broken(words: Words) -> Problem:
    """The problem for a bug; details are in the log."""
    return described(Message("broken_request"), 500, words)


def members(path: str, problem: Problem) -> dict[str, Any]:
    """What clients of other protocols expect in an error, besides the problem's own members."""
    if path.startswith("/v1/"):
        return {"error": {"message": problem.detail, "type": problem.type, "code": problem.key, "param": None}}
    if path == RETRIEVAL:
        return {"error_code": DIFY_CODES.get(problem.status, problem.status), "error_msg": problem.detail}
    return {}


def response(
    problem: Problem, path: str, headers: Mapping[str, str] | None = None, errors: Sequence[Any] = ()
) -> JSONResponse:
    """The problem as a response; `errors` lists the invalid fields of a request."""
    again = {"retry-after": str(RETRY_AFTER)} if problem.status == 503 else {}
    body = {**problem.model_dump(), **members(path, problem), **({"errors": errors} if errors else {})}
    return JSONResponse(body, problem.status, {**again, **(headers or {})}, MEDIA_TYPE)


def refusal(scope: Scope, message: Message, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The refusal of a request before it is handled: a problem for programs, a line of text for the page."""
    if not is_for_programs(scope["path"]):
        return PlainTextResponse(message, status, headers)
    words = words_for(Headers(scope=scope).get("accept-language", ""))
    return response(described(message, status, words), scope["path"], headers)


def words_of(request: Request) -> Words:
    """The phrases in the client's language."""
    return words_for(request.headers.get("accept-language", ""), request.cookies.get(CHOSEN, ""))


async def on_error(request: Request, error: Exception) -> Response:
    """Answer one of our own errors."""
    assert isinstance(error, QAError)
    return response(problem_of(error, words_of(request)), request.url.path)


async def on_invalid(request: Request, error: Exception) -> Response:
    """Answer an invalid body or invalid parameters: the message names the first wrong field, `errors` lists them."""
    assert isinstance(error, RequestValidationError)
    if any(one["type"] == "json_invalid" for one in error.errors()):
        return response(described(Message("body_unreadable"), 400, words_of(request)), request.url.path)
    found = [
        {"place": ".".join(map(str, one["loc"][1:])) or str(one["loc"][0]), "detail": one["msg"]}
        for one in error.errors()
    ]
    message = Message("request_field", place=found[0]["place"], detail=found[0]["detail"])
    return response(described(message, 422, words_of(request)), request.url.path, errors=found[:20])


async def on_refused(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: unknown routes, wrong methods, bodies that cannot be parsed."""
    assert isinstance(error, HTTPException)
    keys = {404: "route_unknown", 405: "method_unknown"}
    message = Message(keys.get(error.status_code, "body_unreadable"))
    return response(described(message, error.status_code, words_of(request)), request.url.path, error.headers)


async def on_bug(request: Request, _error: Exception) -> Response:
    """Answer a bug without details; the server logs it."""
    return response(broken(words_of(request)), request.url.path)
