"""What a language model is offered: `search` and `ask` as tools (Model Context Protocol, streamable HTTP)."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from inspect import cleandoc
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import CallToolResult, ContentBlock, TextContent, Tool
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from corpus.errors import QAError
from index.types import Mode
from qa.validation import MAX_HITS
from qa.web.api.arguments import by_name
from qa.web.api.endpoints import QUESTIONS, Endpoints
from qa.web.i18n.phrases import ENGLISH

log = logging.getLogger(__name__)

PATH = "/mcp"

_FILTERS: Mapping[str, Any] = {
    "since": {"type": "string", "description": "First day of publication: 2022-08-06, 2022-08 or 2022."},
    "until": {"type": "string", "description": "Last day of publication."},
    "source": {"type": ["string", "array"], "items": {"type": "string"}, "description": "One source, or several."},
}
_ASK: Mapping[str, Any] = {
    "question": {"type": "string", "description": "What to answer, in Chinese or English."},
    **_FILTERS,
}
_SEARCH: Mapping[str, Any] = {
    "query": {"type": "string", "description": "Words, names or a question, in Chinese or English."},
    "k": {"type": "integer", "minimum": 1, "maximum": MAX_HITS, "default": 10, "description": "How many passages."},
    "mode": {
        "type": "string",
        "enum": list(Mode),
        "default": Mode.HYBRID,
        "description": "dense: by meaning alone; bm25: by words alone.",
    },
    **_FILTERS,
}


class Tools:
    """ASGI application: each tool gives its object as structured content, and the same as JSON text.

    An error is told in one line. As many questions are worked together as for other programs.
    """

    def __init__(self, endpoints: Endpoints) -> None:
        self._functions: dict[str, Callable[..., dict[str, Any]]] = {
            "search": lambda **given: {"hits": endpoints.search(**by_name(endpoints.search, given))},
            "ask": lambda **given: endpoints.ask(**by_name(endpoints.ask, given)),
        }
        self._listed = [
            _tool("search", endpoints.search, _SEARCH, required="query"),
            _tool("ask", endpoints.ask, _ASK, required="question"),
        ]
        self._limit = CapacityLimiter(int(str(QUESTIONS["concurrency_limit"])))
        server: Server[Any, Any] = Server("article-qa")
        server.list_tools()(self._list)  # type: ignore[no-untyped-call]
        # What is given is checked as for every other program.
        server.call_tool(validate_input=False)(self._call)
        self._manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        await self._manager.handle_request(scope, receive, send)

    @asynccontextmanager
    async def running(self, _app: FastAPI) -> AsyncIterator[None]:
        """For as long as the server runs."""
        async with self._manager.run():
            yield

    async def _list(self) -> list[Tool]:
        return self._listed

    async def _call(self, name: str, given: dict[str, Any]) -> CallToolResult:
        try:
            if name not in self._functions:
                raise QAError("tool_unknown", name=name, names=self._functions)
            found = await to_thread.run_sync(partial(self._functions[name], **given), limiter=self._limit)
        except QAError as error:
            return CallToolResult(content=_text(str(error)), isError=True)
        except Exception:
            log.exception("a tool failed")
            return CallToolResult(content=_text(ENGLISH["broken"]), isError=True)
        return CallToolResult(content=_text(json.dumps(found, ensure_ascii=False)), structuredContent=found)


def add_tools(app: FastAPI, endpoints: Endpoints) -> None:
    """Lets the application offer them."""
    tools = Tools(endpoints)
    app.router.lifespan_context = tools.running
    app.router.routes.append(Route(PATH, tools))


def _tool(name: str, function: Callable[..., Any], properties: Mapping[str, Any], *, required: str) -> Tool:
    description = cleandoc(function.__doc__ or "").partition("\n")[0]
    schema = {"type": "object", "properties": properties, "required": [required], "additionalProperties": False}
    return Tool(name=name, description=description, inputSchema=schema)


def _text(text: str) -> list[ContentBlock]:
    return [TextContent(type="text", text=text)]
