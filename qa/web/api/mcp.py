"""MCP server (Model Context Protocol): tools that search, answer and read, and the articles as resources."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import wraps
from inspect import cleandoc, signature
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ResourceError, ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from mcp.types import Resource as ListedResource

from corpus.errors import QAError
from qa import __version__
from qa.errors import QuestionError
from qa.service import Service
from qa.web.api.arguments import by_name
from qa.web.api.endpoints import Endpoints
from qa.web.api.queue import Queues, queues
from qa.web.i18n.phrases import ENGLISH

log = logging.getLogger(__name__)

PATH = "/mcp"
LISTED = 100
"""How many of the newest articles are listed as resources; all others can be read by id."""

INSTRUCTIONS = """\
Searches the owner's own articles, most of them Chinese news, and answers questions in Chinese or English.
Every quote stands in its article word for word: article.text[start:end]. Cite the title, source and date with it.
`ask` gives sentences that answer, or says that nothing was found; `search` gives passages; `read_article` reads on
around a quote."""


class Server(FastMCP[None]):
    """The tools and articles of a service; an error is one line. Calls are limited like those of other programs."""

    def __init__(self, service: Service, queues: Queues) -> None:
        with _logging_unchanged():
            super().__init__(
                "article-qa",
                INSTRUCTIONS,
                json_response=True,
                stateless_http=True,
                streamable_http_path=PATH,
                log_level="WARNING",
                # The guard has already checked host and origin.
                transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
            )
        self._mcp_server.version = __version__
        self._service = service
        self._queues = queues
        calls = Endpoints(service)
        offered = (calls.search, calls.ask, calls.read_article, calls.list_sources, calls.status)
        self._functions: Mapping[str, Callable[..., Any]] = {function.__name__: function for function in offered}
        for name, function in self._functions.items():
            description = cleandoc(function.__doc__ or "").partition("\n")[0]
            hints = ToolAnnotations(readOnlyHint=True, openWorldHint=False)
            self.add_tool(self._tool(function), name, description=description, annotations=hints)
        self.resource("article://{article_id}", name="article", mime_type="text/plain")(self._article)

    async def call_tool(self, name: str, arguments: dict[str, Any]) -> Any:
        """The result of a tool, or its error in one line."""
        try:
            if name not in self._functions:
                raise QAError("tool_unknown", name=name, names=self._functions)
            # Stricter than the framework, which takes "5" for a number and ignores unknown arguments.
            return await super().call_tool(name, by_name(self._functions[name], arguments))
        except QAError as error:
            return _error(str(error))
        except ToolError as error:
            if isinstance(error.__cause__, QAError):
                return _error(str(error.__cause__))
            log.exception("a tool failed")
            return _error(ENGLISH["broken"])

    async def list_resources(self) -> list[ListedResource]:
        """The newest articles; none if there is no index."""
        with suppress(QAError):
            newest = await to_thread.run_sync(lambda: self._service.index().store.newest(LISTED))
            return [
                ListedResource.model_validate(
                    {
                        "uri": f"article://{article.id}",
                        "name": article.title or article.id,
                        "description": article.reference,
                        "mimeType": "text/plain",
                    }
                )
                for article, _ in newest
            ]
        return []

    def _tool(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, giving its object as structured content and as JSON text; a list is the object's only field."""

        @wraps(function)
        async def tool(**given: Any) -> CallToolResult:
            queue = self._queues.questions if function.__name__ == "ask" else self._queues.searches
            found = await queue.run(function, **given)
            plain = found if isinstance(found, dict) else {"hits": found}
            text = TextContent(type="text", text=json.dumps(plain, ensure_ascii=False))
            return CallToolResult(content=[text], structuredContent=plain)

        tool.__signature__ = signature(function).replace(return_annotation=CallToolResult)  # type: ignore[attr-defined]  # inspect reads it
        return tool

    async def _article(self, article_id: str) -> str:
        """An article's text; citation offsets count its characters."""
        try:
            article = await to_thread.run_sync(self._service.article, article_id)
        except QAError:
            raise
        except Exception:
            log.exception("an article could not be read")
            raise ResourceError(ENGLISH["broken"]) from None
        if article is None:
            raise QuestionError("article_unknown", article=article_id)
        return article.text


def add_tools(app: FastAPI, service: Service, queues: Queues) -> None:
    """Add the tools and articles to the application."""
    server = Server(service, queues)
    app.router.routes.extend(server.streamable_http_app().routes)

    @asynccontextmanager
    async def running(_: FastAPI) -> Any:
        async with server.session_manager.run():
            yield

    app.router.lifespan_context = running


def run_stdio(service: Service) -> None:
    """Serve them on standard input and output until the client closes them."""
    Server(service, queues(service)).run("stdio")


def _error(line: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=line)], isError=True)


@contextmanager
def _logging_unchanged() -> Iterator[None]:
    """Restore the program's logging after the block: the framework configures it for itself."""
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
