"""Chat as in OpenAI's API: the last question, in the context of earlier turns, is answered from the articles."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from corpus.errors import QAError
from qa.errors import QuestionError
from qa.service import Service
from qa.types import Answer, Citation
from qa.validation import check_question
from qa.web.api.chat_text import Address, Deltas, annotations, content, extension
from qa.web.api.chat_text import text as shown
from qa.web.api.problems import broken, members, problem_of, words_of
from qa.web.api.queue import Queue
from qa.web.api.rest import ASKING, given, problems
from qa.web.conversation import told_again
from qa.web.html.links import Link, Place
from qa.web.html.markup import is_web_address
from qa.web.public_form import without_paths

MODEL = "article-qa"
USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""Sentences are selected, not generated: no tokens are used."""
Words: TypeAlias = Annotated[str, Field(max_length=1_000_000)]
"""With a length limit, invalid text, such as half of a surrogate pair, is rejected too."""


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: Words | None = None


class ChatMessage(BaseModel):
    """A message of the conversation."""

    model_config = ConfigDict(strict=True)

    role: str
    content: Words | list[Part] | None = None

    @property
    def words(self) -> str:
        """The text of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.text)
        return self.content or ""


class StreamOptions(BaseModel):
    """What to include at the end of a stream."""

    include_usage: bool | None = None


class Chat(BaseModel):
    """A conversation. Fields that steer a language model are accepted and ignored."""

    model_config = ConfigDict(strict=True)

    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: list[ChatMessage] = Field(
        min_length=1, examples=[[{"role": "user", "content": "what is Xinzhou's role in the Taixin zone"}]]
    )
    stream: bool | None = False
    stream_options: StreamOptions | None = None


class Completion(BaseModel):
    """An answer. `choices[0].message` has the text, with markers and sources, and `annotations`.

    `article_qa` has the whole answer.
    """

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[dict[str, Any]]
    usage: dict[str, int]
    article_qa: dict[str, Any]


class Models(BaseModel):
    """The models that answer; there is only one."""

    object: Literal["list"]
    data: list[dict[str, Any]]


def chat(service: Service, queue: Queue) -> APIRouter:
    """Chat completions, and the list of models."""
    router = APIRouter(prefix="/v1", tags=["openai"])
    model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}

    @router.get("/models", responses=given(Models, 500))
    def list_models() -> JSONResponse:
        """List the models."""
        return JSONResponse({"object": "list", "data": [model]})

    @router.get("/models/{name}", responses={200: {"description": "The model"}, **problems(404, 422, 500)})
    def read_model(name: str) -> JSONResponse:
        """Describe a model."""
        if name != MODEL:
            raise QuestionError("chat_model_unknown", name=name, model=MODEL)
        return JSONResponse(model)

    @router.post("/chat/completions", responses=given(Completion, *ASKING))
    async def complete(request: Request, body: Chat) -> Response:
        """Answer the last user message from the articles, at once or as a stream of chunks."""
        question, history = _asked(body.messages)
        told = _Told(body, _addresses(str(request.base_url), question))
        answers = _growing(queue, lambda: service.stream(question, history=history))
        first = await anext(answers)  # a failure before the first word is a problem response
        if body.stream:
            return StreamingResponse(_events(request, told, first, answers), media_type="text/event-stream")
        async for first in answers:  # noqa: B007  # the last one is the answer
            pass
        return JSONResponse(told.completion(first))

    return router


class _Told:
    """One answer in the formats of the protocol."""

    def __init__(self, body: Chat, address: Address) -> None:
        self._head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": body.model}
        self._usage = bool(body.stream_options and body.stream_options.include_usage)
        self._address = address
        self._deltas = Deltas()

    def completion(self, answer: Answer) -> dict[str, Any]:
        """The answer as one response."""
        text = content(answer, self._address)
        message = {
            "role": "assistant",
            "content": text,
            "refusal": None,
            "annotations": annotations(text, answer, self._address),
        }
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        whole = {"object": "chat.completion", "choices": [choice], "usage": USAGE, "article_qa": extension(answer)}
        return without_paths({**self._head, **whole})

    def begin(self) -> dict[str, Any]:
        """The first chunk."""
        return self._chunk({"role": "assistant", "content": ""})

    def more(self, answer: Answer) -> Iterator[dict[str, Any]]:
        """Chunks with the text that an unfinished answer adds."""
        if answer.answered:
            yield from (self._chunk({"content": piece}) for piece in self._deltas.next(shown(answer)))

    def end(self, answer: Answer) -> Iterator[dict[str, Any]]:
        """The rest of the text, its annotations, and the end of the stream."""
        text = content(answer, self._address)
        yield from (self._chunk({"content": piece}) for piece in self._deltas.last(text))
        noted = annotations(text, answer, self._address)
        yield self._chunk({"annotations": noted} if noted else {}, "stop", article_qa=extension(answer))
        if self._usage:
            yield {**self._chunk({}), "choices": [], "usage": USAGE}

    def _chunk(self, delta: Mapping[str, Any], finished: str | None = None, **more: Any) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finished, "logprobs": None}
        return without_paths({**self._head, "object": "chat.completion.chunk", "choices": [choice], **more})


def _asked(messages: list[ChatMessage]) -> tuple[str, tuple[Answer, ...]]:
    """The user's last question and the turns before it. Raises QuestionError."""
    turns: list[tuple[str, str]] = []
    for message in messages:
        if message.role == "user":
            turns.append((message.words, ""))
        elif message.role == "assistant" and turns:
            turns[-1] = (turns[-1][0], message.words)
    if not turns:
        raise QuestionError("question_empty")
    *before, (question, _) = turns
    return check_question(question), told_again((asked, said) for asked, said in before if asked.strip())


def _addresses(page: str, question: str) -> Address:
    """Links citations to their article's own URL or, without one, to the page opened at the quote."""

    def address(citation: Citation) -> str:
        place = Place(citation.article.id, citation.start, citation.end)
        own = citation.article.url
        return own if is_web_address(own) else f"{page}{Link(question, place=place).query()}"

    return address


async def _growing(queue: Queue, answers: Callable[[], Iterator[Answer]]) -> AsyncIterator[Answer]:
    """The answers as they arrive from the queue's thread. Raises what the work raises."""
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[Answer | None] = asyncio.Queue()

    def work() -> None:
        for answer in answers():
            loop.call_soon_threadsafe(pieces.put_nowait, answer)

    task = asyncio.create_task(queue.run(work))
    task.add_done_callback(lambda _: pieces.put_nowait(None))
    while (answer := await pieces.get()) is not None:
        yield answer
    await task


async def _events(request: Request, told: _Told, answer: Answer, answers: AsyncIterator[Answer]) -> AsyncIterator[str]:
    """The chunks as server-sent events; an error after the first is an event too."""
    try:
        yield _event(told.begin())
        async for later in answers:
            for chunk in told.more(answer):
                yield _event(chunk)
            answer = later
        for chunk in told.end(answer):
            yield _event(chunk)
    except QAError as error:
        found = problem_of(error, words_of(request))
        yield _event({**found.model_dump(), **members(request.url.path, found)})
    except Exception:
        found = broken(words_of(request))
        yield _event({**found.model_dump(), **members(request.url.path, found)})
        raise
    yield "data: [DONE]\n\n"


def _event(value: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"
